package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.CommandName;
import io.onemachine.cli.run.HelpText;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.cli.spec.Operands;
import java.util.List;
import java.util.Optional;

/** {@code docker-machine help}. */
final class Help implements Command {
    @Override
    public String description() {
        return """
                Shows the list of commands, or how one is used.

                Arguments: the name of a command.""";
    }

    @Override
    public Operands operands() {
        return Operands.COMMAND;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ProgramContext programContext = invocation.programContext();
        if (invocation.arguments().isEmpty()) {
            programContext.console().out().print(HelpText.ofProgram(programContext));
            return ExitCode.SUCCESS.number();
        }
        String name = invocation.arguments().get(0);
        Optional<CommandName> command = CommandName.find(name);
        if (command.isEmpty()) {
            throw CommandFailure.ofUsage("No help topic for '" + name + "'");
        }
        List<String> rest =
                invocation.arguments().subList(1, invocation.arguments().size());
        programContext.console().out().print(HelpText.ofCommand(programContext, command.get(), rest));
        return ExitCode.SUCCESS.number();
    }
}
