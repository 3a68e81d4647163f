package io.onemachine.devcloud.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code devcloud help}. */
@Command(name = "help", description = "Explain a command: devcloud help COMMAND")
final class Help extends CloudCommand {

    private final CommandLine all;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Without it, all commands are listed")
    private @Nullable List<String> words;

    Help(Devcloud program, CommandLine all) {
        super(program);
        this.all = all;
    }

    @Override
    void run() throws CommandException {
        CommandLine explained = all;
        if (words != null) {
            for (String word : words) {
                CommandLine command = explained.getSubcommands().get(word);
                if (command == null) {
                    throw new CommandException(Mistakes.unknownCommand(String.join(" ", words)));
                }
                explained = command;
            }
        }
        console().out().print(explained.getUsageMessage());
    }
}
