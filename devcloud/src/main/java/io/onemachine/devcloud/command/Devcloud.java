package io.onemachine.devcloud.command;

import io.onemachine.devcloud.daemon.StateDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The program's command line. */
@Command(
        name = "devcloud",
        customSynopsis = "devcloud COMMAND [OPTIONS]",
        description = "An OpenNebula-compatible cloud on this computer, for development and tests",
        descriptionHeading = "%n",
        optionListHeading = "%n",
        sortOptions = false,
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Clouds in different folders can run at the same time. 'devcloud help COMMAND' explains a command."
        })
public final class Devcloud {

    /** Of help, in characters. */
    private static final int WIDTH = 110;

    private final Console console;

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = {
                "Where the cloud is kept.",
                "Default: $XDG_STATE_HOME/onemachine/devcloud or ~/.local/state/onemachine/devcloud"
            })
    private @Nullable Path state;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Explain the command")
    boolean help;

    private Devcloud(Console console) {
        this.console = console;
    }

    /**
     * Runs a command line and prints its result, or after {@code error:} what is wrong.
     *
     * @return the exit code: 0, or 1 when the command failed
     */
    public static int run(Console console, String... arguments) {
        CommandLine line = commandLine(console);
        int exitCode = arguments.length == 0 ? line.execute("help") : line.execute(arguments);
        line.getOut().flush();
        return exitCode;
    }

    private static CommandLine commandLine(Console console) {
        Devcloud program = new Devcloud(console);
        CommandLine faults = new CommandLine(new Fault(program))
                .addSubcommand(new FaultAdd(program))
                .addSubcommand(new FaultList(program))
                .addSubcommand(new FaultClear(program));
        CommandLine images = new CommandLine(new ImageGroup(program))
                .addSubcommand(new ImageList(program))
                .addSubcommand(new ImageAdd(program));
        CommandLine line = new CommandLine(program);
        line.addSubcommand(new Start(program))
                .addSubcommand(new Stop(program))
                .addSubcommand(new Status(program))
                .addSubcommand(new Env(program))
                .addSubcommand(images)
                .addSubcommand(faults)
                .addSubcommand(new StateCommand(program))
                .addSubcommand(new Calls(program))
                .addSubcommand(new Help(program, line));
        return line.setOut(new PrintWriter(console.out(), true, console.out().charset()))
                .setErr(new PrintWriter(console.err(), true, console.err().charset()))
                .setUsageHelpWidth(WIDTH)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(Devcloud::report)
                .setExecutionExceptionHandler(Devcloud::report);
    }

    Console console() {
        return console;
    }

    Path stateDirectory() {
        return givenState().map(folder -> folder.toAbsolutePath().normalize()).orElseGet(StateDirectory::usual);
    }

    /** Returns the value of {@code --state}. */
    Optional<Path> givenState() {
        return Optional.ofNullable(state);
    }

    private static int report(ParameterException mistake, String... arguments) {
        return fail(mistake.getCommandLine(), Mistakes.explain(mistake));
    }

    private static int report(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        return switch (failure) {
            case CommandException _ -> fail(line, String.valueOf(failure.getMessage()));
            case IOException _ -> fail(line, failure.getMessage() == null ? failure.toString() : failure.getMessage());
            case InterruptedException _ -> fail(line, "interrupted");
            default -> throw failure;
        };
    }

    private static int fail(CommandLine line, String message) {
        line.getErr().println("error: " + message);
        return 1;
    }
}
