package io.onemachine.fleet.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A group to write.
 *
 * @param key its key
 * @param count the number of its machines; empty for a single one
 * @param names the template of their names; empty where the key gives the names
 */
record WrittenGroup(String key, Optional<Integer> count, Optional<String> names, MachineSettings settings) {
    private static final Pattern NUMBERED = Pattern.compile("(.*?)([1-9][0-9]{0,3})", Pattern.DOTALL);
    private static final String FREE_PREFIX = "x-";
    private static final int MOST_OF_GROUP = 1000;

    /** Joins machines of equal settings whose names are numbered from 1 without a gap. */
    static List<WrittenGroup> of(Map<String, MachineSettings> machines) {
        Map<String, Integer> runs = runs(machines);
        Set<String> keys = new HashSet<>(machines.keySet());
        Set<String> written = new HashSet<>();
        List<WrittenGroup> groups = new ArrayList<>();
        for (Map.Entry<String, MachineSettings> machine : machines.entrySet()) {
            Optional<String> prefix = prefix(machine.getKey()).filter(p -> isIn(machine.getKey(), p, runs));
            if (prefix.isEmpty()) {
                groups.add(single(machine.getKey(), machine.getValue(), keys));
            } else if (written.add(prefix.get())) {
                groups.add(run(prefix.get(), runs.getOrDefault(prefix.get(), 0), machine.getValue(), keys));
            }
        }
        return groups;
    }

    /** Returns the lengths of runs by the prefix of their names. */
    private static Map<String, Integer> runs(Map<String, MachineSettings> machines) {
        Map<String, Integer> runs = new LinkedHashMap<>();
        for (String name : machines.keySet()) {
            prefix(name).filter(prefix -> !runs.containsKey(prefix)).ifPresent(prefix -> {
                MachineSettings first = machines.get(prefix + 1);
                int length = 0;
                while (first != null && length < MOST_OF_GROUP && first.equals(machines.get(prefix + (length + 1)))) {
                    length++;
                }
                runs.put(prefix, length);
            });
        }
        runs.values().removeIf(length -> length < 2);
        return runs;
    }

    private static Optional<String> prefix(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        return numbered.matches()
                        && !numbered.group(1).isEmpty()
                        && !Character.isDigit(
                                numbered.group(1).charAt(numbered.group(1).length() - 1))
                ? Optional.of(numbered.group(1))
                : Optional.empty();
    }

    private static boolean isIn(String name, String prefix, Map<String, Integer> runs) {
        return Integer.parseInt(name.substring(prefix.length())) <= runs.getOrDefault(prefix, 0);
    }

    private static WrittenGroup run(String prefix, int length, MachineSettings settings, Set<String> keys) {
        String stem = prefix.endsWith("-") || prefix.endsWith(".") ? prefix.substring(0, prefix.length() - 1) : prefix;
        String key = free(stem, keys);
        Optional<String> names = (key + "-").equals(prefix) ? Optional.empty() : Optional.of(prefix + "{n}");
        return new WrittenGroup(key, Optional.of(length), names, settings);
    }

    private static WrittenGroup single(String name, MachineSettings settings, Set<String> keys) {
        // The name itself is among the keys, reserved for this group.
        return isFree(name)
                ? new WrittenGroup(free(name, keys), Optional.empty(), Optional.of(name), settings)
                : new WrittenGroup(name, Optional.empty(), Optional.empty(), settings);
    }

    /** Returns a key that no other group and no machine has. */
    private static String free(String wanted, Set<String> keys) {
        String key = isFree(wanted) ? "machine-" + wanted : wanted;
        String candidate = key;
        for (int i = 2; !keys.add(candidate); i++) {
            candidate = key + "-group" + (i > 2 ? String.valueOf(i) : "");
        }
        return candidate;
    }

    private static boolean isFree(String key) {
        return key.startsWith(FREE_PREFIX);
    }
}
