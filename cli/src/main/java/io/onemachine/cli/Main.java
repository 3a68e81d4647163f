package io.onemachine.cli;

import io.onemachine.cli.terminal.Console;
import io.onemachine.cli.terminal.ProcessOutput;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Starts the program. The system property {@code onemachine.program} holds the name or path it was called by, which hints and
 * help show; the default is {@code docker-machine}.
 */
public final class Main {
    private static final String PROGRAM_PROPERTY = "onemachine.program";

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Console console = Console.ofProcess(System.in, ProcessOutput.open(), errors(), environment);
        InstalledDrivers drivers = new InstalledDrivers(environment);
        CommandLine commandLine = new CommandLine(
                System.getProperty(PROGRAM_PROPERTY, "docker-machine"),
                console,
                environment,
                drivers,
                new DefaultMachinesOpener());
        SignalHandler signalHandler = new SignalHandler(Thread.currentThread(), drivers::close);
        signalHandler.listen();
        int exitCode;
        try (drivers) {
            exitCode = commandLine.run(List.of(arguments));
        } finally {
            signalHandler.commandEnded();
        }
        if (signalHandler.wasInterrupted()) {
            System.exit(exitCode);
        }
        // System.exit looks for a logger first, which takes longer than most commands.
        Runtime.getRuntime().halt(exitCode);
    }

    private static PrintStream errors() {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), 8192), true, StandardCharsets.UTF_8);
    }
}
