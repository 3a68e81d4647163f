package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ValueHint;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.CommandSpecs;
import io.onemachine.cli.run.CreateFlags;
import io.onemachine.cli.run.DriverFlags;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.cli.run.ShellArgument;
import io.onemachine.cli.shell.CompletionShell;
import io.onemachine.cli.shell.OptionLines;
import io.onemachine.cli.spec.Operands;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.error.MachineException;
import java.util.List;

/** {@code docker-machine completion}. */
final class Completion implements Command {
    @Override
    public String description() {
        return """
                Prints a script that completes commands, options, machines and drivers at a press of Tab. For bash, in
                ~/.bashrc:

                    source <(docker-machine completion bash)

                Arguments: bash, zsh or fish.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.text("driver", "Print the options of this driver instead, for a script that completes them")
                .expecting(ValueHint.DRIVER));
    }

    @Override
    public Operands operands() {
        return Operands.SHELL;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        String driver = invocation.flags().text("driver");
        ProgramContext programContext = invocation.programContext();
        if (driver.isEmpty()) {
            CompletionShell shell = ShellArgument.of(invocation);
            programContext
                    .console()
                    .out()
                    .print(shell.completion(CommandSpecs.of(programContext.commands(), programContext.drivers())));
            return ExitCode.SUCCESS.number();
        }
        try {
            String lines = OptionLines.of(DriverFlags.of(programContext.driver(driver), CreateFlags.own()));
            programContext.console().out().print(TerminalText.lines(lines));
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }
}
