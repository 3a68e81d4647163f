package io.onemachine.cli.progress;

/** Receives the output about one machine while a command works on it; thread-safe. */
public interface Lane extends AutoCloseable {
    /** Prints a line on standard output. */
    void out(String line);

    /** Prints a line on standard error. */
    void err(String line);

    /** Sets the current step; shown on terminals only, with its duration. */
    void step(String what);

    /**
     * Shows what the machine waits for: as a line that names the machine, or on a terminal in place of the step until the next step.
     * Empty when the wait is over.
     */
    void waiting(String reason);

    /** Ends the lane: the lines of the next machine may follow. */
    @Override
    void close();
}
