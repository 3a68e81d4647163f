package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.help.HelpPage;
import io.onemachine.cli.terminal.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** The help pages of this program and its commands. */
public final class HelpText {
    private HelpText() {}

    public static String ofProgram(ProgramContext programContext) {
        List<HelpPage.Row> commands = new ArrayList<>();
        for (CommandName name : CommandName.values()) {
            commands.add(new HelpPage.Row(name.typed(), name.summary()));
        }
        return HelpPage.ofProgram(programContext.programName(), ProgramVersion.number(), GlobalFlags.all(), commands);
    }

    /**
     * The page of a command.
     *
     * @param arguments what stands after the command's name; {@code create} shows the flags of the driver named there
     */
    public static String ofCommand(ProgramContext programContext, CommandName name, List<String> arguments)
            throws CommandFailure {
        Command command = programContext.commands().open(name);
        // A driver that somebody else has written may have had its say in it.
        List<Flag> flags = command.flags(programContext, arguments);
        return TerminalText.lines(HelpPage.ofCommand(usage(programContext, name, flags), command.description(), flags));
    }

    /** The first line of the page of a command, with its line feed. */
    public static String usageOf(ProgramContext programContext, CommandName name) {
        return usage(programContext, name, programContext.commands().open(name).flags());
    }

    /** Commands that had no options before {@code --format json} keep the usage line that scripts know. */
    private static String usage(ProgramContext programContext, CommandName name, List<Flag> flags) {
        boolean hasOptions = !flags.isEmpty() && !flags.equals(List.of(JsonFormat.flag()));
        return HelpPage.usage(programContext.programName(), name.typed(), hasOptions);
    }
}
