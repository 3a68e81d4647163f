package io.onemachine.fleet.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.onemachine.machine.options.SshOptions;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetWriterTest {
    private static final int FLEETS = 2_000;

    private static final List<String> TEXTS = List.of(
            "a",
            "",
            " ",
            " a ",
            "a b",
            "yes",
            "no",
            "off",
            "true",
            "null",
            "~",
            "12",
            "012",
            "0x1f",
            "1e3",
            "1.50",
            ".5",
            "-1",
            "- a",
            "-",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "'",
            "a'b",
            "\"a\"",
            "$",
            "$A",
            "${A}",
            "$$",
            "a\nb",
            "a\tb",
            "\\n",
            "{a}",
            "[a]",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a`",
            "<<",
            "=",
            "?",
            "...",
            "---",
            "é",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\u0085",
            "\ud83d\ude00",
            "2026-12-01",
            "10:20",
            "a\u007fb",
            "x-a",
            "long ".repeat(60),
            "a\\",
            ",");

    private static MachineSettings machine(Map<String, List<String>> options) {
        return MachineSettings.of("opennebula", options);
    }

    private static Map<String, MachineSettings> read(String text) {
        return FleetFile.parse(new FleetSource("f", text), Map.of(), TestDrivers.REGISTRY).machines().stream()
                .collect(Collectors.toMap(FleetMachine::name, FleetMachine::settings));
    }

    @Test
    void oneMachineIsOneGroup() {
        String text = FleetWriter.write("demo", Map.of("web", machine(Map.of("opennebula-template-id", List.of("7")))));

        assertThat(text).isEqualTo("""
                        # yaml-language-server: $schema=%s
                        name: demo
                        machines:
                          web:
                            driver: opennebula
                            options:
                              template-id: 7
                        """.formatted(FleetSchema.LOCATION));
    }

    @Test
    void noMachinesAreAFleetToo() {
        assertThat(FleetWriter.write("demo", Map.of())).endsWith("\nname: demo\nmachines: {}\n");
    }

    @Test
    void commonSettingsAreDefaultsAndNumberedMachinesAGroup() {
        Map<String, MachineSettings> machines = new LinkedHashMap<>();
        Map<String, List<String>> small = new LinkedHashMap<>();
        small.put("opennebula-template-id", List.of("7"));
        small.put("opennebula-memory", List.of("2048"));
        Map<String, List<String>> large = new LinkedHashMap<>(small);
        large.put("opennebula-memory", List.of("4096"));
        large.put("opennebula-network-id", List.of("1", "2"));
        for (String name : List.of("web2", "db", "web1", "node-1", "web3", "node-2", "web5")) {
            machines.put(name, machine(name.equals("db") ? large : small));
        }

        assertThat(FleetWriter.write("shop", machines)).endsWith("""
                        name: shop
                        defaults:
                          driver: opennebula
                          options:
                            template-id: 7
                        machines:
                          web:
                            count: 3
                            names: web{n}
                            options:
                              memory: 2048
                          db:
                            options:
                              memory: 4096
                              network-id:
                                - 1
                                - 2
                          node:
                            count: 2
                            options:
                              memory: 2048
                          web5:
                            options:
                              memory: 2048
                        """);
        assertThat(read(FleetWriter.write("shop", machines))).isEqualTo(machines);
    }

    @Test
    void optionsOfDifferentDriversAreNoDefaults() {
        Map<String, MachineSettings> machines = new LinkedHashMap<>();
        machines.put("a", machine(Map.of("opennebula-ssh-user", List.of("admin"))));
        machines.put("b", MachineSettings.of("generic", Map.of("generic-ssh-user", List.of("admin"))));

        assertThat(read(FleetWriter.write("d", machines))).isEqualTo(machines);
    }

    @Test
    void aSingleMachineWithTheNumberOneIsNoGroup() {
        assertThat(FleetWriter.write("d", Map.of("web1", machine(Map.of()))))
                .endsWith("machines:\n  web1:\n    driver: opennebula\n");
    }

    @Test
    void namesThatLookLikeSomethingElseAreQuoted() {
        Map<String, MachineSettings> machines = new LinkedHashMap<>();
        for (String name :
                List.of("1", "true", "1e3", "no", "x-1", "x-2", "x-y", "machine-x", "web", "web1", "web2", "0x10")) {
            machines.put(name, machine(Map.of("opennebula-template-name", List.of(name))));
        }
        machines.put("web2", machines.get("web1"));

        String text = FleetWriter.write("123", machines);

        assertThat(text).contains("name: '123'", "\n  'no':", "\n  machine-x-y:", "\n  web-group:");
        assertThat(read(text)).isEqualTo(machines);
    }

    @Test
    void dollarSignsAreNoVariables() {
        String text =
                FleetWriter.write("d", Map.of("a", machine(Map.of("opennebula-template-name", List.of("$A ${B}")))));

        assertThat(text).contains("template-name: $$A $${B}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-a", "a\nb"})
    void invalidNamesAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> FleetWriter.write(name, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> FleetWriter.write("d", Map.of(name, machine(Map.of()))));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        long seed = RandomGenerator.getDefault().nextLong();
        System.out.println("FleetWriterTest seed " + seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < FLEETS; i++) {
            Map<String, MachineSettings> machines = machines(random);
            String text = FleetWriter.write("fleet", machines);
            assertThat(read(text)).as("seed %d, file:%n%s", seed, text).isEqualTo(machines);
        }
    }

    private static Map<String, MachineSettings> machines(RandomGenerator random) {
        List<MachineSettings> kinds = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            kinds.add(settings(random));
        }
        Map<String, MachineSettings> machines = new LinkedHashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            String prefix = List.of("web", "db-", "x-", "1.", "web-", "yes").get(random.nextInt(6));
            machines.put(prefix + random.nextInt(5), kinds.get(random.nextInt(kinds.size())));
        }
        return machines;
    }

    private static MachineSettings settings(RandomGenerator random) {
        boolean generic = random.nextInt(4) == 0;
        Map<String, List<String>> options = new LinkedHashMap<>();
        if (generic) {
            options.put("generic-ip-address", List.of(text(random)));
        } else {
            options.put("opennebula-template-name", List.of(text(random)));
            options.put("opennebula-memory", List.of(String.valueOf(random.nextInt())));
            options.put("opennebula-disable-vnc", List.of(String.valueOf(random.nextBoolean())));
            options.put("opennebula-network-id", texts(random));
        }
        options.keySet().removeIf(option -> random.nextBoolean());
        Map<EngineKey, List<String>> engine = new EnumMap<>(Map.of(
                EngineKey.ENV, List.of("A=" + text(random)),
                EngineKey.LABEL, List.of("a=" + text(random), "b=c"),
                EngineKey.OPT, List.of(),
                EngineKey.VERSION, List.of("26.1"),
                EngineKey.OPEN_FIREWALL, List.of(String.valueOf(random.nextBoolean()))));
        engine.entrySet()
                .removeIf(entry ->
                        random.nextBoolean() || entry.getValue().toString().matches("(?s).*[\\x00-\\x1f\\x7f\\x85].*"));
        return new MachineSettings(
                generic ? "generic" : "opennebula",
                options,
                EngineKey.options(engine),
                engine.keySet().stream().map(EngineKey::key).collect(Collectors.toSet()),
                new SshOptions(
                        random.nextBoolean() ? HostKeyPolicy.BEST : HostKeyPolicy.OFF,
                        random.nextBoolean() ? Optional.empty() : Optional.of(SshKeyType.RSA)),
                random.nextBoolean() ? List.of() : List.of("a.example", "10.0.0.1", "12"),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(List.of("a", "b=" + random.nextInt(), "yes", "12")),
                lease(random),
                random.nextBoolean(),
                random.nextBoolean() ? PowerState.RUNNING : PowerState.STOPPED);
    }

    private static Optional<FleetLease> lease(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new FleetLease.Never());
            case 2 -> Optional.of(new FleetLease.After(Duration.ofSeconds(1 + random.nextInt(1_000_000))));
            default -> Optional.of(new FleetLease.Until(Instant.ofEpochSecond(random.nextLong(4_000_000_000L))));
        };
    }

    private static List<String> texts(RandomGenerator random) {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(text(random));
        }
        return texts;
    }

    private static String text(RandomGenerator random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
