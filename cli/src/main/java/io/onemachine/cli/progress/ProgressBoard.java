package io.onemachine.cli.progress;

import io.onemachine.cli.terminal.LiveBlock;
import java.io.PrintStream;

/** Shows the output about the machines of a command; thread-safe. */
public interface ProgressBoard extends AutoCloseable {
    /**
     * Returns a board that prints each machine's lines together, in the order of the lanes. The lines of the first unfinished machine
     * appear immediately, those of the others are held back until it is done.
     */
    static ProgressBoard grouped(PrintStream out, PrintStream err) {
        return new GroupedBoard(out, err, null, () -> 0);
    }

    /** Returns the same, with the current step of each machine and its duration in {@code block}, until the board is closed. */
    static ProgressBoard grouped(PrintStream out, PrintStream err, LiveBlock block) {
        return new GroupedBoard(out, err, block, System::nanoTime).redrawing();
    }

    /**
     * Returns a board that prints each line immediately, after the name of its machine.
     *
     * @param errorsAreData whether lines on standard error are for programs, and get no name
     */
    static ProgressBoard interleaved(PrintStream out, PrintStream err, boolean errorsAreData) {
        return new ParallelBoard(out, err, errorsAreData, null, () -> 0);
    }

    /** Returns the same, except that details are shown in {@code block} only: a live line for each machine. */
    static ProgressBoard live(PrintStream out, PrintStream err, boolean errorsAreData, LiveBlock block) {
        return new ParallelBoard(out, err, errorsAreData, block, System::nanoTime).redrawing();
    }

    /** Adds the lane of the next machine. */
    Lane lane(String machine);

    /** Prints a line that concerns no particular machine, immediately. */
    void out(String line);

    /** Prints a line that concerns no particular machine on standard error, immediately. */
    void err(String line);

    /** Prints the lines that are still held back, and ends the live display. */
    @Override
    void close();
}
