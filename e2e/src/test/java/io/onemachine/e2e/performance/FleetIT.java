package io.onemachine.e2e.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Fleet;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store with very many machines: 200, or as many as {@code -Donemachine.fleet.machines} says. One of them is created by the program;
 * the others are VMs created through the API, with copies of its entry.
 */
final class FleetIT {

    private static final int MACHINES = Integer.getInteger("onemachine.fleet.machines", 100);

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static UserEnvironment user;
    private static Fleet fleet;

    @BeforeAll
    static void createFleet() throws IOException {
        cloud = Cloud.ofStubs(folder);
        user = cloud.user();
        fleet = Fleet.of(MACHINES, cloud, user);
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
        int off = fleet.vm(MACHINES - 1);
        cloud.api().call("one.vm.action", "poweroff-hard", off);
        awaitState(off, 8);
        try {
            Map<String, Long> before = calls();

            assertThat(user.dockerMachine("ls", "-q", "-t", "120", "--filter", "state=Stopped")
                            .succeeds()
                            .stdout())
                    .isEqualTo(Fleet.name(MACHINES - 1) + "\n");
            assertThat(callsSince(before)).isEqualTo(Map.of("one.vmpool.infoset", callsForAll()));
        } finally {
            cloud.api().call("one.vm.action", "resume", off);
            awaitState(off, 3);
        }
    }

    @Test
    void addressesOfSeveralMachinesComeInTheOrderAskedForFromOneCall() {
        Map<String, Long> before = calls();

        List<String> addresses = user.dockerMachine("ip", Fleet.name(3), Fleet.name(1), Fleet.name(2), Fleet.name(1))
                .succeeds()
                .stdout()
                .lines()
                .toList();

        assertThat(callsSince(before)).isEqualTo(Map.of("one.vmpool.infoset", 1L));
        assertThat(addresses)
                .isEqualTo(Stream.of(3, 1, 2, 1)
                        .map(i -> Fleet.address(cloud.api().vm(fleet.vm(i))))
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
