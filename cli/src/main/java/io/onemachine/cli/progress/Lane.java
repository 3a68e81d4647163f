package io.onemachine.cli.progress;

/** What one machine has to say while a command works on it; safe for use by any thread. */
public interface Lane extends AutoCloseable {
    /** Prints a line that stays. */
    void out(String line);

    /** Prints a line on standard error. */
    void err(String line);

    /** Names what is being done now; shown on terminals only, with the time it takes. */
    void step(String what);

    /**
     * Says what the machine waits for: a line that stays and names the machine, or on a terminal the text in place of the step's until
     * the next step. Empty when nothing is waited for any more.
     */
    void waiting(String reason);

    /** Nothing more comes: the lines of the next machine may follow. */
    @Override
    void close();
}
