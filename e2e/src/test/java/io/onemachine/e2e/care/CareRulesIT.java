package io.onemachine.e2e.care;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cloud refuses, what fails later, and leases, with simulated hosts. */
final class CareRulesIT {

    private static final long MONTH = Duration.ofDays(31).toSeconds();

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static UserEnvironment user;
    private static String snapshots = "";

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofStubs(folder);
        user = cloud.user();
        create(user, "m");
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    private static void create(UserEnvironment by, String name, String... more) {
        List<String> options = new ArrayList<>(List.of("--opennebula-template-id=1", "--engine-install-url=none"));
        options.addAll(List.of(more));
        by.create(name, options.toArray(String[]::new)).succeeds();
    }

    @Test
    void aQuotaRefusesWithExitCode3AndChangesNothing() {
        UserEnvironment alice = UserEnvironment.in(folder.resolve("alice")).with(cloud.access("alice"));
        create(alice, "small");
        String memory = field(alice, "small", "Memory");
        cloud.api()
                .call(
                        "one.user.quota",
                        Integer.parseInt(OpenNebulaApi.element(
                                cloud.api().vm(cloud.api().vms().getFirst()), "UID")),
                        "VM=[MEMORY=\"2048\"]");
        for (String more : List.of("--restart", "--cpu=1")) {
            Outcome refused = alice.dockerMachine("--error-format", "json", "resize", "small", "--memory=4G", more)
                    .failsWith(3);
            assertThat(refused.stderr()).contains("\"quota\"", "MEMORY");
        }
        assertThat(field(alice, "small", "Memory")).isEqualTo(memory);
        assertThat(alice.dockerMachine("status", "small").stdout()).isEqualTo("Running\n");
        alice.dockerMachine("rm", "-y", "small").succeeds();
    }

    @Test
    void aHotResizeThatFailsLaterIsReportedAndTriedColdWithRestart() {
        String memory = field(user, "m", "Memory");
        cloud.control().addFault("vm.resize", 1, List.of("fail", "the guest did not give way"));
        user.dockerMachine("resize", "m", "--memory=777")
                .failsWith(1)
                .complains("did not get the new size", "the guest did not give way", "With --restart");
        assertThat(field(user, "m", "Memory")).isEqualTo(memory);

        cloud.control().addFault("vm.resize", 1, List.of("fail", "the guest did not give way"));
        user.dockerMachine("resize", "m", "--memory=777", "--restart")
                .succeeds()
                .says("→ 777 MB");
        assertThat(field(user, "m", "Memory")).isEqualTo("777 MB");
        user.dockerMachine("resize", "m", "--memory=777").succeeds().says("has that size already");
        user.dockerMachine("resize", "m", "--disk=1").failsWith(1).complains("cannot be made smaller");
        user.dockerMachine("resize", "m", "--memory=999999G", "--restart")
                .failsWith(1)
                .complains("Not enough");
        assertThat(user.dockerMachine("status", "m").stdout()).isEqualTo("Running\n");
    }

    /** The states are only shown, so every command is refused before anything happens. */
    @ParameterizedTest
    @CsvSource({
        "POWEROFF, snapshot create m x, wrong state",
        "POWEROFF, snapshot revert m whole, Host is not running",
        "POWEROFF, snapshot rm m whole, wrong state",
        "SUSPENDED, snapshot create m x, wrong state",
        "SUSPENDED, snapshot revert m disk --disk, wrong state",
        "UNDEPLOYED, snapshot create m x --disk, wrong state",
        "UNDEPLOYED, snapshot revert m disk --disk, wrong state",
        "HOLD, snapshot create m x --disk, wrong state",
        "STOPPED, snapshot create m x --disk, wrong state",
        "RUNNING, snapshot revert m disk --disk, docker-machine stop m",
        "RUNNING, snapshot revert m disk, There is a snapshot of the disk of that name",
        "RUNNING, snapshot revert m whole --disk, There is a snapshot of the whole host of that name",
        "RUNNING, snapshot rm m nosuch, has no system snapshot",
        "SUSPENDED, resize m --memory=555, state SUSPENDED",
        "STOPPED, resize m --memory=555 --restart, state STOPPED",
    })
    void refusalsByTheStateOfTheVm(String state, String command, String reason) {
        if (snapshots.isEmpty()) {
            user.dockerMachine("snapshot", "create", "m", "whole").succeeds();
            user.dockerMachine("snapshot", "create", "m", "disk", "--disk").succeeds();
            snapshots = snapshots();
        }
        try {
            cloud.devcloud("state", "m", state.equals("RUNNING") ? "own" : state)
                    .succeeds();
            user.dockerMachine(command.split(" ")).failsWith(1).complains(reason);
        } finally {
            cloud.devcloud("state", "m", "own").succeeds();
        }
        assertThat(snapshots()).isEqualTo(snapshots);
    }

