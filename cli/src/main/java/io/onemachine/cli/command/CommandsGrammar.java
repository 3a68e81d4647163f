package io.onemachine.cli.command;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.grammar.CommandGrammar;
import io.onemachine.cli.grammar.DriverGrammar;
import io.onemachine.cli.grammar.Grammar;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The command line of this program as data. */
public final class CommandsGrammar {
    private CommandsGrammar() {}

    /**
     * All there is to type.
     *
     * @param drivers the drivers; those that come along are part of it
     */
    public static Grammar of(DriverRegistry drivers) {
        List<CommandGrammar> commands = new ArrayList<>();
        for (CommandName name : CommandName.values()) {
            Command command = name.open();
            commands.add(new CommandGrammar(
                    name.typed(), name.summary(), command.description(), command.flags(drivers), command.operands()));
        }
        return new Grammar(
                ProgramVersion.number(), GlobalFlags.all(), commands, drivers(drivers), CreateFlags.DEFAULT_DRIVER);
    }

    private static List<DriverGrammar> drivers(DriverRegistry drivers) {
        List<Flag> taken = CreateFlags.own();
        List<DriverGrammar> grammars = new ArrayList<>();
        for (DriverProvider driver : drivers.builtIn()) {
            grammars.add(new DriverGrammar(driver.name(), DriverFlags.of(driver, taken)));
        }
        grammars.sort(Comparator.comparing(DriverGrammar::name));
        return grammars;
    }
}
