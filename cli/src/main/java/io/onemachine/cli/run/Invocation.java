package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;

import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.terminal.Console;
import io.onemachine.machine.Machines;
import java.util.List;

/**
 * A command with its arguments.
 *
 * @param name which command
 * @param programContext the run of the program it is part of
 * @param flags its options and arguments
 */
public record Invocation(CommandName name, ProgramContext programContext, ParsedFlags flags) {
    private static final String DEFAULT_MACHINE = "default";

    public Console console() {
        return programContext.console();
    }

    /** What is given beside the options; mostly names of machines. */
    public List<String> arguments() {
        return flags.positionals();
    }

    /** Prints a line of the result. */
    public void print(String line) {
        console().out().print(line + "\n");
    }

    /** The machines to act on: those named, else the one called {@code default} if there is one. */
    public List<String> targets(Machines machines) throws CommandFailure {
        if (!arguments().isEmpty()) {
            return arguments();
        }
        return List.of(defaultMachine(machines));
    }

    /** The machine to act on when none is named. */
    public static String defaultMachine(Machines machines) throws CommandFailure {
        if (machines.exists(DEFAULT_MACHINE)) {
            return DEFAULT_MACHINE;
        }
        throw CommandFailure.ofUsage(
                "Error: No machine name(s) specified and no \"" + DEFAULT_MACHINE + "\" machine exists");
    }

    /** The one machine to act on. */
    public String target(Machines machines) throws CommandFailure {
        if (arguments().size() > 1) {
            throw CommandFailure.ofUsage("Error: Expected one machine name as an argument");
        }
        return targets(machines).get(0);
    }

    /** The machines of the store, for a command whose output is its result: only details are shown, and beside it. */
    public Machines machines() throws CommandFailure {
        return programContext.machines(new DebugProgress(console().err(), programContext.debug()));
    }

    /** Where long operations show what they do: on standard output, redrawn when that is a terminal. */
    public ProgressBoard board() {
        boolean colours = !programContext.environment().containsKey("NO_COLOR");
        return console().outIsTerminal()
                ? ProgressBoard.live(console().out(), console().err(), colours)
                : ProgressBoard.plain(console().out(), console().err());
    }
}
