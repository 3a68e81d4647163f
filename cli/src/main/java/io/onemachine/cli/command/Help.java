package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.CommandGroup;
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

                Arguments: the name of a command, which is one word or two.""";
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
        programContext.console().out().print(page(programContext, invocation.arguments()));
        return ExitCode.SUCCESS.number();
    }

    private static String page(ProgramContext programContext, List<String> words) throws CommandFailure {
        String name = words.get(0);
        Optional<CommandGroup> group = CommandGroup.of(name);
        if (group.isPresent() && words.size() == 1) {
            return HelpText.ofGroup(programContext, group.get());
        }
        int used = group.isPresent() ? 2 : 1;
        CommandName command = group.map(first -> first.find(words.get(1)))
                .orElseGet(() -> CommandName.find(name))
                .orElseThrow(() ->
                        CommandFailure.ofUsage("No help topic for '" + String.join(" ", words.subList(0, used)) + "'"));
        return HelpText.ofCommand(programContext, command, words.subList(used, words.size()));
    }
}
