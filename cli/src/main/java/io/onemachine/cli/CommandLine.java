package io.onemachine.cli;

import io.onemachine.cli.command.Commands;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagException;
import io.onemachine.cli.flag.FlagParser;
import io.onemachine.cli.flag.Literals;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.CommandGroup;
import io.onemachine.cli.run.CommandName;
import io.onemachine.cli.run.CommandRegistry;
import io.onemachine.cli.run.CommandSuggestion;
import io.onemachine.cli.run.ErrorText;
import io.onemachine.cli.run.GlobalFlags;
import io.onemachine.cli.run.HelpText;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.MachinesOpener;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.cli.run.ProgramVersion;
import io.onemachine.cli.terminal.Console;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.progress.NetworkStats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The program: runs the command that the arguments name and returns the exit code. One process can run several instances.
 */
public final class CommandLine {
    private static final CommandRegistry COMMANDS = new Commands();

    private static final Set<String> HELP = Set.of("--help", "-help", "-h", "--h", "help");

    private final String program;
    private final Console console;
    private final Map<String, String> environment;
    private final DriverRegistry drivers;
    private final MachinesOpener opener;

    /**
     * @param program the name or path that the program was called by
     * @param console its streams
     * @param environment its environment variables
     * @param drivers the available drivers
     * @param opener opens the machines
     */
    public CommandLine(
            String program,
            Console console,
            Map<String, String> environment,
            DriverRegistry drivers,
            MachinesOpener opener) {
        this.program = program;
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.drivers = drivers;
        this.opener = opener;
    }

