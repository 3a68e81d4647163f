package io.onemachine.cli.flag;

import java.util.ArrayList;
import java.util.List;

/**
 * An option of a command. Its value comes from the command line, else from the first of its environment variables that
 * is not empty, else from the default.
 *
 * @param names its names without dashes, the long one first; never empty
 * @param kind the kind of its values
 * @param defaults the default: no element or one, any number for a {@link FlagKind#LIST}
 * @param environment the environment variables it is read from, first one first
 * @param description one sentence for the help page
 * @param hint what its values stand for, if known
 * @param choices the values to choose from when the hint is {@link ValueHint#CHOICE}
 */
public record Flag(
        List<String> names,
        FlagKind kind,
        List<String> defaults,
        List<String> environment,
        String description,
        ValueHint hint,
        List<String> choices) {

    public Flag {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a flag needs a name");
        }
        names = List.copyOf(names);
        defaults = List.copyOf(defaults);
        environment = List.copyOf(environment);
        choices = List.copyOf(choices);
    }

    /** Creates a flag without a hint for its values. */
    public Flag(
            List<String> names, FlagKind kind, List<String> defaults, List<String> environment, String description) {
        this(names, kind, defaults, environment, description, ValueHint.ANYTHING, List.of());
    }

    public static Flag bool(String name, String description) {
        return new Flag(List.of(name), FlagKind.BOOLEAN, List.of(), List.of(), description);
    }

    public static Flag text(String name, String description) {
        return new Flag(List.of(name), FlagKind.TEXT, List.of(), List.of(), description);
    }

    public static Flag number(String name, String description) {
        return new Flag(List.of(name), FlagKind.NUMBER, List.of(), List.of(), description);
    }

    public static Flag list(String name, String description) {
        return new Flag(List.of(name), FlagKind.LIST, List.of(), List.of(), description);
    }

    /** Returns the same flag with one more name. */
    public Flag alias(String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return new Flag(more, kind, defaults, environment, description, hint, choices);
    }

    /** Returns the same flag with this default. */
    public Flag defaultingTo(String value) {
        return new Flag(names, kind, List.of(value), environment, description, hint, choices);
    }

    /** Returns the same flag, read from these environment variables when it is not on the command line. */
    public Flag from(String... variables) {
        return new Flag(names, kind, defaults, List.of(variables), description, hint, choices);
    }

    /** Returns the same flag, with values of that kind. */
    public Flag expecting(ValueHint values) {
        return new Flag(names, kind, defaults, environment, description, values, choices);
    }

    /** Returns the same flag, with these values to choose from; others are not refused. */
    public Flag oneOf(String... values) {
        return new Flag(names, kind, defaults, environment, description, ValueHint.CHOICE, List.of(values));
    }

    /** Returns the placeholder for a value on help pages; empty when the flag takes none. */
    public String valueName() {
        return switch (kind) {
            case BOOLEAN -> "";
            case NUMBER -> "NUMBER";
            case TEXT, LIST -> hint == ValueHint.ANYTHING || hint == ValueHint.CHOICE ? "VALUE" : hint.name();
        };
    }

    /** Returns the first name, by which values are looked up. */
    public String name() {
        return names.get(0);
    }
}
