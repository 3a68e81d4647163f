package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagSource;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.InvalidMachineNameException;
import io.onemachine.machine.error.MachineExistsException;
import java.util.List;

/**
 * The names given to {@code create}. Docker-machine 0.16.2 takes only one, so that an unquoted value with blanks is an error there.
 * This program takes several, so it refuses words that look like part of an option's value before it creates anything.
 */
public final class NewMachineNames {
    private final ParsedFlags flags;
    private final List<String> names;

    public NewMachineNames(ParsedFlags flags) {
        this.flags = flags;
        this.names = flags.positionals();
    }

    /**
     * Returns the names after checking that all are valid.
     *
     * @throws CommandFailure when a word is not a valid name; the message quotes it
     */
    public List<String> checked() throws CommandFailure {
        if (names.isEmpty() || names.get(0).isEmpty()) {
            throw CommandFailure.ofArguments("Error: No machine name specified");
        }
        if (names.size() > 1) {
            requireNames();
            if (flags.afterTerminator() < names.size()) {
                requireTogether();
                for (String name : names) {
                    requireNoWordOfAnOption(name);
                }
            }
        }
        return names;
    }

    /** Refuses to create anything when one of the names is taken. */
    public void requireNew(Machines machines) throws CommandFailure {
        for (String name : names) {
            if (machines.exists(name)) {
                throw CommandFailure.of(new MachineExistsException(name));
            }
        }
    }

    /** Reports words that cannot be names as extra arguments, as the Go program reports all words after the first name. */
    private void requireNames() throws CommandFailure {
        List<String> others = names.subList(1, names.size());
        if (!others.stream().allMatch(Machines::isName)) {
            throw new CommandFailure(
                    "Invalid command line. Found extra arguments [" + String.join(" ", others) + "]",
                    "A value with blanks needs quotes; several names create several machines.");
        }
        if (!Machines.isName(names.get(0))) {
            throw CommandFailure.of(new InvalidMachineNameException(names.get(0)));
        }
        for (String name : others) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw new CommandFailure("Machine \"" + name + "\" is named twice");
            }
        }
    }

    private void requireTogether() throws CommandFailure {
        if (flags.positionalGroups() > 1) {
            throw refused("the names " + String.join(", ", names) + " do not stand together");
        }
    }

    private void requireNoWordOfAnOption(String name) throws CommandFailure {
        for (Flag option : flags.known()) {
            if (option.names().contains(name)) {
                throw refused("\"" + name + "\" is the name of the option --"
                        + option.names().get(0) + " without its dashes");
            }
            boolean given = flags.value(option.names().get(0)).source() == FlagSource.COMMAND_LINE;
            if (given && flags.list(option.names().get(0)).contains(name)) {
                throw refused("\"" + name + "\" is the value of the option --"
                        + option.names().get(0) + " too");
            }
        }
    }

    private static CommandFailure refused(String why) {
        return CommandFailure.ofUsage(
                "Invalid command line. Nothing is created: " + why,
                "A value with blanks needs quotes. Names that are meant as they are stand after all options and --.");
    }
}
