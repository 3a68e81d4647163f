package io.onemachine.cli.listing;

import io.onemachine.machine.listing.MachineFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Parses {@code --filter}: a machine has to match one filter of each key that is given. */
public final class FilterSyntax {
    private final List<String> drivers = new ArrayList<>();
    private final List<String> swarms = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final List<Pattern> names = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    private FilterSyntax() {}

    /**
     * Parses filters.
     *
     * @param filters each {@code KEY=VALUE}: {@code driver}, {@code swarm}, {@code state}, {@code name} (a regular
     *     expression) or {@code label} ({@code label=KEY} or {@code label=KEY=VALUE})
     */
    public static MachineFilter parse(List<String> filters) throws InvalidFilterException {
        FilterSyntax read = new FilterSyntax();
        for (String text : filters) {
            read.add(text);
        }
        return new MachineFilter(read.drivers, read.swarms, read.states, read.names, read.labels);
    }

    private void add(String filter) throws InvalidFilterException {
        int equals = filter.indexOf('=');
        if (equals < 0) {
            throw new InvalidFilterException("Unsupported filter syntax");
        }
        String key = filter.substring(0, equals);
        String value = filter.substring(equals + 1);
        switch (key.toLowerCase(Locale.ROOT)) {
            case "driver" -> drivers.add(value);
            case "swarm" -> swarms.add(value);
            case "state" -> states.add(value);
            case "name" -> names.add(pattern(value));
            case "label" -> labels.add(value);
            default -> throw new InvalidFilterException("Unsupported filter key '" + key + "'");
        }
    }

    private static Pattern pattern(String expression) throws InvalidFilterException {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new InvalidFilterException("error parsing regexp: " + e.getDescription() + ": `" + expression + "`");
        }
    }
}
