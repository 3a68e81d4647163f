package io.onemachine.e2e.fleet;

import static io.onemachine.e2e.fleet.FleetFolder.INSTANTIATE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Creates the machines of a fleet file, creates again what is missing, and removes all. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class FleetApplyIT {

    private static final String SAME = "The fleet \"shop\" is as fleet.yaml says.\n";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FleetFolder fleet;

    @BeforeAll
    static void startCloud(@TempDir Path folder) {
        cloud = Cloud.ofStubs(folder);
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @BeforeEach
    void haveAFolder(@TempDir Path folder) {
        fleet = FleetFolder.in(folder, cloud);
    }

    @AfterEach
    void clear() {
        fleet.clear();
        assertThat(cloud.api().vmNames()).isEmpty();
    }

    @Test
    void theSecondApplyDoesNothingAndAsksAsMuchForTwelveMachinesAsForThree() {
        fleet.shop("web: {count: 3, names: 'web{n}'}");
        Map<String, Integer> first =
                fleet.callsOf(() -> fleet.apply().succeeds().says("3 created"));
        Map<String, Integer> ofThree =
                fleet.callsOf(() -> fleet.run("apply").succeeds().says(SAME));
        List<Integer> three = cloud.api().vms();

        fleet.shop("web: {count: 12, names: 'web{n}'}");
        fleet.callsOf(() -> fleet.apply().succeeds().says("9 created"));
        List<Integer> twelve = cloud.api().vms();
        Map<String, Integer> ofTwelve =
                fleet.callsOf(() -> fleet.run("apply").succeeds().says(SAME));
        Map<String, Integer> ofDiff =
                fleet.callsOf(() -> fleet.diff().succeeds().says(SAME));

        assertThat(first).containsEntry(INSTANTIATE, 3);
        assertThat(ofThree).isEqualTo(Map.of("one.vmpool.infoset", 1));
        assertThat(ofTwelve).isEqualTo(ofThree);
        assertThat(ofDiff).isEqualTo(ofThree);
        assertThat(twelve).hasSize(12).containsAll(three);
        assertThat(cloud.api().vms()).isEqualTo(twelve);
        for (int vm : twelve) {
            assertThat(OpenNebulaApi.element(cloud.api().vm(vm), "DOCKER_MACHINE_FLEET"))
                    .isEqualTo("shop");
        }
        fleet.run("fleet", "ls").succeeds().showsLine("shop +12 +" + fleet.file());
    }

    @Test
    void aVmRemovedBehindItsBackIsCreatedAgain() {
        fleet.shop("web: {count: 2, names: 'web{n}'}").apply().succeeds();
        int kept = fleet.vm("web1");
        int lost = fleet.vm("web2");
        cloud.api().terminate(lost);
        Awaitility.await().atMost(LIMIT).until(() -> cloud.api().vms().equals(List.of(kept)));

        fleet.diff().answers(2).says("+ web2: create again, as its host is gone");
        Map<String, Integer> calls =
                fleet.callsOf(() -> fleet.apply().succeeds().says("1 created"));

        assertThat(calls).containsEntry(INSTANTIATE, 1);
        assertThat(cloud.api().vmNames()).containsExactly("web1", "web2");
        assertThat(fleet.vm("web1")).isEqualTo(kept);
        assertThat(fleet.vm("web2")).isNotEqualTo(lost);
        fleet.diff().succeeds();
    }

    /** The user may have three VMs and has one. */
    @Test
    void aQuotaWithRoomForTwoOfThreeRefusesAllBeforeTheFirst(@TempDir Path folder) {
        UserEnvironment user = cloud.user().with(cloud.access("alice"));
        FleetFolder alice = FleetFolder.in(folder, cloud, user);
        int stranger = cloud.api("alice").instantiate(1, "stranger", "");
        try {
            alice.shop("web: {count: 3, names: 'web{n}'}");
            Map<String, Integer> calls = alice.callsOf(() -> alice.apply()
                    .failsWith(3)
                    .complains(
                            "the quota of user alice leaves no room: limit of VMS 3, used 1, these 3 machines want 3")
                    .says("nothing done"));
            assertThat(calls).doesNotContainKey(INSTANTIATE);
            assertThat(alice.machines()).isEmpty();

            alice.shop("web: {count: 2, names: 'web{n}'}").apply().succeeds().says("2 created");
            assertThat(cloud.api().vmNames()).containsExactly("stranger", "web1", "web2");

            // One more, in place of the stranger: those that exist are in what is used.
            alice.shop("web: {count: 3, names: 'web{n}'}");
            alice.apply().failsWith(3).complains("limit of VMS 3, used 3, this machine wants 1");
            cloud.api().terminate(stranger);
            Awaitility.await().atMost(LIMIT).until(() -> !cloud.api().vms().contains(stranger));
            alice.apply().succeeds().says("1 created");
            alice.destroy().succeeds();
        } finally {
            alice.clear();
            cloud.api().terminate(stranger);
            Awaitility.await().atMost(LIMIT).until(() -> cloud.api().vms().isEmpty());
        }
    }

    @Test
    void theQuotaOfTheGroupCountsForAllMachinesTogether(@TempDir Path folder) {
        FleetFolder alice = FleetFolder.in(folder, cloud, cloud.user().with(cloud.access("alice")));
        int probe = cloud.api("alice").instantiate(1, "probe", "");
        int group = Integer.parseInt(OpenNebulaApi.element(cloud.api().vm(probe), "GID"));
        cloud.api().terminate(probe);
        Awaitility.await().atMost(LIMIT).until(() -> cloud.api().vms().isEmpty());
        cloud.api().call("one.group.quota", group, "VM=[MEMORY=\"2500\"]");
        try {
            alice.shop("web: {count: 3, names: 'web{n}'}");
            Map<String, Integer> calls = alice.callsOf(() -> alice.apply()
                    .failsWith(3)
                    .complains("the quota of group ", "limit of MEMORY 2500, used 0, these 3 machines want 3072"));
            assertThat(calls).doesNotContainKey(INSTANTIATE);
        } finally {
            cloud.api().call("one.group.quota", group, "VM=[MEMORY=\"-1\"]");
        }
    }

    @Test
    void aCloudThatIsFullInTheMidstKeepsWhatWasMadeAndBeginsNoMore() {
        cloud.control().addFault(INSTANTIATE, 2, List.of("delay", "1ms"));
        cloud.control()
                .addFault(INSTANTIATE, 1, List.of("error", "4096", "Cannot get IP/MAC lease from virtual network 0."));
        fleet.shop("web: {count: 5, names: 'web{n}'}");

        Map<String, Integer> calls = fleet.callsOf(() -> {
            Outcome full = fleet.apply("--parallel", "1").failsWith(1).says("2 created, 3 failed");
            assertThat(full.stderr().lines())
                    .filteredOn(line -> line.contains("Cannot get IP/MAC lease"))
                    .hasSize(1);
            assertThat(full.stderr().lines())
                    .filteredOn(line -> line.matches(
                            "\\(web\\d\\) Machine \"web\\d\" is not created, as there was no room for \"web\\d\""))
                    .hasSize(2);
        });

        assertThat(calls).containsEntry(INSTANTIATE, 3);
        assertThat(fleet.machines()).hasSize(2).isEqualTo(cloud.api().vmNames());
        List<Integer> made = cloud.api().vms();
        fleet.apply().succeeds().says("3 created");
        assertThat(cloud.api().vms()).hasSize(5).containsAll(made);
    }

    @Test
    void twoAppliesAtOnceEndWellWithOneVmForEachMachine() throws Exception {
        fleet.shop("web: {count: 3, names: 'web{n}'}");
        Map<String, Integer> before = cloud.control().calls();
        cloud.control().addFault("vm.boot", -1, List.of("stuck"));
        Process first = start();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> cloud.control().callsSince(before).getOrDefault(INSTANTIATE, 0) == 3);
        Process second = start();
        cloud.control().clearFaults();

        assertThat(output(first)).contains("3 created");
        assertThat(output(second)).contains(SAME.strip());
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(cloud.control().callsSince(before)).containsEntry(INSTANTIATE, 3);
        assertThat(cloud.api().vmNames()).containsExactly("web1", "web2", "web3");
        fleet.diff().succeeds();
    }

    @Test
    void anInterruptionRemovesWhatIsHalfMadeAndTheNextApplyGoesOn() throws Exception {
        fleet.shop("web: {count: 3, names: 'web{n}'}");
        Map<String, Integer> before = cloud.control().calls();
        // The first boots; the next one does not while it is interrupted.
        Process apply = start("--parallel", "1");
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> cloud.control().callsSince(before).getOrDefault(INSTANTIATE, 0) >= 1);
        cloud.user().run("kill", "-INT", Long.toString(apply.pid())).succeeds();

        String output = output(apply);

        assertThat(apply.waitFor()).as(output).isEqualTo(130);
        assertThat(fleet.machines()).isEqualTo(cloud.api().vmNames()).hasSizeLessThan(3);
        fleet.apply().succeeds();
        assertThat(cloud.api().vmNames()).containsExactly("web1", "web2", "web3");
    }

    @Test
    void destroyLeavesNothingOfTheFleetAndTouchesNothingElse(@TempDir Path folder) {
        fleet.user()
                .create("other", "--opennebula-template-id=1", "--engine-install-url=none")
                .succeeds();
        FleetFolder second = new FleetFolder(cloud, fleet.user().at(folder), folder)
                .write(FleetFolder.SHOP.replace("name: shop", "name: second") + "machines:\n  db: {}\n");
        second.apply().succeeds();
        fleet.shop("web: {count: 2, names: 'web{n}'}\ngone: {}").apply().succeeds();
        fleet.shop("web: {count: 2, names: 'web{n}'}");
        List<Integer> all = cloud.api().vms();

        // Unasked, and with an answer that does not come, nothing happens.
        fleet.run("destroy").failsWith(1).complains("Nothing was changed");
        assertThat(cloud.api().vms()).isEqualTo(all);
        fleet.destroy().succeeds().says("gone", "web1", "web2", "3 removed");

        assertThat(fleet.machines()).containsExactly("db", "other");
        assertThat(cloud.api().vmNames()).containsExactly("db", "other");
        assertThat(all).containsAll(cloud.api().vms());
        fleet.destroy().succeeds().says("The fleet \"shop\" has no machines.");
        second.diff().succeeds();
        second.destroy().succeeds();
        assertThat(fleet.machines()).containsExactly("other");
    }

    @Test
    void anUnansweredQuestionChangesNothingAndNamedMachinesAreTheOnlyOnes() {
        fleet.shop("web: {count: 3, names: 'web{n}'}");
        Map<String, Integer> calls = fleet.callsOf(
                () -> fleet.run("apply").failsWith(1).says("+ web3: create").complains("Nothing was changed"));
        assertThat(calls).doesNotContainKey(INSTANTIATE);

        fleet.apply("web2").succeeds().says("1 created");
        assertThat(cloud.api().vmNames()).containsExactly("web2");
        fleet.diff("web2").succeeds();
        fleet.diff().answers(2).says("+ web1: create\n", "+ web3: create\n");
        fleet.apply("web4").failsWith(1).complains("Machine \"web4\" is neither in fleet.yaml nor in the fleet");
    }

    @Test
    void aMachineWhoseStateIsStoppedIsMadeAndKeptOff() {
        fleet.shop("web: {}\ndb: {state: stopped}").apply().succeeds();
        assertThat(fleet.status("db")).isEqualTo("Stopped");
        assertThat(fleet.status("web")).isEqualTo("Running");
        fleet.diff().succeeds();

        fleet.run("start", "db").answers(0);
        fleet.run("stop", "web").answers(0);
        fleet.diff().answers(2).says("state: running → stopped", "state: stopped → running");
        fleet.apply().succeeds().says("2 changed");

        assertThat(fleet.status("db")).isEqualTo("Stopped");
        assertThat(fleet.status("web")).isEqualTo("Running");
        fleet.diff().succeeds();
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker-machine", "apply", "-y"));
        command.addAll(List.of(options));
        Process process = fleet.user().start(command);
        process.getOutputStream().close();
        return process;
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
