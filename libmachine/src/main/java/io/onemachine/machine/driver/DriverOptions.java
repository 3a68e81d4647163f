package io.onemachine.machine.driver;

import static java.util.Objects.requireNonNull;

import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.reference.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a driver's options for a new machine, each with its source.
 *
 * <p>Besides the driver's own flags it holds the options of {@code create} that drivers read, under their flag names:
 * {@code swarm-master}, {@code swarm-host}, {@code swarm-discovery}, {@code engine-install-url} and so on; {@code
 * ssh-host-key}, {@code ssh-key-type} and {@link #FLEET} only when they were given.
 */
public final class DriverOptions {
    /** The option with the name of the fleet that the new machine is a member of; see {@link io.onemachine.machine.host.HostCare#setFleet}. */
    public static final String FLEET = "fleet";

    private record Option(OptionValue value, OptionSource origin) {}

    private final Map<String, Option> options;

    private DriverOptions(Map<String, Option> options) {
        this.options = options;
    }

    /**
     * Resolves the value of each flag: the given value, else the first environment variable that is set and not empty, else
     * the default.
     *
     * @param given values by flag name, of the flag's type; unknown names are kept as they are
     * @throws DriverOptionException when an environment variable's value is not of the flag's type
     */
    public static DriverOptions resolve(
            List<DriverFlag> flags, Map<String, OptionValue> given, Map<String, String> environment) {
        Map<String, Option> options = new LinkedHashMap<>();
        for (DriverFlag flag : flags) {
            OptionValue value = given.get(flag.name());
            options.put(
                    flag.name(),
                    value == null ? fromEnvironment(flag, environment) : new Option(value, new OptionSource.Flag()));
        }
        given.forEach((name, value) -> options.putIfAbsent(name, new Option(value, new OptionSource.Flag())));
        return new DriverOptions(options);
    }

    /**
     * Does the same for values that are given as text.
     *
     * @param given texts by flag name: several for a list, one for every other type
     * @throws DriverOptionException when there is no such flag, or a text is not of the flag's type
     */
    public static DriverOptions resolveTexts(
            List<DriverFlag> flags, Map<String, List<String>> given, Map<String, String> environment) {
        Map<String, OptionValue> values = new LinkedHashMap<>();
        given.forEach((name, texts) -> {
            DriverFlag flag = flags.stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new DriverOptionException(Reference.option(name) + ": the driver has no such option"));
            values.put(name, typed(flag, texts));
        });
        return resolve(flags, values, environment);
    }

    private static OptionValue typed(DriverFlag flag, List<String> texts) {
        if (flag instanceof DriverFlag.StringListFlag) {
            return new OptionValue.StringListValue(texts);
        }
        if (texts.size() != 1) {
            throw new DriverOptionException(Reference.option(flag.name()) + " takes one value, not " + texts.size());
        }
        return parsed(flag, Reference.option(flag.name()).toString(), texts.getFirst());
    }

    /** Returns these options with more values, marked as given by flag; options that exist already keep their value. */
    public DriverOptions with(Map<String, OptionValue> more) {
        Map<String, Option> all = new LinkedHashMap<>(options);
        more.forEach((name, value) -> all.putIfAbsent(name, new Option(value, new OptionSource.Flag())));
        return new DriverOptions(all);
    }

    /**
     * Returns a text option's value; empty when it has none.
     *
     * @throws IllegalArgumentException when there is no such option or it is of another type: a defect of the driver
     */
    public String string(String name) {
        if (option(name).value() instanceof OptionValue.StringValue(String value)) {
            return value;
        }
        throw wrongType(name);
    }

    /** Returns a secret option's value; see {@link #string} for the errors. */
    public Secret secret(String name) {
        if (option(name).value() instanceof OptionValue.SecretValue(Secret value)) {
            return value;
        }
        throw wrongType(name);
    }

    /** Returns a number option's value; see {@link #string} for the errors. */
    public int integer(String name) {
        if (option(name).value() instanceof OptionValue.IntValue(int value)) {
            return value;
        }
        throw wrongType(name);
    }

    /** Returns whether a switch is on; see {@link #string} for the errors. */
    public boolean bool(String name) {
        if (option(name).value() instanceof OptionValue.BoolValue(boolean value)) {
            return value;
        }
        throw wrongType(name);
    }

    /** Returns a list option's items; see {@link #string} for the errors. */
    public List<String> strings(String name) {
        if (option(name).value() instanceof OptionValue.StringListValue(List<String> value)) {
            return value;
        }
        throw wrongType(name);
    }

    /** Returns whether there is an option of that name. */
    public boolean has(String name) {
        return options.containsKey(name);
    }

    /** Returns whether flag or environment gave the value. */
    public boolean isSet(String name) {
        return !(origin(name) instanceof OptionSource.Default);
    }

    /** Returns the source of the value. */
    public OptionSource origin(String name) {
        return option(name).origin();
    }

    /** Returns the option's name as a reference for error messages, followed by the environment variable where that gave the value. */
    public String described(String name) {
        return switch (origin(name)) {
            case OptionSource.Environment environment ->
                Reference.option(name) + " (environment variable " + environment.variable() + ")";
            case OptionSource.Flag flag -> Reference.option(name).toString();
            case OptionSource.Default none -> Reference.option(name).toString();
        };
    }

    /** Returns all values by option name, in the form for a plugin. */
    public Map<String, OptionValue> values() {
        Map<String, OptionValue> values = new LinkedHashMap<>();
        options.forEach((name, option) -> values.put(name, option.value()));
        return values;
    }

    private Option option(String name) {
        Option option = options.get(requireNonNull(name, "name is null"));
        if (option == null) {
            throw new IllegalArgumentException("There is no option " + Reference.option(name));
        }
        return option;
    }

    private static IllegalArgumentException wrongType(String name) {
        return new IllegalArgumentException("Option " + Reference.option(name) + " is of another type");
    }

    private static Option fromEnvironment(DriverFlag flag, Map<String, String> environment) {
        for (String variable : flag.environment()) {
            String text = environment.get(variable);
            if (text != null && !text.isEmpty()) {
                return new Option(
                        parsed(
                                flag,
                                "environment variable " + variable + " (for " + Reference.option(flag.name()) + ")",
                                text),
                        new OptionSource.Environment(variable));
            }
        }
        return new Option(flag.defaultValue(), new OptionSource.Default());
    }

    private static OptionValue parsed(DriverFlag flag, String source, String text) {
        return switch (flag) {
            case DriverFlag.StringFlag _, DriverFlag.SecretFlag _ -> flag.textValue(text);
            case DriverFlag.IntFlag _ -> new OptionValue.IntValue(wholeNumber(source, text));
            case DriverFlag.BoolFlag _ -> new OptionValue.BoolValue(truth(source, text));
            case DriverFlag.StringListFlag _ ->
                new OptionValue.StringListValue(
                        List.of(text.split(",", -1)).stream().map(String::strip).toList());
        };
    }

    private static int wholeNumber(String source, String text) {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException e) {
            throw new DriverOptionException(source + " must be a whole number, not \"" + text + "\"");
        }
    }

    private static boolean truth(String source, String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new DriverOptionException(source + " must be true or false, not \"" + text + "\"");
        };
    }
}
