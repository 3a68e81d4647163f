package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.onemachine.driver.opennebula.access.TransportFactory;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.opennebula.http.ServerTrust;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the options beyond the guide's: their validation and their effect in the cloud. */
class ExtraOptionsTest {

    private final DriverFixture bench;
    private final Path folder;

    ExtraOptionsTest(@TempDir Path folder) {
        this.folder = folder;
        this.bench = new DriverFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opennebula-template-owner=bob opennebula-template-id=0 | ‹option opennebula-template-owner› goes with ‹option opennebula-template-name›",
                "opennebula-image-id=0 opennebula-network-id=0 opennebula-context-replace | ‹option opennebula-context-replace› is for machines created from a template",
                "opennebula-image-id=0 opennebula-network-id=0 opennebula-persistent | ‹option opennebula-persistent› is for machines created from a template",
                "opennebula-image-id=0 opennebula-network-id=0 opennebula-input=A=1 | ‹option opennebula-input› is for machines created from a template",
                "opennebula-template-id=0 opennebula-vnc-listen=127.0.0.1 | option: ‹option opennebula-vnc-listen› is incompatible with ‹option opennebula-template-*›",
                "opennebula-image-id=0 opennebula-network-id=0 opennebula-disable-vnc opennebula-vnc-listen=127.0.0.1 | ‹option opennebula-vnc-listen› contradicts ‹option opennebula-disable-vnc›",
                "opennebula-template-id=0 opennebula-vm-group=5 | ‹option opennebula-vm-group› goes with ‹option opennebula-vm-group-role›",
                "opennebula-template-id=0 opennebula-vm-group-role=web | ‹option opennebula-vm-group-role› goes with ‹option opennebula-vm-group›",
                "opennebula-template-id=0 opennebula-tls-insecure opennebula-tls-ca-cert=/dev/null | ‹option opennebula-tls-ca-cert› contradicts ‹option opennebula-tls-insecure›",
                "opennebula-template-id=0 opennebula-permissions=888 | ‹option opennebula-permissions›: \"888\" is not three octal digits such as 640",
                "opennebula-template-id=0 opennebula-permissions=64 | ‹option opennebula-permissions›: \"64\" is not three octal digits such as 640",
                "opennebula-template-id=0 opennebula-lease=soon | ‹option opennebula-lease›: \"soon\" is not a duration such as 90m, 8h or 3d",
                "opennebula-template-id=0 opennebula-lease=999999999d | ‹option opennebula-lease›: \"999999999d\" is not a duration such as 90m, 8h or 3d",
                "opennebula-template-id=0 opennebula-request-timeout=0 | ‹option opennebula-request-timeout›: \"0\" is not a number of seconds from 1 to 9999",
                "opennebula-template-id=0 opennebula-input=nonsense | ‹option opennebula-input› takes NAME=VALUE",
                "opennebula-template-id=0 opennebula-input=A=1 opennebula-input=a=2 | ‹option opennebula-input›: a is answered twice",
                "opennebula-template-id=0 opennebula-label=a,b | ‹option opennebula-label›: \"a,b\" is not a name",
                "opennebula-template-id=0 opennebula-nic=NETWORK_MODE=auto,NETWORK_ID=4 | ‹option opennebula-nic›: \"NETWORK_MODE=auto,NETWORK_ID=4\" names a network and leaves it to the scheduler (NETWORK_MODE=auto)",
                "opennebula-template-id=0 opennebula-nic=NETWORK_MODE=auto,PARENT=NIC0 | ‹option opennebula-nic›: \"NETWORK_MODE=auto,PARENT=NIC0\" is an alias: the scheduler chooses networks of cards only",
                "opennebula-template-id=0 opennebula-nic=MODEL=virtio | ‹option opennebula-nic›: \"MODEL=virtio\" names no network: NETWORK=NAME, NETWORK_ID=ID or NETWORK_MODE=auto",
                "opennebula-template-id=0 opennebula-nic=NETWORK=a,NETWORK_ID=1 | names a network by name and by id",
                "opennebula-template-id=0 opennebula-nic=NETWORK=a]RAW=[B=c | ‹option opennebula-nic›: \"NETWORK=a]RAW=[B=c\" is not a list KEY=VALUE,...",
                "opennebula-template-id=0 opennebula-nic=NETWORK=\"a | is not a list KEY=VALUE,...: ",
                "opennebula-template-id=0 opennebula-nic=one opennebula-nic=two | ‹option opennebula-nic›: \"one\" and \"two\": one card can be the machine's",
                "opennebula-template-id=0 opennebula-attribute=[ | ‹option opennebula-attribute›: \"[\" is not in the syntax of templates: ",
                "opennebula-template-id=0 opennebula-attribute=CPU=2 | ‹option opennebula-attribute›: CPU is given with ‹option opennebula-cpu›",
                "opennebula-template-id=0 opennebula-attribute=NIC=[NETWORK=a] | ‹option opennebula-attribute›: NIC is given with ‹option opennebula-nic›",
                "opennebula-template-id=0 opennebula-attribute=NAME=other | ‹option opennebula-attribute›: NAME is the machine's name",
                "opennebula-template-id=0 opennebula-attribute=docker_machine_tag=x | DOCKER_MACHINE_TAG is reserved: ‹program› identifies its VMs by it",
            })
    void wrongValuesAreReportedWithTheOption(String flags, String message) {
        assertThatExceptionOfType(DriverOptionException.class)
                .isThrownBy(() -> bench.fresh().setOptions(bench.options(flags.split(" "))))
                .withMessageContaining(message);
    }

    @Test
    void aMissingCaFileIsReportedAtOnce() {
        assertThatExceptionOfType(DriverOptionException.class)
                .isThrownBy(() -> bench.with("opennebula-template-id=0", "opennebula-tls-ca-cert=" + folder))
                .withMessageContaining("‹option opennebula-tls-ca-cert›: " + folder + " is not a readable file");
    }

    @Test
    void optionsThatAreNotGivenLeaveNoKey() {
        JsonObject config = DriverFixture.json(bench.with("opennebula-template-id=0"));
        for (OpenNebulaOption option : OpenNebulaOption.values()) {
            if (!DriverFixture.OF_THE_GUIDE.contains(option.flagName())) {
                assertThat(config.has(option.key())).as(option.flagName()).isFalse();
            }
        }
    }

    @Test
    void severalCardsReplaceTheTemplates() {
        bench.created(
                "opennebula-template-id=0",
                "opennebula-nic=NETWORK=private,MODEL=virtio",
                "opennebula-nic=NETWORK_ID=0,SECURITY_GROUPS=\"0,100\"",
                "opennebula-nic=PARENT=NIC0,NETWORK=public");
        assertThat(sent().vectors("NIC"))
                .extracting(Vector::values)
                .containsExactly(
                        Map.of("NETWORK", "private", "MODEL", "virtio"),
                        Map.of("NETWORK_ID", "0", "SECURITY_GROUPS", "0,100"));
        assertThat(sent().vectors("NIC_ALIAS"))
                .extracting(Vector::values)
                .containsExactly(Map.of("PARENT", "NIC0", "NETWORK", "public"));
    }

    @Test
    void aCardOnAnotherUsersNetworkIsSentWithItsOwner() {
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        bench.cloud.template(4, "owned", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public,NETWORK_UNAME=oneadmin]");
        bench.created("opennebula-template-id=4", "opennebula-nic=NETWORK=private");
        assertThat(sent().vector("NIC").orElseThrow().values()).containsEntry("NETWORK_UNAME", "oneadmin");
    }

    @Test
    void cardsWithoutATemplateReplaceTheNetworkOptions() {
        bench.created("opennebula-image-id=0", "opennebula-nic=NETWORK=public", "opennebula-vnc-listen=127.0.0.1");
        Template created = bench.vm().template;
        assertThat(created.vectors("NIC")).hasSize(1);
        assertThat(created.vector("GRAPHICS").orElseThrow().value("LISTEN")).contains("127.0.0.1");
    }

    @Test
    void securityGroupsAreAddedToTheCardsOfTheTemplateOrOfTheOptions() {
        bench.cloud.template(
                4, "guarded", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public,SECURITY_GROUPS=\"0\",MODEL=virtio]");
        bench.created("opennebula-template-id=4", "opennebula-security-group=docker");
        assertThat(sent().vectors("NIC"))
                .singleElement()
                .satisfies(card -> assertThat(card.values())
                        .containsEntry("SECURITY_GROUPS", "0,100")
                        .containsEntry("MODEL", "virtio"));

        bench.created("opennebula-template-id=4", "opennebula-network-id=1", "opennebula-security-group=100");
        assertThat(sent().vectors("NIC"))
                .singleElement()
                .satisfies(card -> assertThat(card.values())
                        .containsEntry("SECURITY_GROUPS", "100")
                        .containsEntry("NETWORK_ID", "1"));
    }

    @Test
    void placementIsAddedToTheTemplatesRequirements() {
        bench.cloud.template(
                4, "picky", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public] SCHED_REQUIREMENTS=\"FREE_CPU > 50\"");
        bench.created("opennebula-template-id=4", "opennebula-host=node1", "opennebula-cluster=100");
        assertThat(sent().single("SCHED_REQUIREMENTS"))
                .contains("(FREE_CPU > 50) & (NAME = \"node1\") & (CLUSTER_ID = 100)");

        bench.created(
                "opennebula-template-id=4",
                "opennebula-requirements=ARCH = x86_64",
                "opennebula-rank=FREE_MEMORY",
                "opennebula-datastore-requirements=ID = 100",
                "opennebula-datastore-rank=FREE_MB");
        assertThat(sent().single("SCHED_REQUIREMENTS")).contains("ARCH = x86_64");
        assertThat(sent().single("SCHED_RANK")).contains("FREE_MEMORY");
        assertThat(sent().single("SCHED_DS_REQUIREMENTS")).contains("ID = 100");
        assertThat(sent().single("SCHED_DS_RANK")).contains("FREE_MB");
    }

    @Test
    void groupsLabelsModelAndLeaseAreSent() {
        bench.cloud.template(4, "timed", 0, """
                DISK=[IMAGE_ID=0] NIC=[NETWORK=public] SCHED_ACTION=[ACTION="snapshot-create",TIME="+60"]""");
        bench.created(
                "opennebula-template-id=4",
                "opennebula-vm-group=spread",
                "opennebula-vm-group-role=web",
                "opennebula-label=ci",
                "opennebula-label=docker hosts",
                "opennebula-cpu-model=host-passthrough",
                "opennebula-lease=8h");
        assertThat(sent().vector("VMGROUP").orElseThrow().values()).isEqualTo(Map.of("VMGROUP_ID", "5", "ROLE", "web"));
        assertThat(sent().single("LABELS")).contains("ci,docker hosts");
        assertThat(sent().vector("CPU_MODEL").orElseThrow().value("MODEL")).contains("host-passthrough");
        assertThat(sent().vectors("SCHED_ACTION"))
                .extracting(Vector::values)
                .containsExactly(
                        Map.of("ACTION", "snapshot-create", "TIME", "+60"),
                        Map.of("ACTION", "terminate-hard", "TIME", "+28800"));
    }

    @Test
    void attributesOfTheUsersOwnAreAddedAndCONTEXTIsMerged() {
        bench.cloud.template(
                4, "own", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public] CONTEXT=[A=\"template\",B=\"template\"]");
        bench.created(
                "opennebula-template-id=4",
                "opennebula-attribute=OWNER=\"ops team\" FEATURES=[ACPI=\"yes\"]",
                "opennebula-attribute=CONTEXT=[A=\"mine\"]");
        assertThat(sent().single("OWNER")).contains("ops team");
        assertThat(sent().vector("FEATURES").orElseThrow().value("ACPI")).contains("yes");
        assertThat(sent().vectors("CONTEXT"))
                .singleElement()
                .satisfies(context -> assertThat(context.values())
                        .containsEntry("A", "mine")
                        .containsEntry("B", "template")
                        .containsKey("DOCKER_SSH_PUBLIC_KEY"));
    }

    @Test
    void withoutATemplateAnAttributeReplacesOursAndDisksAreAdded() {
        bench.created(
                "opennebula-image-id=0",
                "opennebula-network-id=0",
                "opennebula-attribute=GRAPHICS=[TYPE=\"spice\"] DISK=[SIZE=\"100\",TYPE=\"fs\"]");
        Template created = bench.vm().template;
        assertThat(created.vectors("GRAPHICS"))
                .singleElement()
                .satisfies(graphics -> assertThat(graphics.value("TYPE")).contains("spice"));
        assertThat(created.vectors("DISK")).hasSize(2);
        assertThat(created.vector("DISK").orElseThrow().value("IMAGE_ID")).contains("0");
    }

    @Test
    void theTemplatesContextIsDroppedOnRequest() {
        bench.cloud.template(
                4, "own", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public] CONTEXT=[A=\"b\",START_SCRIPT=\"reboot\"]");
        bench.created("opennebula-template-id=4", "opennebula-context-replace");
        assertThat(sent().vector("CONTEXT").orElseThrow().values())
                .doesNotContainKeys("A", "TEMPLATE_START_SCRIPT")
                .containsEntry("NETWORK", "YES")
                .containsKey("DOCKER_SSH_PUBLIC_KEY");
    }

    @Test
    void aVmOnHoldIsWaitedForUntilItIsReleased() {
        bench.cloud.firstSteps = List.of(
                FakeOned.status(VmState.HOLD), FakeOned.status(VmState.PENDING), FakeOned.lcm(LcmState.RUNNING));
        Driver driver = bench.with("opennebula-template-id=0", "opennebula-hold", "opennebula-persistent");
        driver.preCreateCheck();
        driver.create();
        assertThat(bench.said).contains("The VM is on hold; release it to continue: onevm release 7");
        List<XmlRpcValue> parameters =
                bench.cloud.callsOf("one.template.instantiate").getFirst().params();
        assertThat(parameters.get(3)).isEqualTo(XmlRpcValue.of(true));
        assertThat(parameters.get(5)).isEqualTo(XmlRpcValue.of(true));
    }

    @Test
    void groupAndPermissionsAreSetOnceTheIdIsStored() {
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        bench.cloud.fault("one.vm.chown", effect -> {
            assertThat(bench.saved.getLast().get("MachineId").getAsInt()).isEqualTo(7);
            effect.run();
        });
        Driver driver = bench.with(
                "opennebula-image-id=0",
                "opennebula-network-id=0",
                "opennebula-group=users",
                "opennebula-permissions=640");
        driver.preCreateCheck();
        driver.create();
        assertThat(bench.cloud.callsOf("one.vm.chown"))
                .singleElement()
                .satisfies(call -> assertThat(call.params())
                        .extracting(Object::toString)
                        .endsWith(number(7), number(-1), number(1)));
        assertThat(bench.cloud.callsOf("one.vm.chmod"))
                .singleElement()
                .satisfies(call -> assertThat(call.params().subList(1, 11))
                        .extracting(Object::toString)
                        .containsExactly(
                                number(7),
                                number(1),
                                number(1),
                                number(-1),
                                number(1),
                                number(0),
                                number(-1),
                                number(0),
                                number(0),
                                number(-1)));
    }

    @Test
    void aReportOfReadinessIsWaitedForWhereTheTemplatePromisesIt() {
        bench.cloud.template(4, "reporting", 0, """
                DISK=[IMAGE_ID=0] NIC=[NETWORK=public] CONTEXT=[TOKEN="YES",REPORT_READY="YES"]""");
        Driver driver = bench.with("opennebula-template-id=4");
        driver.preCreateCheck();
        for (int look = 0; look < 6; look++) {
            boolean ready = look == 5;
            bench.cloud.fault("one.vm.info", effect -> {
                if (ready) {
                    bench.vm().user = bench.vm().user.with("READY", "YES");
                }
                effect.run();
            });
        }
        driver.create();
        assertThat(bench.said).contains("Waiting for the VM to report that it is ready...");
        assertThat(bench.cloud.callsOf("one.vm.info")).hasSize(6);
    }

    @Test
    void aMissingReportIsWaitedForFiveMinutesAtMost() {
        bench.cloud.template(4, "reporting", 0, """
                DISK=[IMAGE_ID=0] NIC=[NETWORK=public] CONTEXT=[TOKEN="YES",REPORT_READY="YES"]""");
        bench.created("opennebula-template-id=4", "opennebula-no-ready-wait");
        assertThat(bench.time.passed()).isLessThan(Duration.ofSeconds(10));

        Driver driver = bench.with("opennebula-template-id=4");
        driver.preCreateCheck();
        driver.create();
        assertThat(bench.said)
                .contains("The VM did not report that it is ready within 300 seconds; going on without that."
                        + " ‹option opennebula-no-ready-wait› saves the time.");
        assertThat(bench.time.passed()).isBetween(Duration.ofSeconds(300), Duration.ofSeconds(310));
    }

    @Test
    void trustAndTimeoutAreStoredForLaterCommands() throws IOException {
        Path authority = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");
        List<String> asked = new ArrayList<>();
        TransportFactory transportFactory = (limits, trust) -> {
            asked.add(limits.total().toSeconds() + " " + trust);
            return bench.cloud;
        };
        bench.transportFactory = transportFactory;
        bench.with("opennebula-template-id=0");
        bench.created(
                "opennebula-template-id=0", "opennebula-tls-ca-cert=" + authority, "opennebula-request-timeout=3");
        bench.reopened().state();
        bench.created("opennebula-template-id=0", "opennebula-tls-insecure");
        bench.reopened().state();
        assertThat(asked)
                .containsExactly(
                        "10 " + new ServerTrust.Default(),
                        "3 " + new ServerTrust.Authority(authority),
                        "3 " + new ServerTrust.Authority(authority),
                        "10 " + new ServerTrust.InsecureAny(),
                        "10 " + new ServerTrust.InsecureAny());
    }

    @Test
    void answersToUserInputsAreNotStored() {
        bench.cloud.template(
                4, "asking", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=public] USER_INPUTS=[SECRET=\"M|password|a secret\"]");
        Driver driver = bench.created("opennebula-template-id=4", "opennebula-input=SECRET=hunter2");
        assertThat(sent().single("SECRET")).contains("hunter2");
        assertThat(driver.config().json()).doesNotContain("hunter2");
        assertThat(bench.saved).allSatisfy(saved -> assertThat(saved).asString().doesNotContain("hunter2"));
    }

    private static String number(int number) {
        return XmlRpcValue.of(number).toString();
    }

    /** Returns the template that the last instantiating call sent. */
    private Template sent() {
        return bench.sent;
    }
}