    /**
     * Runs the program.
     *
     * @param arguments the words after the program's name
     * @return the exit code
     */
    public int run(List<String> arguments) {
        try {
            return runGlobal(arguments);
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    private int runGlobal(List<String> arguments) {
        ParsedFlags globals;
        try {
            globals = new FlagParser(GlobalFlags.all(), environment).parseLeading(arguments);
        } catch (FlagException e) {
            boolean json = environment.getOrDefault("MACHINE_ERROR_FORMAT", "").equals("json");
            return usageError(e, program, json);
        }
        String debugVariable = environment.getOrDefault("MACHINE_DEBUG", "");
        if (!debugVariable.isEmpty() && Literals.parseBoolean(debugVariable) == null) {
            printError("Error parsing boolean value from MACHINE_DEBUG: \"" + debugVariable
                    + "\" is neither true nor false");
            return ExitCode.FAILURE.number();
        }
        String errorFormat = globals.text("error-format");
        if (!errorFormat.isEmpty() && !errorFormat.equals("json") && !errorFormat.equals("text")) {
            printError("--error-format must be text or json, not \"" + errorFormat + "\"");
            return ExitCode.FAILURE.number();
        }
        ProgramContext programContext = new ProgramContext(
                program, console, environment, globals, arguments, COMMANDS, drivers, opener, new NetworkStats());
        if (programContext.debug()) {
            printError("Docker Machine Version:  " + ProgramVersion.number());
        }
        if (globals.on("version")) {
            console.out().print(ProgramVersion.line() + "\n");
            return withOutput(programContext, true, ExitCode.SUCCESS.number());
        }
        List<String> rest = globals.positionals();
        if (globals.helpAsked() || rest.isEmpty()) {
            console.out().print(HelpText.ofProgram(programContext));
            return withOutput(programContext, true, ExitCode.SUCCESS.number());
        }
        Optional<CommandGroup> group = CommandGroup.of(rest.get(0));
        if (group.isPresent() && (rest.size() == 1 || HELP.contains(rest.get(1)))) {
            console.out().print(HelpText.ofGroup(programContext, group.get()));
            return withOutput(programContext, true, ExitCode.SUCCESS.number());
        }
        int words = group.isPresent() ? 2 : 1;
        Optional<CommandName> name =
                group.map(first -> first.find(rest.get(1))).orElseGet(() -> CommandName.find(rest.get(0)));
        if (name.isEmpty()) {
            ErrorText.lines(unknownCommand(programContext, group, rest.get(words - 1)), programContext, null)
                    .forEach(this::printError);
            return ExitCode.FAILURE.number();
        }
        int exitCode = runCommand(programContext, name.get(), rest.subList(words, rest.size()));
        if (programContext.debug()) {
            console.out().flush();
            programContext.networkStats().summary().forEach(line -> printError("Network: " + line));
        }
        return exitCode;
    }

    private CommandFailure unknownCommand(ProgramContext programContext, Optional<CommandGroup> group, String word) {
        String typed = group.map(first -> first.typed() + " ").orElse("");
        String message = programContext.programName() + ": '" + typed + word
                + "' is not a docker-machine command. See '" + program + " " + typed + "--help'.";
        String hint =
                group.map(first -> CommandSuggestion.hint(first, word)).orElseGet(() -> CommandSuggestion.hint(word));
        return hint.isEmpty() ? CommandFailure.ofUsage(message) : CommandFailure.ofUsage(message, hint);
    }

    private int runCommand(ProgramContext programContext, CommandName name, List<String> arguments) {
        Command command = COMMANDS.open(name);
        String machine = null;
        try {
            ParsedFlags flags = parse(programContext, command, arguments);
            machine = flags.positionals().size() == 1 && name.isAboutAMachine()
                    ? flags.positionals().get(0)
                    : null;
            if (flags.helpAsked()) {
                console.out().print(HelpText.ofCommand(programContext, name, arguments));
                return withOutput(programContext, true, ExitCode.SUCCESS.number());
            }
            return withOutput(
                    programContext, name.printsResult(), command.run(new Invocation(name, programContext, flags)));
        } catch (FlagException e) {
            if (name == CommandName.CREATE && !programContext.errorsAsJson()) {
                console.out().print("Incorrect Usage.\n");
                console.out().flush();
            }
            return usageError(e, program + " " + name.typed(), programContext.errorsAsJson());
        } catch (CommandFailure e) {
            return failure(programContext, name, machine, e);
        } catch (MachineException e) {
            return failure(programContext, name, machine, CommandFailure.of(e));
        } catch (RuntimeException e) {
            return failure(programContext, name, machine, CommandFailure.ofFault(e));
        }
    }

    /**
     * Returns the exit code, taking into account that standard output may not have been written completely: that is a failure only
     * when the output is the command's result. What the command did is not rolled back.
     */
    private int withOutput(ProgramContext programContext, boolean isResult, int exitCode) {
        Optional<String> reason = console.outFailure();
        if (reason.isEmpty()) {
            return exitCode;
        }
        String message = "Cannot write to standard output: " + reason.get();
        CommandFailure failure = isResult
                ? new CommandFailure(message, "The result is not complete.")
                : new CommandFailure(message, "The command itself went on; its exit code says how it ended.")
                        .returning(ExitCode.SUCCESS);
        ErrorText.lines(failure, programContext, null).forEach(this::printError);
        return isResult && exitCode == ExitCode.SUCCESS.number()
                ? failure.exitCode().number()
                : exitCode;
    }

    private ParsedFlags parse(ProgramContext programContext, Command command, List<String> arguments)
            throws FlagException, CommandFailure {
        List<Flag> flags = command.flags(programContext, arguments);
        FlagParser parser = new FlagParser(flags, environment);
        if (command.forwardsOptions()) {
            return parser.takeAll(arguments);
        }
        return command.keepsOrder() ? parser.parseInOrder(arguments) : parser.parseAnywhere(arguments);
    }

    private int usageError(FlagException error, String command, boolean json) {
        CommandFailure failure =
                CommandFailure.ofUsage(error.getMessage(), "Run '" + command + " --help' for its options.");
        List<String> lines = json ? List.of(ErrorText.json(failure)) : ErrorText.lines(failure, false);
        lines.forEach(this::printError);
        return ExitCode.FAILURE.number();
    }

    private int failure(
            ProgramContext programContext, CommandName name, @Nullable String machine, CommandFailure failure) {
        console.out().flush();
        for (String line : ErrorText.lines(failure, programContext, machine)) {
            printError(line);
        }
        if (failure.showsUsage() && !programContext.errorsAsJson()) {
            printError("Run '" + program + " " + name.typed() + " --help' for its options.");
            console.out().print(HelpText.usageOf(programContext, name));
        }
        return failure.exitCode().number();
    }

    private void printError(String text) {
        console.err().print(TerminalText.lines(text) + "\n");
    }
}
