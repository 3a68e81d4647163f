package io.onemachine.machine.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A program that was started and goes on. */
public interface RunningCommand extends AutoCloseable {
    /**
     * Waits until the program has written a line on its standard output.
     *
     * @return the lines before it; empty when the program ended or the time was up before
     * @throws io.onemachine.machine.error.OperationInterruptedException when the thread is interrupted
     */
    Optional<List<String>> linesBefore(String line, Duration timeout);

    /**
     * Waits for the next line on its standard output that {@link #linesBefore} has not passed; empty when its output has
     * ended.
     *
     * @throws io.onemachine.machine.error.OperationInterruptedException when the thread is interrupted
     */
    Optional<String> nextLine();

    /** Whether it still runs. */
    boolean isRunning();

    /** What it has written on standard error so far, as UTF-8. */
    String errors();

    /** Closes its standard input and ends it when that does not. */
    @Override
    void close();
}
