package io.onemachine.cli.run;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.spec.CommandLineSpec;
import io.onemachine.cli.spec.CommandSpec;
import io.onemachine.cli.spec.DriverSpec;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the syntax of this program's command line as data. */
public final class CommandSpecs {
    private CommandSpecs() {}

    /**
     * Returns the syntax of all commands and options.
     *
     * @param registry the commands
     * @param drivers the drivers; the built-in ones are included
     */
    public static CommandLineSpec of(CommandRegistry registry, DriverRegistry drivers) {
        List<CommandSpec> commands = new ArrayList<>();
        for (CommandName name : CommandName.values()) {
            Command command = registry.open(name);
            commands.add(new CommandSpec(
                    name.typed(), name.summary(), command.description(), command.flags(drivers), command.operands()));
        }
        return new CommandLineSpec(
                ProgramVersion.number(),
                GlobalFlags.all(),
                commands,
                groups(),
                drivers(drivers),
                CreateFlags.DEFAULT_DRIVER);
    }

    private static List<CommandSpec> groups() {
        List<CommandSpec> groups = new ArrayList<>();
        for (CommandGroup group : CommandGroup.values()) {
            groups.add(new CommandSpec(
                    group.typed(), group.summary(), HelpText.descriptionOf(group), List.of(), Operands.SUBCOMMAND));
        }
        return groups;
    }

    private static List<DriverSpec> drivers(DriverRegistry drivers) {
        List<Flag> taken = CreateFlags.own();
        List<DriverSpec> specs = new ArrayList<>();
        for (DriverProvider driver : drivers.builtIn()) {
            List<Flag> flags = DriverFlags.of(driver, taken);
            specs.add(new DriverSpec(driver.name(), flags, DriverFlags.groups(driver, flags)));
        }
        specs.sort(Comparator.comparing(DriverSpec::name));
        return specs;
    }
}
