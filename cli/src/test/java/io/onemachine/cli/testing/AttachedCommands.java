package io.onemachine.cli.testing;

import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.RunningCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs nothing: records the commands for the user's terminal and returns a given exit code. */
public final class AttachedCommands implements CommandRunner {
    private final List<List<String>> runs = new ArrayList<>();
    private final Map<List<String>, CommandResult> answers = new HashMap<>();
    private final int exitCode;

    public AttachedCommands(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Sets the output of a program that is not attached. */
    public AttachedCommands answering(CommandResult answer, String... argv) {
        answers.put(List.of(argv), answer);
        return this;
    }

    /** Returns the recorded argument lists, in order. */
    public List<List<String>> runs() {
        return runs;
    }

    @Override
    public int runAttached(List<String> argv, Map<String, String> environment) {
        runs.add(List.copyOf(argv));
        return exitCode;
    }

    @Override
    public CommandResult run(Command command) {
        CommandResult answer = answers.get(command.argv());
        if (answer == null) {
            throw new AssertionError("not attached: " + command.argv());
        }
        return answer;
    }

    @Override
    public RunningCommand start(List<String> argv, Map<String, String> environment, String input) {
        throw new AssertionError("not attached: " + argv);
    }
}
