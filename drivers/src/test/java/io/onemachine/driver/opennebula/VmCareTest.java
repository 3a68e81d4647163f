package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.host.HostAddress;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostConsole;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.machine.host.HostEvent;
import io.onemachine.machine.host.HostSnapshot;
import io.onemachine.machine.host.HostSnapshot.Kind;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels, names, snapshots, console, records and description of a VM. */
class VmCareTest {
    private static final Instant TAKEN = Instant.ofEpochSecond(1_795_943_298);
    private static final String HISTORY = """
            <HISTORY_RECORDS>
            <HISTORY><SEQ>0</SEQ><HOSTNAME>node1</HOSTNAME><STIME>1000</STIME><ETIME>2000</ETIME><ACTION>19</ACTION></HISTORY>
            <HISTORY><SEQ>1</SEQ><HOSTNAME>node2</HOSTNAME><STIME>3000</STIME><ETIME>0</ETIME><ACTION>0</ACTION></HISTORY>
            </HISTORY_RECORDS>""";

    private final DriverFixture bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Driver driver;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HostCare care;

    VmCareTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
    }

    @BeforeEach
    void createVm() {
        driver = bench.created();
        care = driver.care().orElseThrow();
        bench.vm().template = Template.parse("""
                CPU="0.5" VCPU="2" MEMORY="1024"
                DISK=[DISK_ID="0",TYPE="CDROM",IMAGE="installer",SIZE="400"]
                DISK=[DISK_ID="2",TYPE="FILE",IMAGE="debian",SIZE="8192"]
                NIC=[IP="10.0.0.7"] GRAPHICS=[TYPE="vnc",LISTEN="0.0.0.0",PORT="5907"]""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ci,docker hosts | ci;docker hosts", "' ci , ,tier=web,' | ci;tier=web", "'' | ''", "',' | ''"})
    void labelsAreSeparatedByCommas(String attribute, String labels) {
        bench.vm().user = bench.vm().user.with("LABELS", attribute);

        assertThat(String.join(";", care.labels())).isEqualTo(labels);
    }

    @Test
    void labelsReplaceTheAttributeAndNothingElse() {
        bench.vm().user = bench.vm().user.with("LABELS", "a").with("OWN", "stays");

        care.setLabels(List.of("b", "tier=web"));
        assertThat(bench.vm().user.single("LABELS")).contains("b,tier=web");
        assertThat(bench.vm().user.single("OWN")).contains("stays");

        care.setLabels(List.of());
        assertThat(care.labels()).isEmpty();
    }

    @Test
    void permissionsAreThoseOfTheOption() {
        care.setPermissions("640");

        MethodCall call = bench.cloud.callsOf("one.vm.chmod").getFirst();
        assertThat(IntStream.range(1, 11).map(index -> FakeOned.number(call, index)))
                .as("only administrators change rights to administer")
                .containsExactly(7, 1, 1, -1, 1, 0, -1, 0, 0, -1);
        assertThat(bench.saved.getLast().get("Permissions").getAsString()).isEqualTo("640");
        assertThatExceptionOfType(DriverOptionException.class)
                .isThrownBy(() -> care.setPermissions("rw-"))
                .withMessageContaining("\"rw-\" is not three octal digits");
    }

    @Test
    void theFleetIsAnAttributeThatIsWrittenOnlyWhenItDiffers() {
        care.setFleet(Optional.empty());
        assertThat(bench.cloud.callsOf("one.vm.update")).isEmpty();

        care.setFleet(Optional.of("shop"));
        care.setFleet(Optional.of("shop"));
        assertThat(bench.vm().user.single("DOCKER_MACHINE_FLEET")).contains("shop");
        assertThat(bench.vm().tag()).isNotEmpty();
        assertThat(bench.cloud.callsOf("one.vm.update")).hasSize(1);

        care.setFleet(Optional.empty());
        assertThat(bench.vm().user.single("DOCKER_MACHINE_FLEET").orElse("")).isEmpty();
    }

    @Test
    void addressesAreTheCardsOwn() {
        bench.vm().template = Template.parse("""
                NIC=[NIC_ID="0",NAME="NIC0",NETWORK="public",EXTERNAL_IP="198.51.100.7",IP6_ULA="fd00::7",IP="10.0.0.7"]
                NIC=[NIC_ID="1",NAME="NIC1",NETWORK="dhcp",MAC="02:00:00:00:00:01",IP6_LINK="fe80::1"]
                NIC=[NIC_ID="2",NETWORK="private",IP="192.0.2.7",IP6="2001:db8::7",IP6_GLOBAL="2001:db8::7"]
                NIC_ALIAS=[NIC_ID="3",NAME="NIC0_ALIAS1",PARENT="NIC0",NETWORK="floating",IP="203.0.113.7",EXTERNAL="YES"]
                NIC_ALIAS=[NIC_ID="4",NAME="NIC0_ALIAS2",PARENT="NIC0",NETWORK="second",IP="10.1.0.7"]""");

        assertThat(care.addresses())
                .containsExactly(
                        new HostAddress("0", "NIC0", "public", "10.0.0.7"),
                        new HostAddress("0", "NIC0", "public", "fd00::7"),
                        new HostAddress("2", "", "private", "192.0.2.7"),
                        new HostAddress("2", "", "private", "2001:db8::7"),
                        new HostAddress("4", "NIC0_ALIAS2", "second", "10.1.0.7"));
    }

    @Test
    void theVmIsRenamedOnlyWhenItsNameDiffers() {
        care.rename("dm");
        assertThat(bench.cloud.callsOf("one.vm.rename")).isEmpty();

        care.rename("other");
        assertThat(bench.vm().name).isEqualTo("other");
        assertThat(driver.state()).as("found by its tag").isNotNull();
    }

    @Test
    void aVmWithTheMachinesTagCanBeRenamed() {
        care.requireRenamable();

        assertThat(bench.cloud.callsOf("one.vm.update")).isEmpty();
    }

    /** As after the Go program has written the machine's entry. */
    @Test
    void aMachineThatLostItsTagTakesTheVmsBeforeItIsRenamed() {
        JsonObject config = DriverFixture.json(driver);
        String tag = config.remove("VmTag").getAsString();
        Driver without = bench.open(config);

        without.care().orElseThrow().requireRenamable();

        assertThat(bench.saved.getLast().get("VmTag").getAsString()).isEqualTo(tag);
        assertThat(bench.cloud.callsOf("one.vm.update")).isEmpty();
        bench.vm().name = "other";
        assertThat(bench.reopened().state()).isNotNull();
    }

    @Test
    void aVmThatLostItsTagGetsItAgainBeforeItIsRenamed() {
        String tag = DriverFixture.json(driver).get("VmTag").getAsString();
        bench.vm().user = bench.vm().user.without(FakeOned.TAG);

        care.requireRenamable();

        assertThat(bench.vm().tag()).isEqualTo(tag);
        assertThat(bench.vm().user.single("DOCKER_MACHINE_STORE")).isPresent();
    }

    @Test
    void aVmOfTheGoDriverGetsATagBeforeItIsRenamed() {
        JsonObject config = DriverFixture.json(driver);
        config.remove("VmTag");
        bench.vm().user = Template.EMPTY;
        Driver without = bench.open(config);

        without.care().orElseThrow().requireRenamable();

        assertThat(bench.vm().tag()).isNotEmpty();
        assertThat(bench.saved.getLast().get("VmTag").getAsString())
                .isEqualTo(bench.vm().tag());
    }

    @Test
    void snapshotsOfTheVmAreTakenAndWaitedFor() {
        HostSnapshot taken = care.createSnapshot("daily", Kind.SYSTEM);

        assertThat(taken).isEqualTo(new HostSnapshot(Kind.SYSTEM, "0", "daily", Optional.of(TAKEN)));
        assertThat(bench.vm().status.isRunning()).isTrue();
        care.revert(taken);
        assertThat(FakeOned.number(bench.cloud.callsOf("one.vm.snapshotrevert").getFirst(), 2))
                .isZero();
        assertThat(bench.vm().status.isRunning()).isTrue();
        care.remove(taken);
        assertThat(care.snapshots()).isEmpty();
    }

    @Test
    void snapshotsOfTheDiskAreThoseOfTheFirstOneWithData() {
        bench.vm().status = FakeOned.status(VmState.POWEROFF);

        HostSnapshot taken = care.createSnapshot("clean", Kind.DISK);

        assertThat(taken).isEqualTo(new HostSnapshot(Kind.DISK, "0", "clean", Optional.of(TAKEN)));
        assertThat(FakeOned.number(
                        bench.cloud.callsOf("one.vm.disksnapshotcreate").getFirst(), 2))
                .isEqualTo(2);
        care.revert(taken);
        care.remove(taken);
        assertThat(care.snapshots()).isEmpty();
    }

    @Test
    void systemSnapshotsComeBeforeThoseOfTheDiskAndOtherDisksAreLeftOut() {
        bench.vm().template = bench.vm()
                .template
                .with(Template.parse("SNAPSHOT=[SNAPSHOT_ID=\"4\",NAME=\"daily\",TIME=\"1795943298\"]")
                        .vector("SNAPSHOT")
                        .orElseThrow());
        bench.vm().more = """
                <SNAPSHOTS><DISK_ID>0</DISK_ID><SNAPSHOT><ID>0</ID><NAME>other</NAME></SNAPSHOT></SNAPSHOTS>
                <SNAPSHOTS><DISK_ID>2</DISK_ID><SNAPSHOT><ID>1</ID><NAME>a</NAME></SNAPSHOT>
                <SNAPSHOT><ID>3</ID><NAME>b</NAME></SNAPSHOT></SNAPSHOTS>""";

        assertThat(care.snapshots())
                .extracting(it -> it.kind() + " " + it.id() + " " + it.name())
                .containsExactly("SYSTEM 4 daily", "DISK 1 a", "DISK 3 b");
    }

    @Test
    void aSnapshotThatIsMissingAfterwardsIsAnError() {
        bench.cloud.fault("one.vm.snapshotcreate", effect -> {
            Template before = bench.vm().template;
            effect.run();
            bench.vm().template = before;
            bench.vm().user = bench.vm().user.with("ERROR", "Error creating snapshot");
        });

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> care.createSnapshot("daily", Kind.SYSTEM))
                .withMessage("The snapshot \"daily\" of VM 7 (dm) was not taken: Error creating snapshot");
    }

    @Test
    void aFailedReturnIsRecognizedByANewComplaint() {
        HostSnapshot taken = care.createSnapshot("daily", Kind.SYSTEM);
        bench.vm().user = bench.vm().user.with("ERROR", "an old one");
        care.revert(taken);

        bench.cloud.fault("one.vm.snapshotrevert", effect -> {
            effect.run();
            bench.vm().user = bench.vm().user.without("ERROR").with("ERROR", "Error reverting");
        });
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> care.revert(taken))
                .withMessage("VM 7 (dm) could not be taken back to snapshot \"daily\": Error reverting");
    }

    @Test
    void aSnapshotThatStaysIsAnError() {
        HostSnapshot taken = care.createSnapshot("daily", Kind.SYSTEM);
        bench.cloud.fault("one.vm.snapshotdelete", effect -> {
            Template before = bench.vm().template;
            effect.run();
            bench.vm().template = before;
        });

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> care.remove(taken))
                .withMessageContaining("was not removed");
    }

    @Test
    void refusalsAreOpenNebulasOwn() {
        bench.cloud.failOn("one.vm.snapshotcreate", new ApiException(2048, "wrong state POWEROFF"));

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> care.createSnapshot("daily", Kind.SYSTEM))
                .withMessage("OpenNebula: wrong state POWEROFF");
    }

    @Test
    void theConsoleIsAtTheHypervisorThatTheVmIsOnNow() {
        bench.vm().more = HISTORY;

        assertThat(care.console()).isEqualTo(new HostConsole("node2", 5907, false, false));
        assertThat(care.console().url()).isEqualTo("vnc://node2:5907");
        assertThat(new HostConsole("fd00::2", 5907, false, false).url()).isEqualTo("vnc://[fd00::2]:5907");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "::1, true", "localhost, true", "0.0.0.0, false", "10.0.0.1, false", "'', false"})
    void aConsoleMayBeLocalToItsHypervisor(String listen, boolean local) {
        bench.vm().more = HISTORY;
        graphics("TYPE=\"VNC\",PORT=\"5907\",LISTEN=\"" + listen + "\",PASSWD=\"secret\"");

        assertThat(care.console()).isEqualTo(new HostConsole("node2", 5907, local, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TYPE=\"SPICE\",PORT=\"5907\"", "PORT=\"5907\"", "TYPE=\"SDL\""})
    void onlyVncIsAConsole(String graphics) {
        bench.vm().more = HISTORY;
        graphics(graphics);

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(care::console)
                .withMessage("VM 7 (dm) has no VNC server");
        bench.vm().template = bench.vm().template.without("GRAPHICS");
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(care::console)
                .withMessage("VM 7 (dm) has no VNC server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "x", "-1", "590700", "5907;id"})
    void aConsoleWithoutAPortIsAnError(String port) {
        bench.vm().more = HISTORY;
        graphics("TYPE=\"VNC\",PORT=\"" + port + "\"");

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(care::console)
                .withMessage("VM 7 (dm) has no port for its VNC server");
    }

    @Test
    void aVmThatIsOffHasNoConsole() {
        assertThatThrownBy(care::console).as("no hypervisor").isInstanceOf(HostNotRunningException.class);
        bench.vm().more = HISTORY;
        bench.vm().status = FakeOned.status(VmState.POWEROFF);
        assertThatThrownBy(care::console).isInstanceOf(HostNotRunningException.class);
    }

    @Test
    void recordsAreInTheOrderOfTheirTimes() {
        bench.vm().more = "<STIME>900</STIME>" + HISTORY;
        bench.vm().template = bench.vm()
                .template
                .with(Template.parse("SCHED_ACTION=[ID=\"0\",ACTION=\"snapshot-create\",TIME=\"2500\",DONE=\"2501\"]")
                        .vector("SCHED_ACTION")
                        .orElseThrow())
                .with(Template.parse("SCHED_ACTION=[ID=\"1\",ACTION=\"terminate-hard\",TIME=\"4102444800\"]")
                        .vector("SCHED_ACTION")
                        .orElseThrow());
        bench.vm().user = bench.vm().user.with("SCHED_MESSAGE", "no host").with("ERROR", "no image");

        assertThat(care.events())
                .containsExactly(
                        event(900, "created as VM 7"),
                        event(1000, "on host node1"),
                        event(2000, "poweroff on host node1"),
                        event(2500, "scheduled action ran: snapshot-create"),
                        event(3000, "on host node2"),
                        event(4_102_444_800L, "scheduled: terminate-hard"),
                        new HostEvent(Optional.empty(), "scheduler: no host"),
                        new HostEvent(Optional.empty(), "error: no image"));
    }

    @Test
    void aNewVmHasNoRecords() {
        assertThat(care.events()).isEmpty();
    }

    @Test
    void theDescriptionHasWhatOpenNebulaShows() {
        bench.vm().more = "<STIME>900</STIME>" + HISTORY;
        bench.vm().user = bench.vm().user.with("LABELS", "ci").with("ERROR", "no image");

        HostDescription seen = care.describe();

        assertThat(seen.id()).isEqualTo("7");
        assertThat(seen.name()).isEqualTo("dm");
        assertThat(seen.state()).isEqualTo("RUNNING");
        assertThat(seen.size()).isEqualTo(care.size());
        assertThat(seen.disks())
                .containsExactly(
                        new HostDescription.Disk("0", "installer", 400), new HostDescription.Disk("2", "debian", 8192));
        assertThat(seen.addresses()).containsExactly("10.0.0.7");
        assertThat(seen.hypervisor()).isEqualTo("node2");
        assertThat(seen.owner()).isEqualTo("oneadmin");
        assertThat(seen.group()).isEqualTo("users");
        assertThat(seen.created()).contains(Instant.ofEpochSecond(900));
        assertThat(seen.labels()).containsExactly("ci");
        assertThat(seen.problem()).isEqualTo("no image");
    }

    @Test
    void aVmThatLeftItsHypervisorIsOnNone() {
        bench.vm().more = HISTORY.replace("<ETIME>0</ETIME>", "<ETIME>4000</ETIME>");
        bench.vm().status = FakeOned.status(VmState.UNDEPLOYED);

        assertThat(care.describe().hypervisor()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PROLOG_FAILURE", "BOOT_FAILURE", "EPILOG_FAILURE"})
    void aVmThatFailedIsNotWaitedFor(LcmState state) {
        bench.vm().status = FakeOned.lcm(state);

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> care.createSnapshot("daily", Kind.SYSTEM))
                .withMessageContaining("it is in state " + state);
    }

    @Test
    void aVmThatIsGoneHasNothingToDescribe() {
        bench.cloud.vms.clear();

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(care::describe)
                .withMessage("the VM of machine \"dm\" is gone");
    }

    private void graphics(String attributes) {
        bench.vm().template = bench.vm()
                .template
                .without("GRAPHICS")
                .with(Template.parse("GRAPHICS=[" + attributes + "]")
                        .vector("GRAPHICS")
                        .orElseThrow());
    }

    private static HostEvent event(long seconds, String text) {
        return new HostEvent(Optional.of(Instant.ofEpochSecond(seconds)), text);
    }
}
