package io.onemachine.cli;

import io.onemachine.cli.terminal.Signals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Handles SIGINT, SIGTERM and SIGHUP. The first signal interrupts the command, which then rolls back and saves its state; the next
 * signal interrupts the rollback. The JVM ends with 128 plus the first signal's number when the command has ended or its time is up.
 */
final class SignalHandler {
    /** A rollback waits until the removed VM is gone. */
    private static final Duration ROLLBACK_TIMEOUT = Duration.ofMinutes(2);

    private static final Duration SAVE_TIMEOUT = Duration.ofSeconds(5);

    private final Thread command;
    private final Runnable lastResort;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Semaphore endOrSignal = new Semaphore(0);
    private volatile boolean interrupted;

    /**
     * @param command the thread that runs the command
     * @param lastResort releases what must not outlive the process, when the command does not end in time
     */
    SignalHandler(Thread command, Runnable lastResort) {
        this.command = command;
        this.lastResort = lastResort;
    }

    /** Starts handling signals: the JVM runs its shutdown hooks at the first one. */
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::interruptCommand, "interrupt"));
    }

    /** Notes that the command has ended. */
    void commandEnded() {
        ended.countDown();
        endOrSignal.release();
    }

    /** Returns whether a signal interrupted the command: the JVM is then already ending, with the signal's exit code. */
    boolean wasInterrupted() {
        return interrupted;
    }

    private void interruptCommand() {
        if (ended.getCount() == 0) {
            return;
        }
        interrupted = true;
        // A JVM that is shutting down ignores signals, so handlers of our own are needed from here on. Without them,
        // the time limit applies.
        for (String signal : List.of("INT", "TERM", "HUP")) {
            Signals.on(signal, endOrSignal::release);
        }
        command.interrupt();
        try {
            boolean notified = endOrSignal.tryAcquire(ROLLBACK_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (notified && ended.getCount() == 0) {
                return;
            }
            command.interrupt();
            if (!ended.await(SAVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("docker-machine could not clean up in time.");
                lastResort.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
