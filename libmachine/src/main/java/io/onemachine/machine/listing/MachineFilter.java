package io.onemachine.machine.listing;

import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.options.EngineOptions;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which machines to list. One entry of each list has to match; an empty list matches everything.
 *
 * @param drivers names of drivers, in any case
 * @param swarms names of the machines that manage classic Swarms, in any case
 * @param states labels of states, in any case
 * @param names patterns to find in a machine's name
 * @param labels labels of the engine, {@code KEY} or {@code KEY=VALUE}
 */
public record MachineFilter(
        List<String> drivers, List<String> swarms, List<String> states, List<Pattern> names, List<String> labels) {
    /** Matches every machine. */
    public static final MachineFilter ALL = new MachineFilter(List.of(), List.of(), List.of(), List.of(), List.of());

    public MachineFilter {
        drivers = List.copyOf(drivers);
        swarms = List.copyOf(swarms);
        states = List.copyOf(states);
        names = List.copyOf(names);
        labels = List.copyOf(labels);
    }

    /** Returns whether the filter depends on a machine's state, so that its driver must be asked. */
    public boolean needsState() {
        return !states.isEmpty();
    }

    /** Returns whether the name matches. */
    public boolean matchesName(String name) {
        boolean matches = names.isEmpty();
        for (Pattern pattern : names) {
            matches |= pattern.matcher(name).find();
        }
        return matches;
    }

    /** Returns whether the driver matches. */
    public boolean matchesDriver(String driver) {
        return matchesOneOf(drivers, driver);
    }

    /** Returns whether the state matches. */
    public boolean matchesState(MachineState state) {
        return matchesOneOf(states, state.label());
    }

    /**
     * Returns whether the Swarm matches.
     *
     * @param master the name of the Swarm's manager, empty for none
     */
    public boolean matchesSwarm(String master) {
        return matchesOneOf(swarms, master);
    }

    /**
     * Returns whether a machine with an unreadable configuration matches: its name is known and its state is {@link MachineState#ERROR}. A
     * filter by driver, Swarm or label does not match it.
     */
    public boolean matchesBroken(String name) {
        return drivers.isEmpty()
                && swarms.isEmpty()
                && labels.isEmpty()
                && matchesState(MachineState.ERROR)
                && matchesName(name);
    }

    private static boolean matchesOneOf(List<String> wanted, String value) {
        boolean matches = wanted.isEmpty();
        for (String one : wanted) {
            matches |= one.equalsIgnoreCase(value);
        }
        return matches;
    }

    /** Returns whether the engine's labels match. */
    public boolean matchesLabels(EngineOptions engine) {
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
