package io.onemachine.e2e.fleet;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A fleet of a few groups with random settings. Those of one seed follow each other: they share names, so that machines are created,
 * changed, replaced and removed on the way from one to the next.
 *
 * @param file the text of its file
 * @param machines the settings by machine
 */
record RandomFleet(String file, Map<String, String> machines) {

    /** None at all, where every fleet begins. */
    static final RandomFleet EMPTY = new RandomFleet("name: random\nmachines: {}\n", Map.of());

    private static final List<String> GROUPS = List.of("a", "b", "c");
    private static final int MOST_OF_GROUP = 3;

    static RandomFleet next(Random random) {
        StringBuilder file = new StringBuilder("name: random\nmachines:\n");
        Map<String, String> machines = new TreeMap<>();
        for (String group : GROUPS) {
            int count = random.nextInt(MOST_OF_GROUP + 1);
            String settings = settings(group, random);
            file.append("  %s: {count: %d, names: '%s{n}', %s}%n".formatted(group, count, group, settings));
            for (int n = 1; n <= count; n++) {
                machines.put(group + n, settings);
            }
        }
        return machines.isEmpty() ? next(random) : new RandomFleet(file.toString(), machines);
    }

    /** Hosts of the last group have Docker, the others change their template. */
    private static String settings(String group, Random random) {
        boolean hasDocker = group.equals(GROUPS.getLast());
        int template = random.nextInt(4) == 0 ? 5 : 1;
        String host = hasDocker
                ? "engine: {label: [generation=%d]}".formatted(random.nextInt(3))
                : "engine: {install-url: none}";
        return "options: {template-id: %d, memory: %d}, labels: [%s], state: %s, %s"
                .formatted(
                        hasDocker ? 0 : template,
                        1024 * (1 + random.nextInt(3)),
                        random.nextBoolean() ? "tier=front, round=" + random.nextInt(3) : "",
                        random.nextInt(6) == 0 ? "stopped" : "running",
                        host);
    }

    List<String> names() {
        return List.copyOf(new TreeSet<>(machines.keySet()));
    }

    /** The number of machines that differ between this fleet and the next. */
    int changesTo(RandomFleet next) {
        TreeSet<String> all = new TreeSet<>(machines.keySet());
        all.addAll(next.machines.keySet());
        all.removeIf(name -> machines.getOrDefault(name, "").equals(next.machines.getOrDefault(name, "")));
        return all.size();
    }
}
