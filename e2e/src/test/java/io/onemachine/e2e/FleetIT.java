package io.onemachine.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store with very many machines: 200, or as many as {@code -Donemachine.fleet.machines} says. One of them is made as a user makes it,
 * the others are VMs made through the API and entries written after the one's.
 */
final class FleetIT {

    private static final int MACHINES = Integer.getInteger("onemachine.fleet.machines", 100);
    private static final Pattern VM_ADDRESS = Pattern.compile("<ETH0_IP><!\\[CDATA\\[([\\d.]+)]]>");

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static Workspace user;
    private static List<Integer> ids;

    @BeforeAll
    static void makeFleet() throws IOException {
        cloud = Cloud.ofStubs(folder);
        user = cloud.user();
        OpenNebulaApi api = cloud.api();
        int first = api.instantiate(0, "probe", "");
        List<String> addresses = addressesFrom(address(api.vm(first)));
        api.call("one.vm.action", "terminate-hard", first);
        user.create(
                        name(0),
                        Stream.concat(
                                        Stream.of("--opennebula-template-id=0"),
                                        addresses.stream().map(address -> "--tls-san=" + address))
                                .toArray(String[]::new))
                .succeeds();
        Path original = user.machine(name(0));
        ids = new ArrayList<>();
        for (int i = 1; i < MACHINES; i++) {
            ids.add(api.instantiate(
                    0,
                    name(i),
                    "ONEMACHINE_STUB_CERTIFICATES=\"" + original + "\" DOCKER_MACHINE_TAG=\"" + tag(i) + "\""));
        }
        for (int i = 1; i < MACHINES; i++) {
            copyMachine(original, i, ids.get(i - 1));
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> Pattern.compile("<LCM_STATE>3</LCM_STATE>")
                                .matcher(api.call("one.vmpool.info", -2, -1, -1, -1))
                                .results()
                                .count()
                        == MACHINES);
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void aListingAsksTheFrontEndOnceAndEveryEngine() {
        Map<String, Long> before = calls();

        Outcome listed =
                user.dockerMachine("ls", "-t", "120", "-f", "{{.Name}} {{.State}} {{.DockerVersion}} {{.Error}}");

        assertThat(listed.succeeds().stdout().lines())
                .hasSize(MACHINES)
                .allSatisfy(line -> assertThat(line).matches("m\\d+ Running v26\\.1\\.5 "));
        assertThat(callsSince(before)).isEqualTo(Map.of("one.vmpool.infoset", callsForAll()));
    }

    @Test
    void namesByStateNeedTheSameCall() {
        int off = ids.getLast();
        cloud.api().call("one.vm.action", "poweroff-hard", off);
        awaitState(off, 8);
        try {
            Map<String, Long> before = calls();

            assertThat(user.dockerMachine("ls", "-q", "-t", "120", "--filter", "state=Stopped")
                            .succeeds()
                            .stdout())
                    .isEqualTo(name(MACHINES - 1) + "\n");
            assertThat(callsSince(before)).isEqualTo(Map.of("one.vmpool.infoset", callsForAll()));
        } finally {
            cloud.api().call("one.vm.action", "resume", off);
            awaitState(off, 3);
        }
    }

    @Test
    void addressesOfSeveralMachinesComeInTheOrderAskedForFromOneCall() {
        Map<String, Long> before = calls();

        List<String> addresses = user.dockerMachine("ip", name(3), name(1), name(2), name(1))
                .succeeds()
                .stdout()
                .lines()
                .toList();

        assertThat(callsSince(before)).isEqualTo(Map.of("one.vmpool.infoset", 1L));
        assertThat(addresses)
                .isEqualTo(Stream.of(3, 1, 2, 1)
                        .map(i -> address(cloud.api().vm(ids.get(i - 1))))
                        .toList());
    }

    @Test
    void whenTheCallIsRefusedEveryMachineAsksForItself() {
        cloud.devcloud("fault", "add", "one.vmpool.infoset", "error", "4096", "not here")
                .succeeds();
        try {
            Map<String, Long> before = calls();

            user.dockerMachine("ls", "-t", "120", "-f", "{{.State}}", "--filter", "name=^m1.$")
                    .succeeds()
                    .showsLine("Running");
            assertThat(callsSince(before)).isEqualTo(Map.of("one.vmpool.infoset", 1L, "one.vm.info", 10L));
        } finally {
            cloud.devcloud("fault", "clear").succeeds();
        }
    }

    @Test
    void aFrontEndThatHangsEndsAsTimeoutForEveryMachine() {
        cloud.devcloud("fault", "add", "one.vmpool.infoset", "delay", "30s").succeeds();
        try {
            assertThat(user.dockerMachine("ls", "-t", "2", "-f", "{{.State}}")
                            .succeeds()
                            .stdout()
                            .lines())
                    .hasSize(MACHINES)
                    .containsOnly("Timeout");
        } finally {
            cloud.devcloud("fault", "clear").succeeds();
        }
    }

    private static void awaitState(int id, int state) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> cloud.api().vm(id).contains("<STATE>" + state + "</STATE>"));
    }

    private static long callsForAll() {
        return Math.ceilDiv(MACHINES, 1_000);
    }

    private static String name(int i) {
        return "m" + i;
    }

    private static String tag(int i) {
        return "fleet-tag-" + i;
    }

    /** The addresses that the VMs will get: one after the other, with some to spare for those the network keeps to itself. */
    private static List<String> addressesFrom(String first) {
        int[] parts = Stream.of(first.split("\\.")).mapToInt(Integer::parseInt).toArray();
        int start = parts[2] << 8 | parts[3];
        return IntStream.range(start, start + MACHINES + 2 + MACHINES / 50)
                .mapToObj(host -> parts[0] + "." + parts[1] + "." + (host >> 8) + "." + (host & 255))
                .toList();
    }

    private static String address(String document) {
        Matcher matcher = VM_ADDRESS.matcher(document);
        assertThat(matcher.find()).as("address in %s", document).isTrue();
        return matcher.group(1);
    }

    private static void copyMachine(Path original, int i, int id) throws IOException {
        Path copy = user.machine(name(i));
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.toList()) {
                if (!file.endsWith("config.json")) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        String config = Files.readString(original.resolve("config.json"))
                .replace("machines/" + name(0), "machines/" + name(i))
                .replace("\"" + name(0) + "\"", "\"" + name(i) + "\"")
                .replaceFirst("\"MachineId\": \\d+", "\"MachineId\": " + id)
                .replaceFirst("\"VmId\": \\d+", "\"VmId\": " + id)
                .replaceFirst("\"VmTag\": \"[^\"]*\"", "\"VmTag\": \"" + tag(i) + "\"");
        Files.writeString(copy.resolve("config.json"), config);
    }

    private static Map<String, Long> calls() {
        return cloud.devcloud("calls")
                .succeeds()
                .stdout()
                .lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> Long.valueOf(words[1])));
    }

    private static Map<String, Long> callsSince(Map<String, Long> before) {
        Map<String, Long> since = new LinkedHashMap<>();
        calls().forEach((method, count) -> {
            long more = count - before.getOrDefault(method, 0L);
            if (more > 0) {
                since.put(method, more);
            }
        });
        return since;
    }
}
