package io.onemachine.cli.flag;

import java.util.List;
import java.util.Map;

/** The options and arguments of a command line that kept the rules. */
public final class ParsedFlags {
    private final Map<String, FlagValue> values;
    private final List<Flag> known;
    private final List<String> positionals;
    private final Places places;
    private final boolean helpAsked;

    /**
     * Where the positional arguments stood.
     *
     * @param groups into how many groups options divide them
     * @param afterTerminator how many stand after {@code --}
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

    /** The options that were looked for, given or not. */
    public List<Flag> known() {
        return known;
    }

    /** Into how many groups options divide the positional arguments. */
    public int positionalGroups() {
        return places.groups();
    }

    /** How many positional arguments stand after {@code --}. */
    public int afterTerminator() {
        return places.afterTerminator();
    }

    /** Arguments that are neither options nor values of options, in the order the command acts on them. */
    public List<String> positionals() {
        return positionals;
    }

    /** Whether {@code --help} or {@code -h} was among the options. */
    public boolean helpAsked() {
        return helpAsked;
    }

    /**
     * The value of an option and where it came from.
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

    /** Whether a boolean option is on. */
    public boolean on(String name) {
        return text(name).equals("true");
    }

    /** The text of an option, empty when it has none. */
    public String text(String name) {
        List<String> all = value(name).values();
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    /** The value of a number option, 0 when it has none. */
    public long number(String name) {
        String text = text(name);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** All values of a list option. */
    public List<String> list(String name) {
        return value(name).values();
    }
}
