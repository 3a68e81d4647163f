package io.onemachine.machine.process;

import io.onemachine.machine.error.OperationInterruptedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A child process that runs in the background. */
final class SystemRunningCommand implements RunningCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_ERRORS = 64 * 1024;

    /** One line, or the end of the output. */
    private record Line(String text, boolean isEnd) {}

    private final Process process;
    private final String program;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final StringBuilder errors = new StringBuilder();
    private final Thread errorReader;

    SystemRunningCommand(Process process, String program) {
        this.process = process;
        this.program = program;
        Thread.ofPlatform().daemon().name("program-out").start(this::readLines);
        this.errorReader = Thread.ofPlatform().daemon().name("program-err").start(this::readErrors);
    }

    @Override
    public Optional<List<String>> linesBefore(String line, Duration timeout) {
        List<String> before = new ArrayList<>();
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                Line next = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return Optional.empty();
                }
                if (next.isEnd()) {
                    // The reason of its end may arrive on the other stream a moment later.
                    errorReader.join(PATIENCE);
                    process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                    return Optional.empty();
                }
                if (next.text().equals(line)) {
                    return Optional.of(before);
                }
                before.add(next.text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for " + program);
        }
    }

    @Override
    public Optional<String> nextLine() {
        try {
            Line next = lines.take();
            if (next.isEnd()) {
                lines.add(next); // for the next call
                return Optional.empty();
            }
            return Optional.of(next.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for " + program);
        }
    }

    @Override
    public boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public String errors() {
        synchronized (errors) {
            return errors.toString();
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It has ended already, or will be ended now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
    }

    private void readLines() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                lines.add(new Line(line, false));
                line = reader.readLine();
            }
        } catch (IOException e) {
            // The process was terminated.
        } finally {
            lines.add(new Line("", true));
        }
    }

    private void readErrors() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                keepError(line);
                line = reader.readLine();
            }
        } catch (IOException e) {
            // The process was terminated.
        }
    }

    private void keepError(String line) {
        synchronized (errors) {
            if (errors.length() < MOST_ERRORS) {
                errors.append(line).append('\n');
            }
        }
    }
}
