package io.onemachine.devcloud.command;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code devcloud calls}. */
@Command(name = "calls", description = "Print how often each method has been called since the start")
final class Calls extends CloudCommand {

    Calls(Devcloud program) {
        super(program);
    }

    @Override
    void run() throws CommandException, IOException {
        RunningCloud.require(stateDirectory())
                .get("calls")
                .getAsJsonObject()
                .asMap()
                .forEach((method, count) -> console().out().println(method + " " + count.getAsLong()));
    }
}
