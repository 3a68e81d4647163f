package io.onemachine.machine.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A program that runs in the background. */
public interface RunningCommand extends AutoCloseable {
    /**
     * Waits until the program has written a given line on its standard output.
     *
     * @return the lines before it; empty when the program ended, or time was up, before that line
     * @throws io.onemachine.machine.error.OperationInterruptedException when the thread is interrupted
     */
    Optional<List<String>> linesBefore(String line, Duration timeout);

    /**
     * Waits for the next line of its standard output after those that {@link #linesBefore} consumed; empty at the end of the
     * output.
     *
     * @throws io.onemachine.machine.error.OperationInterruptedException when the thread is interrupted
     */
    Optional<String> nextLine();

    /** Returns whether it still runs. */
    boolean isRunning();

    /** Returns its standard error so far, as UTF-8. */
    String errors();

    /** Closes its standard input and terminates it when it does not end by itself. */
    @Override
    void close();
}
