package io.onemachine.e2e.fleet;

import static io.onemachine.e2e.fleet.FleetFolder.INSTANTIATE;
import static io.onemachine.e2e.support.OpenNebulaApi.element;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes machines that exist to what a changed fleet file says. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class FleetChangeIT {

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
    void labelsLeaseAndPermissionsChangeWhileTheHostRuns() {
        fleet.shop("web: {labels: [tier=front, old=1]}").apply().succeeds();
        assertThat(labels("web")).containsExactlyInAnyOrder("tier=front", "old=1");
        int vm = fleet.vm("web");

        fleet.shop("web: {labels: [tier=back], lease: 7d, options: {permissions: '640'}}");
        fleet.diff()
                .answers(2)
                .says("labels: old=1, tier=front → tier=back", "lease: none → 7d", "permissions: none → 640");
        Map<String, Integer> calls =
                fleet.callsOf(() -> fleet.apply().succeeds().says("1 changed"));

        assertThat(calls).doesNotContainKeys(INSTANTIATE, "one.vm.action/poweroff", "one.vm.action/resume");
        assertThat(labels("web")).containsExactly("tier=back");
        String document = cloud.api().vm(vm);
        assertThat(List.of(element(document, "OWNER_U"), element(document, "OWNER_M"), element(document, "GROUP_U")))
                .containsExactly("1", "1", "1");
        assertThat(element(document, "GROUP_M") + element(document, "OTHER_U")).isEqualTo("00");
        assertThat(document).contains("<SCHED_ACTION>");
        fleet.diff().succeeds();

        fleet.shop("web: {labels: [], lease: never, options: {permissions: '640'}}");
        fleet.apply().succeeds();
        assertThat(labels("web")).isEmpty();
        assertThat(cloud.api().vm(vm)).doesNotContain("<SCHED_ACTION>");
        fleet.diff().succeeds();
    }

    @Test
    void aSizeChangesHotWhereTheCloudCanAndWithARestartOnlyWhenThatIsAllowed() {
        fleet.shop("web: {}\ndb: {options: {memory: 1024}}").apply().succeeds();
        fleet.shop("web: {options: {memory: 2048}}\ndb: {options: {memory: 1024}}");
        fleet.apply().succeeds().says("memory: 1024 MB → 2048 MB", "1 changed");
        assertThat(memory("web")).isEqualTo(2048);

        fleet.shop("web: {options: {memory: 2048}}\ndb: {options: {memory: 3072}, labels: [a=b]}");
        // Once for this apply and once, before the restart, for the next.
        cloud.control()
                .addFault("one.vm.resize", 2, List.of("error", "2048", "Hotplug resize not supported by driver kvm"));
        Map<String, Integer> calls = fleet.callsOf(() -> fleet.apply()
                .answers(2)
                .says("Left as it is: Machine \"db\": its host has to be restarted; memory: 1024 → 3072"));
        assertThat(calls).doesNotContainKeys("one.vm.action/poweroff", "one.vm.action/poweroff-hard");
        assertThat(memory("db")).isEqualTo(1024);
        assertThat(labels("db")).as("what does not need the restart").containsExactly("a=b");
        assertThat(fleet.diff().answers(2).stdout())
                .contains("memory: 1024 → 3072")
                .doesNotContain("labels");

        fleet.apply("--allow-restart").succeeds().says("Stopping \"db\"...", "1 changed");
        assertThat(memory("db")).isEqualTo(3072);
        assertThat(fleet.status("db")).isEqualTo("Running");
        fleet.diff().succeeds();
    }

    @Test
    void whatWasChangedByOtherMeansIsShownAsDrift() {
        fleet.shop("web: {options: {memory: 2048}, labels: [tier=front]}")
                .apply()
                .succeeds();
        fleet.run("resize", "web", "--memory", "4096").succeeds();

        fleet.diff().answers(2).says("memory is 4096 in the cloud, 2048 in the file");
        assertThat(fleet.diff("--format", "json").answers(2).stdout())
                .contains("\"same\": false", "\"present\": \"4096\"", "\"wanted\": \"2048\"", "\"drift\": true");
        fleet.shop("web: {options: {memory: 1024}, labels: [tier=front]}");
        fleet.diff().answers(2).says("memory: 4096 → 1024");
        fleet.apply().succeeds();
        assertThat(memory("web")).isEqualTo(1024);
        assertThat(fleet.diff("--format", "json").succeeds().stdout()).contains("\"same\": true", "\"actions\": []");
    }

    @Test
    void whatNeedsAnotherHostIsDoneForTheMachinesThatAreNamed() {
        fleet.shop("web: {count: 2, names: 'web{n}'}").apply().succeeds();
        int first = fleet.vm("web1");
        int second = fleet.vm("web2");

        // The template of both, and something that needs no other host.
        fleet.write(FleetFolder.SHOP.replace("template-id: 1", "template-id: 5, memory: 2048")
                + "machines:\n  web: {count: 2, names: 'web{n}'}\n");
        fleet.apply()
                .answers(2)
                .says("! web1: remove and create again (needs --replace web1)", "template-id: 1 → 5", "2 changed");
        assertThat(List.of(fleet.vm("web1"), fleet.vm("web2"))).containsExactly(first, second);
        assertThat(memory("web1")).isEqualTo(2048);
        fleet.diff().answers(2).says("template-id: 1 → 5");

        fleet.apply("--replace", "web3").failsWith(1).complains("there is no machine \"web3\" in fleet.yaml");
        fleet.apply("--replace", "web2").answers(2).says("1 replaced");
        assertThat(fleet.vm("web1")).isEqualTo(first);
        assertThat(fleet.vm("web2")).isNotEqualTo(second);
        assertThat(element(fleet.document("web2"), "TEMPLATE_ID")).isEqualTo("5");
        assertThat(cloud.api().vmNames()).containsExactly("web1", "web2");
        assertThat(fleet.diff().answers(2).stdout()).contains("! web1").doesNotContain("web2:");

        fleet.apply("--replace", "web1").succeeds();
        fleet.diff().succeeds();
    }

    @Test
    void aLowerCountTakesTheHighestNumbersAndOnlyWithConsent() {
        fleet.shop("web: {count: 4, names: 'web{n}'}").apply().succeeds();
        List<Integer> kept = List.of(fleet.vm("web1"), fleet.vm("web2"));

        fleet.shop("web: {count: 2, names: 'web{n}'}");
        Outcome left = fleet.apply()
                .answers(2)
                .says(
                        "- web3: remove, as it is not in fleet.yaml (needs --prune)",
                        "- web4: remove, as it is not in fleet.yaml (needs --prune)");
        assertThat(left.stdout()).doesNotContain("web1", "web2");
        assertThat(cloud.api().vmNames()).hasSize(4);

        fleet.apply("--prune").succeeds().says("2 removed");
        assertThat(cloud.api().vmNames()).containsExactly("web1", "web2");
        assertThat(List.of(fleet.vm("web1"), fleet.vm("web2"))).isEqualTo(kept);
        fleet.shop("web: {count: 3, names: 'web{n}'}").apply().succeeds().says("1 created");
        assertThat(cloud.api().vmNames()).containsExactly("web1", "web2", "web3");
        assertThat(List.of(fleet.vm("web1"), fleet.vm("web2"))).isEqualTo(kept);
    }

    @Test
    void aRenamedGroupIsNeverRemovalPlusCreationUnasked() {
        fleet.shop("web: {count: 2, names: 'web{n}'}\ndb: {}").apply().succeeds();
        List<Integer> before = cloud.api().vms();

        // With the same names of machines nothing but the membership changes.
        fleet.shop("front: {count: 2, names: 'web{n}'}\ndb: {}");
        fleet.diff().answers(2).says("group: web → front");
        fleet.apply().succeeds().says("2 changed");
        assertThat(cloud.api().vms()).isEqualTo(before);
        fleet.diff().succeeds();

        // With other names the old machines stay until their removal is allowed.
        fleet.shop("front: {count: 2, names: 'web{n}'}\ndata: {}");
        fleet.apply().answers(2).says("+ data: create", "- db: remove, as it is not in fleet.yaml (needs --prune)");
        assertThat(cloud.api().vmNames()).containsExactly("data", "db", "web1", "web2");
        assertThat(cloud.api().vms()).containsAll(before);
    }

    @Test
    void aMachineOfThatNameIsAConflictUntilItIsTaken() {
        String[] plain = {"--opennebula-template-id=1", "--engine-install-url=none"};
        fleet.user().create("web", plain).succeeds();
        int vm = fleet.vm("web");
        fleet.shop("web: {labels: [tier=front]}\ndb: {}");

        fleet.apply()
                .answers(2)
                .says("web: take into the fleet, as it exists and is in no fleet (needs --adopt)", "1 created");
        assertThat(labels("web")).isEmpty();
        assertThat(cloud.api().vm(vm)).doesNotContain("<DOCKER_MACHINE_FLEET>");
        fleet.destroy().succeeds().says("1 removed");
        assertThat(fleet.machines()).as("what another one made stays").containsExactly("web");

        fleet.apply("--adopt").succeeds().says("1 created, 1 adopted");
        assertThat(fleet.vm("web")).isEqualTo(vm);
        assertThat(labels("web")).containsExactly("tier=front");
        assertThat(element(cloud.api().vm(vm), "DOCKER_MACHINE_FLEET")).isEqualTo("shop");
        fleet.diff().succeeds();
    }

    @Test
    void anAdoptedMachineThatNeedsAnotherHostStillNeedsIt() {
        fleet.user()
                .create("web", "--opennebula-template-id=1", "--engine-install-url=none")
                .succeeds();
        int vm = fleet.vm("web");
        fleet.write(FleetFolder.SHOP.replace("template-id: 1", "template-id: 5") + "machines:\n  web: {}\n");

        fleet.apply("--adopt").answers(2);
        assertThat(fleet.vm("web")).isEqualTo(vm);
        fleet.diff().answers(2).says("! web: remove and create again (needs --replace web)", "template-id: 1 → 5");
        fleet.apply("--replace", "web").succeeds();
        assertThat(element(fleet.document("web"), "TEMPLATE_ID")).isEqualTo("5");
        fleet.diff().succeeds();
    }

    @Test
    void whatIsExportedAndTakenIsTheSame() {
        fleet.user()
                .create(
                        "web1",
                        "--opennebula-template-id=1",
                        "--engine-install-url=none",
                        "--opennebula-memory=2048",
                        "--opennebula-label=tier=front")
                .succeeds();
        fleet.user()
                .create("db", "--opennebula-template-id=0", "--engine-label=env=prod")
                .succeeds();
        fleet.run("resize", "web1", "--memory", "3072").succeeds();
        fleet.run("stop", "db").answers(0);
        List<Integer> vms = cloud.api().vms();

        Outcome exported =
                fleet.run("fleet", "export", "--name", "taken", "web1", "db").succeeds();
        fleet.write(exported.stdout());

        exported.says("name: taken", "memory: 3072", "state: stopped");
        fleet.run("fleet", "validate").succeeds().says("fleet \"taken\", 2 machines: ");
        fleet.diff().answers(2).says("(needs --adopt)");
        fleet.apply("--adopt").succeeds().says("2 adopted");
        fleet.diff().succeeds().says("The fleet \"taken\" is as fleet.yaml says.");
        assertThat(cloud.api().vms()).isEqualTo(vms);
        assertThat(fleet.status("db")).isEqualTo("Stopped");
    }

    @Test
    void optionsOfTheEngineAreAppliedToHostsThatExist() {
        String file = """
                name: shop
                defaults:
                  options: {template-id: 0}
                machines:
                  web:
                    engine: {label: [%s]}
                """;
        fleet.write(file.formatted("env=test")).apply().succeeds();
        int vm = fleet.vm("web");
        fleet.write(file.formatted("env=prod"));
        fleet.diff().answers(2).says("engine.label: env=test → env=prod (restarts the engine)");
        fleet.apply().succeeds().says("1 changed");
        assertThat(fleet.vm("web")).isEqualTo(vm);
        // Its systemd unit has them on a host of Debian.
        assertThat(fleet.run("ssh", "web", "cat /etc/systemd/system/docker.service.d/10-machine.conf")
                        .succeeds()
                        .stdout())
                .contains("env=prod")
                .doesNotContain("env=test");
        fleet.diff().succeeds();
    }

    private List<String> labels(String machine) {
        return fleet.run("label", machine).succeeds().stdout().lines().toList();
    }

    private int memory(String machine) {
        return Integer.parseInt(element(fleet.document(machine), "MEMORY"));
    }
}
