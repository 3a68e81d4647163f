package io.onemachine.cli.progress;

/** Receives the output about one machine while a command works on it; thread-safe. */
public interface Lane extends AutoCloseable {
    /** Prints a line on standard output. */
    void out(String line);

    /** Prints a line on standard error. */
    void err(String line);

    /**
     * Prints a line about what is being done, on standard output; where the machine has a live line of its own, it is shown there instead,
     * until the next one.
     */
    void detail(String line);

    /** Prints a line on standard output; where machines have live lines, when all machines are done. */
    void afterwards(String line);

    /** Sets the current step; shown on terminals only, with its duration. */
    void step(String what);

    /**
     * Shows what the machine waits for: as a line that names the machine, or on a terminal in place of the step until the next step.
     * Empty when the wait is over.
     */
    void waiting(String reason);

    /** Sets how the work on the machine ended, such as {@code failed}; without it, a closed lane is done. */
    void failed(String result);

    /** Ends the lane: the lines of the next machine may follow. */
    @Override
    void close();
}
