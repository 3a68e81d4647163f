package io.onemachine.plugin.client;

import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PluginException;
import io.onemachine.machine.process.ExecutableTrust;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.plugin.protocol.Protocol;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's process. Its first line of output is its address, further lines are shown to the user; its standard error is
 * shown with {@code --debug}.
 */
final class PluginProcess {
    /** The maximum output in bytes: a driver prints a few lines, so more is a malfunction. */
    private static final long MAX_OUTPUT = 4L << 20;

    private static final long MAX_ERRORS = 32L << 20;

    private static final Pattern SYSTEM_ERROR = Pattern.compile("error[=:] ?[0-9]+,? \\(?(?<text>[^)]+)");

    /** How long to wait for a process to exit, and for its last output to arrive. */
    private static final Duration EXIT_TIMEOUT = Duration.ofMillis(300);

    private final Process process;
    private final String program;
    private final String machine;
    private final Progress progress;
    private final CompletableFuture<Optional<String>> firstLine = new CompletableFuture<>();
    private final RecentOutput recentOutput = new RecentOutput();
    private final List<Thread> readers;
    private volatile String fault = "";

    private PluginProcess(Process process, String program, String machine, Progress progress) {
        this.process = process;
        this.program = program;
        this.machine = machine;
        this.progress = progress;
        this.readers = List.of(
                Thread.ofPlatform().daemon().name("plugin-out").start(this::readOutput),
                Thread.ofPlatform().daemon().name("plugin-err").start(this::readErrors));
    }

    /**
     * Starts a plugin.
     *
     * @param file the program
     * @param driver the driver's name, for programs that contain several
     * @param machine the machine that its output concerns
     * @throws PluginException when it cannot be run
     */
    static PluginProcess start(
            Path file, String driver, String machine, Map<String, String> environment, Progress progress) {
        new ExecutableTrust().objection(file).ifPresent(objection -> {
            throw new PluginException(
                    "The driver plugin " + file + " is not run: " + objection,
                    "A driver plugin gets the credentials in your environment and runs as you.",
                    null);
        });
        ProcessBuilder builder = new ProcessBuilder(file.toString());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put(Protocol.TOKEN_VARIABLE, Protocol.TOKEN);
        builder.environment().put(Protocol.DRIVER_VARIABLE, driver);
        builder.redirectInput(new File("/dev/null"));
        String program = String.valueOf(file.getFileName());
        try {
            return new PluginProcess(builder.start(), program, machine, progress);
        } catch (IOException e) {
            throw new PluginException("The driver plugin " + file + " cannot be run: " + reason(e), e);
        }
    }

    /** Returns the system's error text without the prefix that Java adds, which differs between versions. */
    private static String reason(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher said = SYSTEM_ERROR.matcher(message);
        return said.find() ? said.group("text") : message;
    }

    /** Returns the program's name, for messages. */
    String program() {
        return program;
    }

    /**
     * Waits for the line with the address.
     *
     * @throws PluginException when it does not arrive in time, or the program exits before
     */
    String awaitFirstLine(Duration limit) {
        try {
            Optional<String> line = firstLine.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return line.orElseThrow(() -> failure("before it printed its address", null));
        } catch (TimeoutException e) {
            throw new PluginException(
                    "Error attempting to get plugin server address for RPC: Failed to dial the plugin server in "
                            + limit.toSeconds() + "s: " + program + " has printed no address" + recentOutput.quoted(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for " + program + " to start");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Returns the exception that says why the program does not answer any more.
     *
     * @param when what the program was doing, such as {@code in the middle of Create}
     */
    PluginException failure(String when, @Nullable Throwable cause) {
        awaitEnd(EXIT_TIMEOUT);
        String what = "has closed its connection";
        if (!fault.isEmpty()) {
            what = fault;
        } else if (!process.isAlive()) {
            awaitReaders();
            what = "ended with exit code " + process.exitValue();
        }
        return new PluginException(
                "The driver plugin " + program + " " + what + " " + when + recentOutput.quoted(), cause);
    }

    /** Returns the last output, as a suffix for a message. */
    String recentOutput() {
        return recentOutput.quoted();
    }

    /**
     * Waits for the process to exit.
     *
     * @return whether it has exited
     */
    boolean awaitEnd(Duration limit) {
        return Uninterruptibly.get(
                () -> process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS), () -> !process.isAlive());
    }

    /** Terminates the process and its descendants, first gracefully, then by force. */
    void end() {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            List<ProcessHandle> started = descendants.toList();
            started.forEach(ProcessHandle::destroy);
            process.destroy();
            if (!awaitEnd(EXIT_TIMEOUT)) {
                process.destroyForcibly();
            }
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private boolean awaitReaders() {
        return Uninterruptibly.get(
                () -> {
                    for (Thread reader : readers) {
                        reader.join(EXIT_TIMEOUT);
                    }
                    return true;
                },
                () -> false);
    }

    private void readOutput() {
        BoundedLineReader lines = new BoundedLineReader(process.getInputStream(), MAX_OUTPUT);
        try {
            firstLine.complete(lines.next());
            report(lines, line -> new ProgressEvent.DriverMessage(machine, line));
        } catch (IOException e) {
            readingFailed(e);
        } finally {
            firstLine.complete(Optional.empty());
        }
    }

    private void readErrors() {
        try {
            report(
                    new BoundedLineReader(process.getErrorStream(), MAX_ERRORS),
                    line -> new ProgressEvent.Detail(machine, "DBG | " + line));
        } catch (IOException e) {
            readingFailed(e);
        }
    }

    private void report(BoundedLineReader lines, Function<String, ProgressEvent> event) throws IOException {
        Optional<String> line = lines.next();
        while (line.isPresent()) {
            recentOutput.add(line.get());
            progress.report(event.apply(line.get()));
            line = lines.next();
        }
    }

    private void readingFailed(IOException reason) {
        if (reason instanceof BoundedLineReader.FloodException flood) {
            fault = String.valueOf(flood.getMessage());
            end();
        }
        // Otherwise the pipe ended with the process.
    }
}
