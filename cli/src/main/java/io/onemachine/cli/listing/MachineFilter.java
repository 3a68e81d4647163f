package io.onemachine.cli.listing;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.options.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which machines to list: of filters with the same key one has to match, of different keys each. */
public final class MachineFilter {
    private final List<String> drivers = new ArrayList<>();
    private final List<String> swarms = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final List<Pattern> names = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    private MachineFilter() {}

    /**
     * Reads filters.
     *
     * @param filters each {@code KEY=VALUE}: {@code driver}, {@code swarm}, {@code state}, {@code name} (a regular
     *     expression) or {@code label} ({@code label=KEY} or {@code label=KEY=VALUE})
     */
    public static MachineFilter of(List<String> filters) throws InvalidFilterException {
        MachineFilter filter = new MachineFilter();
        for (String text : filters) {
            filter.add(text);
        }
        return filter;
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

    /** Whether a machine's state has to be asked for to tell. */
    public boolean needsState() {
        return !states.isEmpty();
    }

    /** Whether a machine's options have to be read to tell. */
    public boolean needsOptions() {
        return !swarms.isEmpty() || !labels.isEmpty();
    }

    /** Whether anything at all is filtered out. */
    public boolean isEmpty() {
        return drivers.isEmpty() && names.isEmpty() && !needsState() && !needsOptions();
    }

    boolean matchesName(String name) {
        boolean matches = names.isEmpty();
        for (Pattern pattern : names) {
            matches |= pattern.matcher(name).find();
        }
        return matches;
    }

    boolean matchesDriver(String driver) {
        return matchesOneOf(drivers, driver);
    }

    boolean matchesState(MachineState state) {
        return matchesOneOf(states, state.label());
    }

    /** @param master the name of the Swarm's manager, empty for none */
    boolean matchesSwarm(String master) {
        return matchesOneOf(swarms, master);
    }

    private static boolean matchesOneOf(List<String> wanted, String value) {
        boolean matches = wanted.isEmpty();
        for (String one : wanted) {
            matches |= one.equalsIgnoreCase(value);
        }
        return matches;
    }

    boolean matchesLabels(EngineOptions engine) {
        boolean matches = labels.isEmpty();
        for (String wanted : labels) {
            for (String label : engine.labels()) {
                matches |= labelMatches(wanted, label);
            }
        }
        return matches;
    }

    private static boolean labelMatches(String wanted, String label) {
        int wantedEquals = wanted.indexOf('=');
        int labelEquals = label.indexOf('=');
        String key = labelEquals < 0 ? label : label.substring(0, labelEquals);
        if (wantedEquals < 0) {
            return key.equals(wanted);
        }
        return key.equals(wanted.substring(0, wantedEquals))
                && labelEquals >= 0
                && label.substring(labelEquals + 1).equalsIgnoreCase(wanted.substring(wantedEquals + 1));
    }
}
