package io.onemachine.fleet.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.fleet.plan.Consents;
import io.onemachine.fleet.plan.FleetPlan;
import io.onemachine.fleet.testing.FleetFixture;
import io.onemachine.machine.Machine;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random fleets, changed at random and applied with failures: one last run without failures makes all as in the file. */
final class RandomFleetTest extends FleetFixture {
    private static final int STEPS = 12;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void oneRunWithoutFailuresMakesAllAsInTheFile(long seed) {
        System.out.println("RandomFleetTest: seed " + seed);
        Random random = new Random(seed);
        String file = "";
        for (int step = 0; step < STEPS; step++) {
            file = random(random);
            changeByOtherMeans(random);
            int nth = random.nextInt(12);
            int[] count = {0};
            Object lock = new Object();
            cloud.isHot = random.nextBoolean();
            cloud.script = (action, machine) -> {
                synchronized (lock) {
                    if (count[0]++ == nth) {
                        throw new DriverException("injected into " + action + " " + machine);
                    }
                }
            };
            apply(file, consents(random, file));
        }
        cloud.script = (action, machine) -> {};
        Set<String> names =
                file(file).machines().stream().map(machine -> machine.name()).collect(Collectors.toSet());

        FleetResult result = apply(file, new Consents(true, names, true, true));

        FleetPlan plan = plan(file);
        assertThat(result.failures()).as("seed %d", seed).isEmpty();
        assertThat(plan.actions()).as("seed %d, %s", seed, file).isEmpty();
        assertThat(machines().names().stream().filter(this::isOfFleet))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(cloud.machines()).as("seed %d", seed).isSubsetOf(machines().names());
        assertThat(cloud.machines().stream().filter(this::isOfFleet))
                .as("seed %d, one host for each machine", seed)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    private boolean isOfFleet(String name) {
        try (Machine machine = load(name)) {
            return machine.fleet().isPresent();
        }
    }

    private Consents consents(Random random, String file) {
        Set<String> replaced = file(file).machines().stream()
                .map(machine -> machine.name())
                .filter(name -> random.nextInt(3) == 0)
                .collect(Collectors.toSet());
        return new Consents(random.nextBoolean(), replaced, random.nextBoolean(), random.nextBoolean());
    }

    private void changeByOtherMeans(Random random) {
        for (String machine : cloud.machines()) {
            switch (random.nextInt(10)) {
                case 0 -> cloud.remove(cloud.host(machine).id);
                case 1 -> cloud.host(machine).state = MachineState.STOPPED;
                case 2 -> cloud.host(machine).labels = List.of("by-hand");
                case 3 -> cloud.host(machine).state = MachineState.ERROR;
                default -> {
                    // Stays as it is.
                }
            }
        }
        String name = "m" + (1 + random.nextInt(6));
        if (!machines().exists(name) && random.nextInt(4) == 0) {
            cloud.script = (action, machine) -> {};
            create(name, "cloud");
        }
    }

    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        int groups = 1 + random.nextInt(3);
        for (int i = 0; i < groups; i++) {
            List<String> keys = new ArrayList<>();
            keys.add("count: " + random.nextInt(4));
            keys.add("names: \"" + List.of("m", "w", "d").get(i) + "{n}\"");
            List<String> options = new ArrayList<>();
            add(options, random, "memory: ", "1024", "2048", "4096");
            add(options, random, "cpu: ", "\"0.5\"", "\"0.50\"", "\"2\"");
            add(options, random, "disk: ", "20000", "30000");
            add(options, random, "template: ", "small", "large");
            add(options, random, "network: ", "[a]", "[a, b]", "[\"a, b\"]");
            add(options, random, "permissions: ", "\"600\"", "\"640\"");
            add(options, random, "answer: ", "x", "y");
            keys.add("options: {" + String.join(", ", options) + "}");
            add(keys, random, "labels: ", "[]", "[a]", "[b, a]");
            add(keys, random, "lease: ", "8h", "24h", "never", "\"2026-12-01T00:00:00Z\"");
            add(keys, random, "state: ", "running", "stopped");
            add(keys, random, "context: ", "true", "false");
            text.append("  g").append(random.nextInt(2) * 3 + i).append(": {");
            text.append(String.join(", ", keys)).append("}\n");
        }
        return text.toString();
    }

    private static void add(List<String> keys, Random random, String key, String... values) {
        int index = random.nextInt(values.length + 1);
        if (index < values.length) {
            keys.add(key + values[index]);
        }
    }
}
