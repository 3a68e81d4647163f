package io.onemachine.fleet.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileFileTest {
    private static final int MUTATIONS = 20_000;

    private static FleetFile parse(String text) {
        return FleetFile.parse(new FleetSource("f", text), Map.of("TEMPLATE", "t"), TestDrivers.REGISTRY);
    }

    private static void refused(String text, String message) {
        assertThatExceptionOfType(FleetFileException.class)
                .isThrownBy(() -> parse(text))
                .withMessageContaining(message);
    }

    @Test
    void aliasesOfAliasesDoNotMultiply() {
        StringBuilder text = new StringBuilder("name: d\nx-0: &a0 [l, l, l, l, l, l, l, l, l]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*a" + (i - 1);
            text.append("x-").append(i).append(": &a").append(i).append(" [");
            text.append(String.join(", ", List.of(alias, alias, alias, alias, alias)))
                    .append("]\n");
        }
        text.append("machines: {m: {labels: *a9}}\n");

        refused(text.toString(), "an item of labels must be a text, not a list");
    }

    @Test
    void mergesOfMergesDoNotMultiply() {
        StringBuilder text = new StringBuilder("name: d\nx-0: &a0 {k: 1}\n");
        for (int i = 1; i < 16; i++) {
            String alias = "*a" + (i - 1);
            text.append("x-").append(i).append(": &a").append(i).append(" {<<: [");
            text.append(String.join(", ", List.of(alias, alias, alias))).append("]}\n");
        }
        text.append("machines: {m: *a15}\n");

        refused(text.toString(), "the maps that are merged have more than 200000 keys and values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&m {<<: *m}", "&m {<<: [*m]}", "&m {a: {<<: *m}}", "&m {<<: {<<: *m}}"})
    void aMapMergedIntoItselfIsRefused(String machines) {
        refused("name: d\nmachines: " + machines + "\nswarm: 1\n", "f:");
    }

    @Test
    void moreThan1000AliasesAreRefused() {
        String text = "x-a: &a {}\nname: d\nmachines:\n  m: {x-l: [" + "*a, ".repeat(1000) + "*a]}\n";

        refused(text, "f:4:4013: the file has more than 1000 aliases");
    }

    @Test
    void manyGroupsCanMergeOneMap() {
        StringBuilder text = new StringBuilder("x-base: &base {labels: [a]}\nname: d\nmachines:\n");
        for (int i = 0; i < 500; i++) {
            text.append("  m").append(i).append(": {<<: *base}\n");
        }

        FleetFile file = parse(text.toString());

        assertThat(file.machines())
                .hasSize(500)
                .allSatisfy(machine -> assertThat(machine.settings().labels()).contains(List.of("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*a", "[*a]", "[*a, *b]"})
    void aLargeMapMergedOftenIsRefused(String merged) {
        StringBuilder text = new StringBuilder("x-b: &b {}\nx-a: &a\n");
        for (int i = 0; i < 50_000; i++) {
            text.append("  k").append(i).append(": 1\n");
        }
        text.append("name: d\nmachines:\n");
        for (int i = 0; i < 900; i++) {
            text.append("  m").append(i).append(": {<<: ").append(merged).append("}\n");
        }

        refused(text.toString(), "the maps that are merged have more than 200000 keys and values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{a: ", "!!str [", "&a [", "{? "})
    void deepNestingIsRefused(String level) {
        refused(level.repeat(200_000), "nested deeper than 50 levels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", " ", "\n", "#", "\"", "'", "!", "&", "*", "|", ">", "%", "-", "a: b\n", "- a\n", "\t", "a ", ","
            })
    void largeFilesOfOnePatternAreRefused(String pattern) {
        refused(pattern.repeat(3 * 1024 * 1024 / pattern.length()), "f:");
    }

    @Test
    void moreThan3MebibytesAreRefused() {
        refused("# " + "x".repeat(3 * 1024 * 1024), "f:1:1: the file is larger than 3 MiB");
    }

    @Test
    void manyMachinesAreRefused() {
        StringBuilder text = new StringBuilder("name: d\nmachines:\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("  g").append(i).append(": {count: 1000}\n");
        }
        refused(text.toString(), "f:1:1: the fleet file has more than 5000 machines");
    }

    @Test
    void aLongChainOfDefaultsIsRefused() {
        refused(
                "name: '" + "${A:-".repeat(100_000) + "}".repeat(100_000) + "'\nmachines: {}\n",
                "deeper than 20 levels");
    }

    @Test
    void aNulByteIsRefused() {
        refused(
                "name: d\nmachines: {a\0b: {}}\n",
                "f:2:13: not valid YAML: a character that YAML does not allow, code 0");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFile() {
        assertThat(parse("\uFEFFname: d\nmachines: {}\n").name()).isEqualTo("d");
    }

    @Test
    void filesThatAreNotUtf8AreRefused() {
        byte[] utf16 = "name: d\nmachines: {}\n".getBytes(StandardCharsets.UTF_16);

        assertThatExceptionOfType(FleetFileException.class)
                .isThrownBy(() -> FleetSource.read("f", new ByteArrayInputStream(utf16)))
                .withMessage("f:1:1: the file is not UTF-8. Save it as UTF-8.");
    }

    /** Changes valid files at random; each is then a fleet or refused with a FleetFileException. */
    @Test
    void damagedFilesAreRefusedWithPlaces() throws IOException {
        long seed = RandomGenerator.getDefault().nextLong();
        System.out.println("HostileFileTest seed " + seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<String> examples = List.of(
                FleetFileTest.example("simple.yaml"),
                FleetFileTest.example("swarm.yaml"),
                FleetFileTest.example("variables.yaml"));
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String text = damaged(examples.get(random.nextInt(examples.size())), random);
            try {
                assertThat(parse(text).name()).isNotEmpty();
            } catch (FleetFileException e) {
                refused++;
                assertThat(e.problems()).as("seed %d: %s", seed, text).isNotEmpty();
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", file:\n" + text, e);
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(MUTATIONS / 10, MUTATIONS);
    }

    private static String damaged(String text, RandomGenerator random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, piece(random));
                case 2 -> damaged.insert(random.nextInt(damaged.length()), damaged.substring(at, end));
                default -> damaged.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
            }
            if (damaged.isEmpty()) {
                damaged.append('x');
            }
        }
        return damaged.toString();
    }

    private static String piece(RandomGenerator random) {
        List<String> pieces = List.of(
                "*large",
                "&large ",
                "<<: ",
                "!!int ",
                "{",
                "}",
                "[",
                "]",
                ": ",
                "- ",
                "\n",
                "\t",
                "${",
                "}",
                "$",
                "|\n",
                ">-\n",
                "'",
                "\"",
                "#",
                "---\n",
                "...\n",
                "%YAML 1.2\n",
                "? ",
                "~",
                "null",
                "x-a: ",
                "\\x",
                "\uD800",
                "!<",
                "!a!b ");
        return pieces.get(random.nextInt(pieces.size()));
    }
}
