package io.onemachine.devcloud.command;

import java.io.IOException;
import java.util.Set;

/** {@code devcloud calls}. */
public final class Calls implements Command {

    static final Set<String> OPTIONS = Set.of("state");

    @Override
    public void run(Arguments arguments, Console console) throws CommandException, IOException {
        arguments.requireNoWords("calls");
        RunningCloud.require(arguments.stateDirectory())
                .get("calls")
                .getAsJsonObject()
                .asMap()
                .forEach((method, count) -> console.out().println(method + " " + count.getAsLong()));
    }
}
