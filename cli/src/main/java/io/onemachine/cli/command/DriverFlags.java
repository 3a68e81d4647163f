package io.onemachine.cli.command;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagKind;
import io.onemachine.cli.flag.FlagSource;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.flag.ValueHint;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.OptionValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A driver's options as options of the command line, and their values back again. */
final class DriverFlags {
    private DriverFlags() {}

    /** The driver's options; those that have the name of one of {@code others} are left out. */
    static List<Flag> of(DriverProvider driver, List<Flag> others) {
        return of(driver.flags(), others);
    }

    /** Options of a driver; those that have the name of one of {@code others} are left out. */
    static List<Flag> of(List<DriverFlag> driverFlags, List<Flag> others) {
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
        FlagKind kind = switch (flag) {
            case DriverFlag.StringFlag _ -> FlagKind.TEXT;
            case DriverFlag.IntFlag _ -> FlagKind.NUMBER;
            case DriverFlag.BoolFlag _ -> FlagKind.BOOLEAN;
            case DriverFlag.StringListFlag _ -> FlagKind.LIST;
        };
        List<String> defaults = switch (flag.defaultValue()) {
            case OptionValue.Text text -> text.value().isEmpty() ? List.of() : List.of(text.value());
            case OptionValue.Whole whole -> List.of(Integer.toString(whole.value()));
            case OptionValue.Switch _ -> List.of();
            case OptionValue.Texts texts -> texts.value();
        };
        return new Flag(List.of(flag.name()), kind, defaults, flag.environment(), flag.usage()).expecting(hint(flag));
    }

    /** Drivers do not say which of their options name a file; their names mostly do. */
    private static ValueHint hint(DriverFlag flag) {
        String name = flag.name();
        boolean file = name.endsWith("-key") || name.endsWith("-file") || name.endsWith("-path");
        return file && flag instanceof DriverFlag.StringFlag ? ValueHint.FILE : ValueHint.ANYTHING;
    }

    /** The values for a driver: what stood on the command line, else what environment and defaults say. */
    static DriverOptions options(DriverProvider driver, ParsedFlags flags, Map<String, String> environment)
            throws CommandFailure {
        List<Flag> own = CreateFlags.own();
        return resolve(driver.flags(), flag -> !isTaken(flag, own), flags, environment);
    }

    /** The values for some of a driver's options, none of which is an option of the command itself. */
    static DriverOptions options(List<DriverFlag> driverFlags, ParsedFlags flags, Map<String, String> environment)
            throws CommandFailure {
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
        return switch (flag) {
            case DriverFlag.StringFlag _ -> new OptionValue.Text(flags.text(name));
            case DriverFlag.BoolFlag _ -> new OptionValue.Switch(flags.on(name));
            case DriverFlag.StringListFlag _ -> new OptionValue.Texts(flags.list(name));
            case DriverFlag.IntFlag _ -> {
                long number = flags.number(name);
                if (number != (int) number) {
                    throw new CommandFailure("invalid value \"" + number + "\" for flag -" + name + ": too large");
                }
                yield new OptionValue.Whole((int) number);
            }
        };
    }
}
