package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.terminal.Console;
import io.onemachine.cli.terminal.LiveBlock;
import io.onemachine.machine.Machines;
import io.onemachine.machine.progress.Progress;
import java.util.List;

/**
 * One invocation of a command, with its arguments.
 *
 * @param name the command
 * @param programContext what the program was started with
 * @param flags its options and arguments
 */
public record Invocation(CommandName name, ProgramContext programContext, ParsedFlags flags) {
    private static final String DEFAULT_MACHINE = "default";

    public Console console() {
        return programContext.console();
    }

    /** Returns the arguments besides options, mostly names of machines. */
    public List<String> arguments() {
        return flags.positionals();
    }

    /** Prints a line of the result. */
    public void print(String line) {
        console().out().print(line + "\n");
    }

    /** Returns the machines to act on: those named, else the one called {@code default} if it exists. */
    public List<String> targets(Machines machines) throws CommandFailure {
        if (!arguments().isEmpty()) {
            return arguments();
        }
        return List.of(defaultMachine(machines));
    }

    /** Returns the machine to act on when none is named. */
    public static String defaultMachine(Machines machines) throws CommandFailure {
        if (machines.exists(DEFAULT_MACHINE)) {
            return DEFAULT_MACHINE;
        }
        throw CommandFailure.ofUsage(
                "Error: No machine name(s) specified and no \"" + DEFAULT_MACHINE + "\" machine exists");
    }

    /** Returns the single machine to act on. */
    public String target(Machines machines) throws CommandFailure {
        if (arguments().size() > 1) {
            throw CommandFailure.ofUsage("Error: Expected one machine name as an argument");
        }
        return targets(machines).get(0);
    }

    /** Opens the store for a command whose output is its result: progress is shown with {@code --debug} only, on standard error. */
    public Machines machines() throws CommandFailure {
        return programContext.machines(quietProgress());
    }

    /** Returns the progress for a command whose output is its result: shown with {@code --debug} only, on standard error. */
    public Progress quietProgress() {
        return new DebugProgress(console().err(), programContext.debug());
    }

    /**
     * Opens the progress display of a long operation: on standard output, each machine's lines together, with the current steps below
     * them when that is a terminal.
     */
    public ProgressBoard board() {
        return console().outIsTerminal()
                ? ProgressBoard.grouped(console().out(), console().err(), liveBlock())
                : ProgressBoard.grouped(console().out(), console().err());
    }

    /**
     * Opens the progress display of a long operation on several machines whose lines nothing reads by their order: a live line for each
     * machine when standard output is a terminal, otherwise and with {@code --debug} lines that name their machine, as they come.
     */
    public ProgressBoard parallelBoard() {
        boolean jsonErrors = programContext.errorsAsJson();
        return console().outIsTerminal() && !programContext.debug()
                ? ProgressBoard.live(console().out(), console().err(), jsonErrors, liveBlock())
                : ProgressBoard.interleaved(console().out(), console().err(), jsonErrors);
    }

    /** Returns lines of the terminal that are drawn again and again; in colours unless {@code NO_COLOR} is set. */
    public LiveBlock liveBlock() {
        boolean colours = !programContext.environment().containsKey("NO_COLOR");
        return new LiveBlock(console().out(), console().window(), colours);
    }
}
