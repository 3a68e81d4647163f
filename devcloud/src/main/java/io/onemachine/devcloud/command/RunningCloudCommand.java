package io.onemachine.devcloud.command;

import io.onemachine.devcloud.control.ControlClient;
import java.io.IOException;
import java.util.Locale;

/** A command that asks a running cloud. */
abstract class RunningCloudCommand extends CloudCommand {

    RunningCloudCommand(Devcloud program) {
        super(program);
    }

    abstract void run(ControlClient cloud) throws CommandException, IOException;

    @Override
    final void run() throws CommandException, IOException {
        ControlClient cloud = RunningCloud.require(stateDirectory());
        try {
            run(cloud);
        } catch (IllegalArgumentException e) {
            throw new CommandException(sentence(String.valueOf(e.getMessage())), e);
        }
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}
