package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagGroup;
import io.onemachine.cli.help.HelpPage;
import io.onemachine.cli.terminal.TerminalText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Creates the help pages of this program and its commands. */
public final class HelpText {
    private HelpText() {}

    public static String ofProgram(ProgramContext programContext) {
        List<HelpPage.Row> commands = new ArrayList<>();
        Set<CommandGroup> groups = EnumSet.noneOf(CommandGroup.class);
        for (CommandName name : CommandName.values()) {
            name.group()
                    .ifPresentOrElse(
                            group -> {
                                if (groups.add(group)) {
                                    commands.add(new HelpPage.Row(group.typed(), group.summary()));
                                }
                            },
                            () -> commands.add(new HelpPage.Row(name.typed(), name.summary())));
        }
        return HelpPage.ofProgram(programContext.programName(), ProgramVersion.number(), GlobalFlags.all(), commands);
    }

    /** Returns the page of a group of commands. */
    public static String ofGroup(ProgramContext programContext, CommandGroup group) {
        List<HelpPage.Row> commands = new ArrayList<>();
        for (CommandName name : group.commands()) {
            commands.add(new HelpPage.Row(name.word(), name.summary()));
        }
        return HelpPage.ofGroup(programContext.programName(), group.typed(), descriptionOf(group), commands);
    }

    static String descriptionOf(CommandGroup group) {
        return group.summary() + ".\n\nArguments: one of the commands, and its own options and arguments.";
    }

    /**
     * Returns the page of a command.
     *
     * @param arguments the words after the command's name; {@code create} shows the flags of the driver named there
     */
    public static String ofCommand(ProgramContext programContext, CommandName name, List<String> arguments)
            throws CommandFailure {
        Command command = programContext.commands().open(name);
        // A driver plugin may have supplied part of the text, so it is cleaned below.
        List<Flag> flags = command.flags(programContext, arguments);
        List<FlagGroup> groups = command.groups(flags, programContext, arguments);
        return TerminalText.lines(
                HelpPage.ofCommand(usage(programContext, name, flags), command.description(), groups));
    }

    /** Returns the first line of a command's page, with its line feed. */
    public static String usageOf(ProgramContext programContext, CommandName name) {
        return usage(programContext, name, programContext.commands().open(name).flags());
    }

    /** Omits the placeholder for options where docker-machine 0.16.2 has none, for its usage line. */
    private static String usage(ProgramContext programContext, CommandName name, List<Flag> flags) {
        List<Flag> additions = List.of(JsonFormat.flag(), ParallelFlag.flag());
        boolean hasOptions = name != CommandName.STOP && !additions.containsAll(flags);
        return HelpPage.usage(programContext.programName(), name.typed(), hasOptions);
    }
}
