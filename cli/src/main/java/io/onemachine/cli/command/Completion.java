package io.onemachine.cli.command;

import io.onemachine.cli.completion.CompletionShell;
import io.onemachine.cli.completion.OptionLines;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ValueHint;
import io.onemachine.cli.grammar.Operands;
import io.onemachine.cli.terminal.Printable;
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
        Session session = invocation.session();
        if (driver.isEmpty()) {
            CompletionShell shell = ShellArgument.of(invocation);
            session.console().out().print(shell.completion(CommandsGrammar.of(session.drivers())));
            return ExitCode.SUCCESS.number();
        }
        try {
            String lines = OptionLines.of(DriverFlags.of(session.driver(driver), CreateFlags.own()));
            session.console().out().print(Printable.lines(lines));
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return ExitCode.SUCCESS.number();
    }
}
