package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagGroup;
import io.onemachine.cli.flag.FlagKind;
import io.onemachine.cli.flag.FlagSource;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.flag.ValueHint;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.OptionGroup;
import io.onemachine.machine.driver.OptionValue;
import io.onemachine.plugin.wording.CommandLineWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Converts a driver's options into options of the command line, and parsed values into the driver's options. */
public final class DriverFlags {
    private DriverFlags() {}

    /** Returns the driver's options without those that have the name of one of {@code others}. */
    public static List<Flag> of(DriverProvider driver, List<Flag> others) {
        return of(driver.flags(), others);
    }

    /**
     * Arranges options of a driver in its groups; those in none come last.
     *
     * @param flags what {@link #of(DriverProvider, List)} returned
     * @return no group where the driver has none
     */
    public static List<FlagGroup> groups(DriverProvider driver, List<Flag> flags) {
        List<OptionGroup> groups = driver.optionGroups();
        if (groups.isEmpty()) {
            return List.of();
        }
        List<Flag> rest = new ArrayList<>(flags);
        List<FlagGroup> arranged = new ArrayList<>();
        for (OptionGroup group : groups) {
            List<Flag> members = new ArrayList<>();
            for (String option : group.options()) {
                for (Flag flag : flags) {
                    if (flag.name().equals(option) && rest.remove(flag)) {
                        members.add(flag);
                    }
                }
            }
            arranged.add(new FlagGroup(group.title(), members));
        }
        if (!rest.isEmpty()) {
            arranged.add(new FlagGroup("Options of driver " + driver.name(), rest));
        }
        return arranged;
    }

    /** Converts options of a driver, leaving out those that have the name of one of {@code others}. */
    public static List<Flag> of(List<DriverFlag> driverFlags, List<Flag> others) {
        List<Flag> flags = new ArrayList<>();
        for (DriverFlag flag : driverFlags) {
            if (!isTaken(flag, others)) {
                flags.add(of(flag));
            }
        }
        return flags;
    }

    private static boolean isTaken(DriverFlag flag, List<Flag> others) {
        boolean taken = false;
        for (Flag other : others) {
            taken |= other.names().contains(flag.name());
        }
        return taken;
    }

    private static Flag of(DriverFlag flag) {
        List<String> defaults;
        if (flag.defaultValue() instanceof OptionValue.StringValue(String value)) {
            defaults = value.isEmpty() ? List.of() : List.of(value);
        } else if (flag.defaultValue() instanceof OptionValue.IntValue(int value)) {
            defaults = List.of(Integer.toString(value));
        } else if (flag.defaultValue() instanceof OptionValue.StringListValue(List<String> value)) {
            defaults = value;
        } else {
            defaults = List.of(); // a boolean option is off, and a secret has none
        }
        return new Flag(
                        List.of(flag.name()),
                        kind(flag),
                        defaults,
                        flag.environment(),
                        CommandLineWords.in(flag.usage()))
                .expecting(hint(flag));
    }

    /** Avoids a switch over types, which generates a class at run time and would slow down every creation. */
    private static FlagKind kind(DriverFlag flag) {
        if (flag instanceof DriverFlag.StringFlag || flag instanceof DriverFlag.SecretFlag) {
            return FlagKind.TEXT;
        }
        if (flag instanceof DriverFlag.IntFlag) {
            return FlagKind.NUMBER;
        }
        return flag instanceof DriverFlag.BoolFlag ? FlagKind.BOOLEAN : FlagKind.LIST;
    }

    /** Guesses from the name whether an option takes a file, because drivers do not declare it. */
    private static ValueHint hint(DriverFlag flag) {
        String name = flag.name();
        boolean file = name.endsWith("-key") || name.endsWith("-file") || name.endsWith("-path");
        return file && flag instanceof DriverFlag.StringFlag ? ValueHint.FILE : ValueHint.ANYTHING;
    }

    /** Returns the values for a driver: from the command line, else from the environment, else the defaults. */
    public static DriverOptions options(DriverProvider driver, ParsedFlags flags, Map<String, String> environment)
            throws CommandFailure {
        List<Flag> own = CreateFlags.own();
        return resolve(driver.flags(), flag -> !isTaken(flag, own), flags, environment);
    }

    /** Returns the values for some of a driver's options, none of which is an option of the command itself. */
    public static DriverOptions options(
            List<DriverFlag> driverFlags, ParsedFlags flags, Map<String, String> environment) throws CommandFailure {
        return resolve(driverFlags, flag -> true, flags, environment);
    }

    private static DriverOptions resolve(
            List<DriverFlag> driverFlags,
            Predicate<DriverFlag> isOfTheDriver,
            ParsedFlags flags,
            Map<String, String> environment)
            throws CommandFailure {
        Map<String, OptionValue> given = new LinkedHashMap<>();
        for (DriverFlag flag : driverFlags) {
            if (isOfTheDriver.test(flag) && flags.value(flag.name()).source() == FlagSource.COMMAND_LINE) {
                given.put(flag.name(), valueOf(flag, flags));
            }
        }
        return DriverOptions.resolve(driverFlags, given, environment);
    }

    private static OptionValue valueOf(DriverFlag flag, ParsedFlags flags) throws CommandFailure {
        String name = flag.name();
        return switch (kind(flag)) {
            case TEXT -> flag.textValue(flags.text(name));
            case BOOLEAN -> new OptionValue.BoolValue(flags.on(name));
            case LIST -> new OptionValue.StringListValue(flags.list(name));
            case NUMBER -> {
                long number = flags.number(name);
                if (number != (int) number) {
                    throw new CommandFailure("invalid value \"" + number + "\" for flag -" + name + ": too large");
                }
                yield new OptionValue.IntValue((int) number);
            }
        };
    }
}
