package io.onemachine.cli;

import io.onemachine.cli.terminal.Console;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts the program. How it was called, for hints and help, comes in the system property {@code onemachine.program};
 * without it the program is {@code docker-machine}.
 */
public final class Main {
    private static final String PROGRAM_PROPERTY = "onemachine.program";

    /** A command that was interrupted has so long to undo and save what it must. */
    private static final long CLEAN_UP_SECONDS = 20;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Console console =
                Console.ofProcess(System.in, stream(FileDescriptor.out), stream(FileDescriptor.err), environment);
        InstalledDrivers drivers = new InstalledDrivers(environment);
        CommandLine commandLine = new CommandLine(
                System.getProperty(PROGRAM_PROPERTY, "docker-machine"),
                console,
                environment,
                drivers,
                new LibraryMachines());
        CountDownLatch done = new CountDownLatch(1);
        interruptOnSignal(Thread.currentThread(), done, drivers);
        int exitCode;
        try (drivers) {
            exitCode = commandLine.run(List.of(arguments));
        } finally {
            done.countDown();
        }
        System.exit(exitCode);
    }

    /** On SIGINT or SIGTERM the JVM runs this hook, then ends with 130 or 143. */
    private static void interruptOnSignal(Thread command, CountDownLatch done, InstalledDrivers drivers) {
        Runtime.getRuntime().addShutdownHook(new Thread("interrupt") {
            @Override
            public void run() {
                if (done.getCount() == 0) {
                    return;
                }
                command.interrupt();
                try {
                    if (!done.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS)) {
                        System.err.println("docker-machine could not clean up in time.");
                        drivers.close();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
                descriptor == FileDescriptor.err,
                StandardCharsets.UTF_8);
    }
}
