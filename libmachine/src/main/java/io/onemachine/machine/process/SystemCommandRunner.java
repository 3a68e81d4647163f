package io.onemachine.machine.process;

import io.onemachine.machine.error.LocalCommandException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs programs as child processes. */
public final class SystemCommandRunner implements CommandRunner {
    private static final long PATIENCE_SECONDS = 2;

    private final Supplier<Set<String>> withheld;

    /** Creates a runner whose programs get this process's whole environment. */
    public SystemCommandRunner() {
        this(Set::of);
    }

    /** @param withheld environment variables with secrets, which the programs do not get */
    public SystemCommandRunner(Supplier<Set<String>> withheld) {
        this.withheld = withheld;
    }

    @Override
    public CommandResult run(Command command) {
        Process process = start(command.argv(), command.environment(), ProcessBuilder.Redirect.PIPE);
        Collected output = new Collected(process.getInputStream());
        Collected errors = new Collected(process.getErrorStream());
        Thread input = start("program-in", () -> feed(process.getOutputStream(), command.input()));
        Thread out = start("program-out", output);
        Thread err = start("program-err", errors);
        try {
            if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LocalCommandException(command.program() + " did not end within "
                        + command.timeout().toSeconds() + " s");
            }
            input.join();
            out.join();
            err.join();
            return new CommandResult(process.exitValue(), output.text, errors.text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("running " + command.program());
        } finally {
            process.destroy();
        }
    }

    @Override
    public int runAttached(List<String> argv, Map<String, String> environment) {
        Process process = start(argv, environment, ProcessBuilder.Redirect.INHERIT);
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("running " + argv.getFirst());
        }
    }

    /** Terminates a program and gives it time to restore the terminal. */
    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    @Override
    public RunningCommand start(List<String> argv, Map<String, String> environment, String input) {
        Process process = start(argv, environment, ProcessBuilder.Redirect.PIPE);
        if (!input.isEmpty()) {
            start("program-in", () -> write(process.getOutputStream(), input));
        }
        return new SystemRunningCommand(process, argv.getFirst());
    }

    private Process start(List<String> argv, Map<String, String> environment, ProcessBuilder.Redirect redirect) {
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().keySet().removeAll(withheld.get());
        builder.environment().putAll(environment);
        builder.redirectInput(redirect).redirectOutput(redirect).redirectError(redirect);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LocalCommandException("Cannot run " + argv.getFirst() + ": is it installed and in PATH?", e);
        }
    }

    /** Starts a platform thread: reading a pipe would block a virtual thread's carrier, and the first one takes 10 ms to start. */
    private static Thread start(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).start(task);
    }

    private static void feed(OutputStream stream, String input) {
        try (stream) {
            write(stream, input);
        } catch (IOException e) {
            // As in write.
        }
    }

    private static void write(OutputStream stream, String input) {
        try {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            // The program does not read all its input; its output and exit code show whether that matters.
        }
    }

    /** Reads a stream to its end, concurrently with the others, so that a full pipe does not block the program. */
    private static final class Collected implements Runnable {
        private final InputStream stream;
        private volatile String text = "";

        private Collected(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public void run() {
            try (stream) {
                text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                // The program was terminated while it wrote.
            }
        }
    }
}