    private static String snapshots() {
        return user.dockerMachine("snapshot", "ls", "m")
                .succeeds()
                .stdout()
                .lines()
                .skip(1)
                .collect(joining("\n"));
    }

    @Test
    void theLeaseOfAnOldVmIsExtendedAndDroppedAndEndsAtItsTime() throws IOException {
        create(user, "old", "--opennebula-lease=90d");
        Instant created = Instant.parse(leaseOf("old"));
        cloud.stop();
        int vm = vmOf("old");
        Path stored = folder.resolve("cloud/vms/" + vm + ".json");
        String text = Files.readString(stored);
        long start = Long.parseLong(text.replaceFirst("(?s).*\"created\": ?(\\d+).*", "$1"));
        Files.writeString(stored, text.replace(Long.toString(start), Long.toString(start - MONTH)));
        cloud.start();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> user.dockerMachine("status", "old").stdout().equals("Running\n"));

        assertThat(Instant.parse(leaseOf("old"))).isEqualTo(created);
        user.dockerMachine("lease", "old", "--extend", "8h").succeeds();
        assertThat(Instant.parse(leaseOf("old"))).isEqualTo(created.plus(Duration.ofHours(8)));
        user.dockerMachine("lease", "old", "--off").succeeds().says("none\n");
        assertThat(leaseOf("old")).isEmpty();
        assertThat(user.dockerMachine("lease", "old").succeeds().stdout()).isEqualTo("none\n");
        user.dockerMachine("lease", "old", "--until", "2020-01-01T00:00Z")
                .failsWith(1)
                .complains("in the past");
        user.dockerMachine("lease", "old", "--extend", "1h", "--off")
                .failsWith(1)
                .complains("Only one of");
        assertThat(user.dockerMachine("ls", "--format", "json", "--filter", "name=^m$")
                        .succeeds()
                        .stdout())
                .contains("\"leaseEnds\": \"\"");

        user.dockerMachine("lease", "old", "--extend", "2s").succeeds();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> user.dockerMachine("status", "old").stdout().equals("Error\n"));
        user.dockerMachine("start", "old").failsWith(1).complains("its lease ended at 20", "docker-machine rm old");
        user.dockerMachine("rm", "-y", "old").succeeds();
    }

    private static int vmOf(String name) throws IOException {
        try (var files = Files.list(folder.resolve("cloud/vms"))) {
            for (Path file : files.toList()) {
                if (Files.readString(file).contains("\"name\": \"" + name + "\"")
                        || Files.readString(file).contains("\"name\":\"" + name + "\"")) {
                    return Integer.parseInt(file.getFileName().toString().replace(".json", ""));
                }
            }
        }
        throw new AssertionError("no VM " + name);
    }

    private static String leaseOf(String name) {
        String json = user.dockerMachine("ls", "--format", "json", "--filter", "name=^" + name + "$")
                .succeeds()
                .stdout();
        return json.replaceFirst("(?s).*\"leaseEnds\": \"([^\"]*)\".*", "$1");
    }

    @Test
    void labelsAreSetReplacedAndRemoved() {
        assertThat(user.dockerMachine("label", "m", "env=test", "tier", "env=prod")
                        .succeeds()
                        .stdout())
                .isEqualTo("env=prod\ntier\n");
        assertThat(cloud.api().vm(cloud.api().vms().getLast())).contains("env=prod,tier");
        assertThat(user.dockerMachine("label", "m", "tier-", "nosuch-", "--format=json")
                        .succeeds()
                        .stdout())
                .isEqualTo("{\"name\":\"m\",\"labels\":[\"env=prod\"]}\n");
        user.dockerMachine("label", "m", "a,b").failsWith(1).complains("comma");
        user.dockerMachine("label", "nosuch", "m", "x").failsWith(1);
        assertThat(user.dockerMachine("info", "m").succeeds().stdout()).contains("Labels: env=prod\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resize none --memory 1G",
                "rename none other",
                "lease none",
                "lease none --extend 8h",
                "label none",
                "label none a=b",
                "snapshot create none",
                "snapshot ls none",
                "snapshot revert none s",
                "snapshot rm none s",
                "console none --print",
                "logs none --cloud",
                "info none",
                "import --driver none --vm 1 other",
            })
    void driversWithoutTheAbilitySayNotSupported(String command) {
        if (!Files.exists(user.machine("none"))) {
            user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "none")
                    .succeeds();
        }
        Outcome refused = user.dockerMachine(("--error-format json " + command).split(" "))
                .failsWith(1);
        assertThat(refused.stderr()).contains("\"not-supported\"");
        assertThat(user.machine("other")).doesNotExist();
    }

    private static String field(UserEnvironment by, String machine, String name) {
        return by.dockerMachine("info", machine)
                .succeeds()
                .stdout()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }
}
