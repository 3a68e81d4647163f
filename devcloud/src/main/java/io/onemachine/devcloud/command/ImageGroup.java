package io.onemachine.devcloud.command;

import picocli.CommandLine.Command;

/** {@code devcloud image}: the group of its commands. */
@Command(
        name = "image",
        synopsisSubcommandLabel = "COMMAND",
        description = "Show and add images of Linux distributions",
        footer = {
            "",
            "A new cloud has a few images. Others get an image and a template of their name by 'devcloud image add NAME'.",
            "Their root file systems are built when a machine is first created from them."
        })
final class ImageGroup extends CloudCommand {

    ImageGroup(Devcloud program) {
        super(program);
    }

    @Override
    void run() throws CommandException {
        throw new CommandException("Give 'list' or 'add'; 'devcloud help image' explains them.");
    }
}
