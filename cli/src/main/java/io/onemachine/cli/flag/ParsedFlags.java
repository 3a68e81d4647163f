package io.onemachine.cli.flag;

import java.util.List;
import java.util.Map;

/** The options and positional arguments of a well-formed command line. */
public final class ParsedFlags {
    private final Map<String, FlagValue> values;
    private final List<Flag> known;
    private final List<String> positionals;
    private final Places places;
    private final boolean helpAsked;

    /**
     * The positions of the positional arguments.
     *
     * @param groups the number of groups that options divide them into
     * @param afterTerminator the number of those after {@code --}
     */
    record Places(int groups, int afterTerminator) {}

    ParsedFlags(
            List<Flag> known,
            Map<String, FlagValue> values,
            List<String> positionals,
            Places places,
            boolean helpAsked) {
        this.known = known;
        this.values = values;
        this.positionals = List.copyOf(positionals);
        this.places = places;
        this.helpAsked = helpAsked;
    }

    /** Returns the options that the parser knows, given or not. */
    public List<Flag> known() {
        return known;
    }

    /** Returns the number of groups that options divide the positional arguments into. */
    public int positionalGroups() {
        return places.groups();
    }

    /** Returns the number of positional arguments after {@code --}. */
    public int afterTerminator() {
        return places.afterTerminator();
    }

    /** Returns the arguments that are neither options nor values of options, in the order the command acts on them. */
    public List<String> positionals() {
        return positionals;
    }

    /** Returns whether {@code --help} or {@code -h} was among the options. */
    public boolean helpAsked() {
        return helpAsked;
    }

    /**
     * Returns the value of an option and its source.
     *
     * @param name the option's first name
     * @throws IllegalArgumentException when the command has no such option
     */
    public FlagValue value(String name) {
        FlagValue value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no flag " + name);
        }
        return value;
    }

    /** Returns whether a boolean option is on. */
    public boolean on(String name) {
        return text(name).equals("true");
    }

    /** Returns the text of an option, empty when it has none. */
    public String text(String name) {
        List<String> all = value(name).values();
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    /** Returns the value of a number option, 0 when it has none. */
    public long number(String name) {
        String text = text(name);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** Returns all values of a list option. */
    public List<String> list(String name) {
        return value(name).values();
    }
}
