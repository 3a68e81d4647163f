package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.onemachine.driver.opennebula.status.StateMapping;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.HostUnknownException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmStatus;
import io.onemachine.opennebula.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {

    /** The keys that the Go driver drops. */
    private static final List<String> OWN_KEYS = List.of("VmTag", "VmId", "VmCallBegun", "VmOwner");

    private final DriverFixture bench;

    LifecycleTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
    }

    @Test
    void stopWaitsUntilTheVmIsOffAndStartUntilItRuns() {
        Driver driver = bench.created();
        driver.stop();
        assertThat(bench.vm().status.state()).isEqualTo(VmState.POWEROFF);
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
        assertThat(actions()).containsExactly("poweroff");
        driver.start();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
        assertThat(actions()).containsExactly("poweroff", "resume");
    }

    @ParameterizedTest
    @EnumSource(names = {"POWEROFF", "UNDEPLOYED", "STOPPED", "SUSPENDED", "HOLD"})
    void startBringsEveryVmBackThatCanComeBack(VmState state) {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.status(state);
        driver.start();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void startWaitsForAVmThatIsStillShuttingDown() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF);
        bench.vm().ahead.addAll(List.of(FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF), FakeOned.status(VmState.POWEROFF)));
        driver.start();
        assertThat(bench.vm().status.isRunning()).isTrue();
    }

    @Test
    void startOfARunningVmSendsNoAction() {
        Driver driver = bench.created();
        driver.start();
        assertThat(actions()).isEmpty();
        assertThat(bench.time.pauses)
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(java.time.Duration.ofMillis(100)));
    }

    @Test
    void startSaysWhyAVmCannotComeBack() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(LcmState.PROLOG_FAILURE);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::start)
                .withMessageContaining("it is in state PROLOG_FAILURE");
    }

    @Test
    void stopReportsAGuestThatIgnoresTheRequest() {
        Driver driver = bench.created();
        bench.cloud.fault("one.vm.action", effect -> {
            effect.run();
            bench.vm().ahead.clear();
            bench.vm().ahead.addAll(List.of(FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF), FakeOned.lcm(LcmState.RUNNING)));
        });
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::stop)
                .withMessageContaining("did not shut down and it runs on");
    }

    @Test
    void killTurnsOffAlsoWhatIsShuttingDownForever() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF);
        driver.kill();
        assertThat(actions()).containsExactly("poweroff-hard");
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
    }

    @Test
    void anAcceptedActionIsNotRepeatedAtOnce() {
        Driver driver = bench.created();
        bench.cloud.fault("one.vm.action", effect -> {
            effect.run();
            bench.vm().ahead.clear();
            bench.vm()
                    .ahead
                    .addAll(List.of(
                            FakeOned.lcm(LcmState.RUNNING),
                            FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF),
                            FakeOned.status(VmState.POWEROFF)));
        });
        driver.kill();
        assertThat(actions()).containsExactly("poweroff-hard");
    }

    @Test
    void askingForTheAddressChangesNoConfiguration() {
        Driver created = bench.created();
        JsonObject before = created.config();
        bench.vm().template = Template.parse("NIC=[IP=\"10.0.0.99\"]");
        Driver driver = bench.reopened();
        assertThat(driver.ip()).isEqualTo("10.0.0.99");
        assertThat(driver.sshHostname()).isEqualTo("10.0.0.99");
        assertThat(driver.config()).isEqualTo(before);
    }

    @Test
    void restartTurnsOffAndOnAndLooksTheAddressUpAgain() {
        Driver driver = bench.created();
        bench.cloud.nic = "IP=\"10.0.0.99\"";
        bench.vm().template = Template.parse("NIC=[IP=\"10.0.0.99\"]");
        driver.restart();
        assertThat(actions()).containsExactly("poweroff", "resume");
        assertThat(driver.config().get("IPAddress").getAsString()).isEqualTo("10.0.0.99");
    }

    @ParameterizedTest
    @EnumSource(names = {"PROLOG", "BOOT", "SHUTDOWN_POWEROFF", "HOTPLUG"})
    void removeWaitsThroughStatesThatRefuse(LcmState state) {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(state);
        for (int i = 0; i < 5; i++) {
            bench.vm().ahead.add(FakeOned.lcm(state));
        }
        bench.vm().ahead.add(FakeOned.lcm(LcmState.RUNNING));
        driver.remove();
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "HOLD", "STOPPED", "SUSPENDED", "POWEROFF", "UNDEPLOYED"})
    void removeWorksInEveryState(VmState state) {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.status(state);
        driver.remove();
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    @Test
    void removeOfAMissingVmSucceeds() {
        Driver driver = bench.created();
        driver.remove();
        bench.cloud.calls.clear();
        driver.remove();
        assertThat(actions()).isEmpty();
        bench.cloud.vms.clear();
        driver.remove();
        assertThat(bench.reopened().state()).isEqualTo(MachineState.ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void removeNeedsTwoAnswersThatTheVmIsMissing(int look) {
        Driver driver = bench.created();
        for (int before = 1; before < look; before++) {
            bench.cloud.fault("one.vm.info", Runnable::run);
        }
        bench.cloud.failOn("one.vm.info", new ApiException(1024, "Error getting virtual machine [7]."));
        driver.remove();
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    @Test
    void removeToleratesAnActionWhoseAnswerIsLost() {
        Driver driver = bench.created();
        bench.cloud.loseTheAnswerTo("one.vm.action");
        driver.remove();
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    @Test
    void removeReportsAVmThatCannotBeRemoved() {
        Driver driver = bench.created("opennebula-template-id=0", "opennebula-start-retries=5");
        bench.vm().status = FakeOned.lcm(LcmState.PROLOG);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::remove)
                .withMessageContaining("VM 7 (dm)")
                .withMessageContaining("it is in state PROLOG")
                .withMessageContaining("wrong state PROLOG");
    }

    @Test
    void aVmOfIdZeroIsAVm() {
        bench.cloud.nextId = 0;
        bench.created();
        Driver driver = bench.reopened();
        bench.cloud.vm(1, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        assertThat(driver.ip()).isEqualTo("10.0.0.0");
        driver.remove();
        assertThat(bench.cloud.vmOf(0).status.isDone()).isTrue();
        assertThat(bench.cloud.vmOf(1).status.isRunning()).isTrue();
    }

    @Test
    void aVmThatGotTheOldIdIsLeftAlone() {
        Driver driver = bench.created();
        bench.cloud.vms.clear();
        bench.cloud.vm(7, "theirs", 2, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY.with(FakeOned.TAG, "other"));
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::remove)
                .withMessageContaining("VM 7 (theirs, of user bob) is not the one of machine \"dm\"")
                .satisfies(e -> assertThat(e.hint().orElse("")).contains("‹command rm, option f, argument dm›"));
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::stop);
        assertThat(actions()).isEmpty();
    }

    @Test
    void aMachineWhoseEntryTheGoDriverHasRewrittenKeepsItsVm() {
        JsonObject rewritten = bench.created().config();
        OWN_KEYS.forEach(rewritten::remove);
        assertThat(bench.open(rewritten).state()).isEqualTo(MachineState.RUNNING);

        bench.vm().name = "renamed";
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> bench.open(rewritten).state())
                .withMessageContaining("is not the one of machine \"dm\"");
        bench.vm().name = "dm";
        bench.vm().owner = 2;
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> bench.open(rewritten).remove());
    }

    /** The Go driver reads 0 as none and drops unknown keys. */
    @Test
    void vmZeroWhoseEntryTheGoDriverHasRewrittenIsFoundByItsStoresMark() {
        JsonObject rewritten = vmZeroWrittenAnew();
        bench.cloud.vm(9, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        assertThat(bench.open(rewritten).state()).isEqualTo(MachineState.RUNNING);
        bench.open(rewritten).stop();
        assertThat(bench.open(rewritten).state()).isEqualTo(MachineState.STOPPED);
        bench.open(rewritten).start();
        assertThat(bench.open(rewritten).ip()).isEqualTo("10.0.0.0");

        bench.open(rewritten).remove();

        assertThat(bench.cloud.vmOf(0).status.isDone()).isTrue();
        assertThat(bench.cloud.vmOf(9).status.isRunning()).isTrue();
    }

    @Test
    void vmZeroThatWasTerminatedByHandIsNothingToRemove() {
        JsonObject rewritten = vmZeroWrittenAnew();
        bench.cloud.vmOf(0).status = FakeOned.status(VmState.DONE);
        assertThat(bench.open(rewritten).state()).isEqualTo(MachineState.ERROR);
        bench.open(rewritten).remove();
        assertThat(actions()).isEmpty();
    }

    @Test
    void vmZeroOfAnotherStoreIsNeverTaken() {
        JsonObject rewritten = vmZeroWrittenAnew();
        bench.cloud.vmOf(0).user =
                bench.cloud.vmOf(0).user.without("DOCKER_MACHINE_STORE").with("DOCKER_MACHINE_STORE", "another");
        assertThat(bench.open(rewritten).state()).isEqualTo(MachineState.ERROR);
        assertThatExceptionOfType(HostUnknownException.class)
                .isThrownBy(bench.open(rewritten)::remove)
                .withMessageContaining("not known to be its: 0 (RUNNING)");
        assertThat(actions()).isEmpty();
    }

    /** With neither id nor tag, a search by name that finds nothing proves nothing: the VM may have another name, or another owner. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dm      | 2 | | |                        has no VM of that name",
                "renamed | 0 | | |                        has no VM of that name",
                "dm      | 0 | another | |                not known to be its: 9 (RUNNING)",
                "dm      | 0 | another | of another store | not known to be its: 9 (RUNNING)"
            })
    void removeOfAnAnonymousMachineFailsWithoutAMatchingVm(
            String name, int owner, @Nullable String tag, @Nullable String store, String said) {
        JsonObject nothingKnown = bench.created().config();
        OWN_KEYS.forEach(nothingKnown::remove);
        nothingKnown.addProperty("MachineId", 0);
        bench.cloud.vms.clear();
        Template marks = Template.EMPTY;
        marks = tag == null ? marks : marks.with(FakeOned.TAG, tag);
        marks = store == null ? marks : marks.with("DOCKER_MACHINE_STORE", store);
        bench.cloud.vm(9, name, owner, FakeOned.lcm(LcmState.RUNNING), marks);

        assertThatExceptionOfType(HostUnknownException.class)
                .isThrownBy(bench.open(nothingKnown)::remove)
                .withMessageContaining(said)
                .satisfies(e -> assertThat(e.hint().orElse("")).contains("‹command rm, option f, argument dm›", "MachineId"));
        assertThat(actions()).isEmpty();
    }

    /** The variables are another user's, as options of {@code gc} can be. */
    @Test
    void aVmOfThatNameOfAnotherUserIsNeverTaken() {
        JsonObject nothingKnown = bench.created().config();
        OWN_KEYS.forEach(nothingKnown::remove);
        nothingKnown.addProperty("MachineId", 0);
        nothingKnown.addProperty("User", "bob");
        bench.cloud.vms.clear();
        bench.cloud.vm(9, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(bench.open(nothingKnown)::remove)
                .withMessageContaining("as user bob, and user oneadmin does not see");
        assertThat(actions()).isEmpty();
        assertThat(bench.cloud.vmOf(9).status.isRunning()).isTrue();
    }

    @Test
    void removeDoesNotTakeVmZeroOfOthers() {
        JsonObject nothingKnown = bench.created().config();
        OWN_KEYS.forEach(nothingKnown::remove);
        nothingKnown.addProperty("MachineId", 0);
        bench.cloud.vms.clear();
        bench.cloud.failOn("one.vm.info", new ApiException(512, "Not authorized to perform USE VM [0]."));
        assertThatExceptionOfType(HostUnknownException.class).isThrownBy(bench.open(nothingKnown)::remove);
    }

    @Test
    void anIdOfAnotherStoresVmIsNotTheMachinesWhateverItsName() {
        JsonObject rewritten = bench.created().config();
        OWN_KEYS.forEach(rewritten::remove);
        bench.vm().user = bench.vm().user.without("DOCKER_MACHINE_STORE").with("DOCKER_MACHINE_STORE", "another");
        assertThatExceptionOfType(HostUnknownException.class)
                .isThrownBy(bench.open(rewritten)::remove)
                .withMessageContaining("VM 7 (dm, of user oneadmin) is not the one of machine \"dm\"");
        assertThat(actions()).isEmpty();
    }

    /** Other users do not see the VM that a creation left, so their empty search proves nothing. */
    @Test
    void anInterruptedCreationIsRemovedAsItsUserOnly() {
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        bench.cloud.fault("one.template.instantiate", effect -> {
            effect.run();
            throw new TransportException(Kind.INTERRUPTED, "interrupted", null);
        });
        assertThatExceptionOfType(OperationInterruptedException.class).isThrownBy(driver::create);
        bench.environment.put("ONE_AUTH", "bob:opennebula");
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(bench.reopened()::remove)
                .withMessageContaining("as user oneadmin, and user bob does not see");
        assertThat(bench.vm().status.isDone()).isFalse();

        bench.environment.put("ONE_AUTH", "oneadmin:opennebula");
        bench.vm().status = FakeOned.lcm(LcmState.RUNNING);
        bench.reopened().remove();
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    private JsonObject vmZeroWrittenAnew() {
        bench.cloud.nextId = 0;
        JsonObject rewritten = bench.created().config();
        OWN_KEYS.forEach(rewritten::remove);
        assertThat(rewritten.get("MachineId").getAsInt()).isZero();
        return rewritten;
    }

    @Test
    void aMachineOfTheGoProgramIsUsedWithItsTokenAndItsUnknownKeysAreKept() {
        bench.environment.clear();
        JsonObject config = OptionsTest.golden("opennebula.config.json");
        config.addProperty("User", "");
        config.addProperty("Password", "");
        config.addProperty("FromTheFuture", "kept");
        bench.cloud.vm(56, "golden-vm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        Driver driver = bench.open(config);
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
        assertThat(driver.url()).isEqualTo("tcp://10.0.0.56:2376");
        assertThat(driver.config().get("FromTheFuture").getAsString()).isEqualTo("kept");
        driver.remove();
        assertThat(bench.cloud.vmOf(56).status.isDone()).isTrue();
    }

    @Test
    void aMachineOfTheGoProgramWithoutAnIdIsFoundByItsNameIfThatIsTheUsersOnlyOne() {
        bench.cloud.vm(8, "golden-vm", 2, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.cloud.vm(9, "golden-vm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        Driver driver = bench.open(OptionsTest.golden("opennebula.config.before-id.json"));
        assertThat(driver.ip()).isEqualTo("10.0.0.9");
        driver.remove();
        assertThat(bench.cloud.vmOf(9).status.isDone()).isTrue();
        assertThat(bench.cloud.vmOf(8).status.isRunning()).isTrue();
    }

    @Test
    void ofSeveralVmsOfOneNameNoneIsTouched() {
        bench.cloud.vm(8, "golden-vm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.cloud.vm(9, "golden-vm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        Driver driver = bench.open(OptionsTest.golden("opennebula.config.before-id.json"));
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::remove)
                .withMessageContaining("several VMs of that name: 8 (RUNNING), 9 (RUNNING)");
        assertThat(actions()).isEmpty();
    }

    @Test
    void aMachineWhoseVmWasNeverCreatedIsRemovedWithoutTouchingAnother() {
        bench.cloud.failOn("one.template.instantiate", new TransportException(Kind.REFUSED, "refused", null));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::create);
        bench.cloud.vm(9, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.reopened().remove();
        assertThat(bench.cloud.vmOf(9).status.isRunning()).isTrue();
    }

    @Test
    void urlAndAddressOfAStoppedVmAreTheErrorThatProgramsExpect() {
        Driver driver = bench.created();
        driver.stop();
        assertThatExceptionOfType(HostNotRunningException.class)
                .isThrownBy(driver::url)
                .withMessage("Host is not running");
        assertThatExceptionOfType(HostNotRunningException.class)
                .isThrownBy(driver::ip)
                .withMessage("Host is not running");
        assertThat(driver.sshHostname()).as("it keeps its lease").isEqualTo("10.0.0.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXTERNAL_IP=\"192.0.2.1\",IP=\"10.0.0.1\" | 192.0.2.1 | tcp://192.0.2.1:2376",
                "IP=\"10.0.0.1\",IP6=\"2001:db8::1\" | 10.0.0.1 | tcp://10.0.0.1:2376",
                "IP6_GLOBAL=\"2001:db8::1\" | 2001:db8::1 | tcp://[2001:db8::1]:2376"
            })
    void theAddressIsTheBestThereIs(String nic, String ip, String url) {
        bench.cloud.nic = nic;
        Driver driver = bench.created();
        assertThat(driver.ip()).isEqualTo(ip);
        assertThat(driver.url()).isEqualTo(url);
        assertThat(driver.sshHostname()).isEqualTo(ip);
        assertThat(driver.sshPort()).isEqualTo(22);
    }

    @Test
    void aVmWithoutAnAddressIsReported() {
        bench.cloud.nic = "";
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("VM 7 (dm) has no IP address");
    }

    @Test
    void stateAndUrlCostOneCall() {
        bench.created();
        Driver driver = bench.reopened();
        bench.cloud.calls.clear();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
        assertThat(driver.url()).isEqualTo("tcp://10.0.0.7:2376");
        assertThat(driver.ip()).isEqualTo("10.0.0.7");
        assertThat(bench.cloud.calls).hasSize(1);
    }

    @Test
    void theLastAddressIsUsedWhenTheFrontEndIsUnreachable() {
        bench.created();
        bench.transport = (endpoint, body) -> {
            throw new TransportException(Kind.REFUSED, "refused", null);
        };
        Driver driver = bench.reopened();
        assertThat(driver.ip()).isEqualTo("10.0.0.7");
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::url);
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::state);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, STARTING", "2, 0, STOPPED", "3, 3, RUNNING", "3, 1, STARTING", "3, 18, STOPPING", "3, 36, ERROR",
        "4, 0, SAVED", "5, 0, SAVED", "6, 0, ERROR", "8, 0, STOPPED", "9, 0, STOPPED", "3, 69, RUNNING",
        "3, 62, RUNNING", "3, 65, STOPPED", "3, 70, STOPPED", "3, 16, ERROR", "3, 99, STARTING", "42, 0, STARTING"
    })
    void statesAreMappedToDockerMachines(int state, int lcm, MachineState shown) {
        assertThat(StateMapping.of(new VmStatus(state, lcm))).isEqualTo(shown);
    }

    @Test
    void everyStateIsMapped() {
        for (VmState state : VmState.values()) {
            for (LcmState lcm : LcmState.values()) {
                assertThat(StateMapping.of(VmStatus.of(state, lcm))).isNotEqualTo(MachineState.NONE);
            }
        }
    }

    @Test
    void laterCommandsNeedCredentialsAndSayWhichMachineLacksThem() {
        bench.created();
        bench.environment.remove("ONE_AUTH");
        Driver driver = bench.reopened();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::state)
                .withMessageContaining("cannot sign in to OpenNebula for machine \"dm\"")
                .withMessageContaining("ONE_AUTH");
    }

    @Test
    void laterCommandsCallTheFrontEndTheMachineWasCreatedAt() {
        bench.created();
        bench.environment.put("ONE_XMLRPC", "http://other.example/RPC2");
        bench.transport = (endpoint, body) -> {
            assertThat(endpoint).hasToString(DriverFixture.ENDPOINT);
            return bench.cloud.post(endpoint, body);
        };
        assertThat(bench.reopened().state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void aVmThatFailsToBootIsNotTriedForEver() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.status(VmState.POWEROFF);
        bench.vm().user = bench.vm().user.with("ERROR", "Tue Nov 24: RESTORE: no such disk");
        bench.cloud.fault("one.vm.action", effect -> {
            effect.run();
            bench.vm().ahead.clear();
            bench.vm().ahead.addAll(List.of(FakeOned.lcm(LcmState.BOOT_POWEROFF), FakeOned.status(VmState.POWEROFF)));
        });
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::start)
                .withMessage(
                        "VM 7 (dm): it did not boot and is back in state POWEROFF: Tue Nov 24: RESTORE: no such disk");
        assertThat(actions()).containsExactly("resume");
    }

    @Test
    void startOfAVmWithAnUnknownStateReportsTheNumber() {
        Driver driver = bench.created("opennebula-template-id=0", "opennebula-start-retries=1");
        bench.vm().status = new VmStatus(3, 99);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::start)
                .withMessageContaining("within 2 seconds while starting the VM: it is in state ACTIVE, LCM_STATE 99");
        assertThat(bench.said).contains("VM 7 (dm): ACTIVE, LCM_STATE 99");
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKUP", "HOTPLUG_NIC", "DISK_RESIZE", "MIGRATE"})
    void startDoesNotWaitForOperationsOnARunningVm(LcmState state) {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(state);
        bench.time.pauses.clear();
        driver.start();
        assertThat(actions()).isEmpty();
        assertThat(bench.time.pauses).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKUP", "DISK_SNAPSHOT", "HOTPLUG_RESIZE", "PROLOG"})
    void stopWaitsForTransientStates(LcmState state) {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(state);
        bench.vm().ahead.addAll(List.of(FakeOned.lcm(state), FakeOned.lcm(LcmState.RUNNING)));
        driver.stop();
        assertThat(actions()).containsExactly("poweroff");
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
    }

    @Test
    void stopHoldsAPendingVmAndStartReleasesIt() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.status(VmState.PENDING);
        driver.stop();
        assertThat(actions()).containsExactly("hold");
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
        driver.start();
        assertThat(actions()).containsExactly("hold", "release");
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void aHostThatDoesNotTurnItsVmOffIsAskedThreeTimes() {
        Driver driver = bench.created();
        for (int i = 0; i < 4; i++) {
            bench.cloud.fault("one.vm.action", effect -> {
                effect.run();
                bench.vm().ahead.clear();
                bench.vm()
                        .ahead
                        .addAll(List.of(FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF), FakeOned.lcm(LcmState.RUNNING)));
            });
        }
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::kill)
                .withMessage("VM 7 (dm): its host did not turn it off and it runs on");
        assertThat(actions()).containsExactly("poweroff-hard", "poweroff-hard", "poweroff-hard");
    }

    @ParameterizedTest
    @CsvSource({
        "SHUTDOWN, terminate-hard",
        "SHUTDOWN_POWEROFF, poweroff-hard terminate-hard",
        "SHUTDOWN_UNDEPLOY, undeploy-hard terminate-hard"
    })
    void removeDoesNotWaitForAGuestThatIsAskedToShutDown(LcmState state, String actions) {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(state);
        driver.remove();
        assertThat(actions()).containsExactly(actions.split(" "));
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    @Test
    void aShutdownByForceIsNotRepeatedWhileItLasts() {
        Driver driver = bench.created();
        bench.cloud.fault("one.vm.action", effect -> {
            effect.run();
            bench.vm().ahead.clear();
            for (int i = 0; i < 60; i++) {
                bench.vm().ahead.add(FakeOned.lcm(LcmState.SHUTDOWN));
            }
            bench.vm().ahead.add(FakeOned.status(VmState.DONE));
        });
        driver.remove();
        assertThat(bench.time.passed()).isGreaterThan(Duration.ofSeconds(10));
        assertThat(actions()).containsExactly("terminate-hard");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void removeWorksInEveryFailure(VmStatus failure) {
        Driver driver = bench.created();
        bench.vm().status = failure;
        driver.remove();
        assertThat(actions()).containsExactly("terminate-hard");
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    static Stream<VmStatus> failures() {
        return Stream.concat(
                Stream.of(FakeOned.status(VmState.CLONING_FAILURE)),
                Stream.of(LcmState.values()).filter(LcmState::isFailure).map(FakeOned::lcm));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void otherCommandsReportTheFailureAndItsReason(VmStatus failure) {
        Driver driver = bench.created();
        bench.vm().status = failure;
        bench.vm().user = bench.vm().user.with("ERROR", "Tue Nov 24: no such bridge");
        for (Runnable command : List.<Runnable>of(driver::start, driver::stop, driver::kill, driver::restart)) {
            assertThatExceptionOfType(DriverException.class)
                    .isThrownBy(command::run)
                    .withMessage("VM 7 (dm): it is in state " + failure + ": Tue Nov 24: no such bridge")
                    .satisfies(e ->
                            assertThat(e.hint().orElse("")).contains("onevm recover 7", "‹command rm, argument dm›"));
        }
        assertThat(actions()).isEmpty();
    }

    @Test
    void aFrontEndThatIsRestartedIsWaitedFor() {
        Driver driver = bench.created();
        bench.cloud.fault("one.vm.info", Runnable::run);
        for (int i = 0; i < 15; i++) {
            bench.cloud.failOn("one.vm.info", new TransportException(Kind.REFUSED, "refused", null));
        }
        driver.stop();
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
    }

    @Test
    void theVmOfAKilledCreationIsSearchedWhileTheFrontEndMayCreateIt() {
        bench.cloud.fault("one.template.instantiate", effect -> {
            throw new TransportException(Kind.INTERRUPTED, "killed", null);
        });
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(OperationInterruptedException.class).isThrownBy(driver::create);
        JsonObject stored = bench.saved.getLast();
        FakeOned.Vm stranger = bench.cloud.vm(1, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        for (int i = 0; i < 3; i++) {
            bench.cloud.fault("one.vmpool.info", Runnable::run);
        }
        bench.cloud.fault("one.vmpool.info", effect -> {
            bench.cloud.vm(
                    4,
                    "dm",
                    0,
                    FakeOned.lcm(LcmState.PROLOG),
                    Template.EMPTY.with(FakeOned.TAG, stored.get("VmTag").getAsString()));
            bench.cloud.vmOf(4).ahead.add(FakeOned.lcm(LcmState.RUNNING));
            effect.run();
        });
        Driver later = bench.open(stored);
        later.remove();
        assertThat(bench.said).contains("Creation was interrupted; looking for a leftover VM...");
        assertThat(bench.cloud.vmOf(4).status.isDone()).isTrue();
        assertThat(stranger.status.isRunning()).isTrue();

        bench.cloud.vms.remove(4);
        long before = bench.time.passed().toSeconds();
        bench.open(stored).remove();
        assertThat(bench.said).contains("There is none.");
        assertThat(bench.time.passed().toSeconds() - before).isBetween(14L, 16L);
    }

    @Test
    void aMachineWhoseCallNeverBeganIsRemovedWithoutAnyCall() {
        bench.keys = new OpenNebulaDriverProvider.KeyGenerator() {
            @Override
            public SshKeyPair createIn(Path folder, SshKeyType type) {
                throw new DriverException("killed");
            }
        };
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::create);
        bench.cloud.calls.clear();
        bench.open(bench.saved.getLast()).remove();
        assertThat(bench.cloud.calls).isEmpty();
        assertThat(bench.time.pauses).isEmpty();
    }

    @Test
    void aRefusedCallLeavesNothingToLookFor() {
        bench.cloud.fault("one.template.instantiate", effect -> {
            assertThat(bench.saved.getLast().get("VmCallBegun").getAsBoolean()).isTrue();
            bench.environment.clear();
            throw new ApiException(512, "quota");
        });
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::create);
        bench.cloud.calls.clear();
        bench.open(bench.saved.getLast()).remove();
        assertThat(bench.cloud.calls).isEmpty();
    }

    @Test
    void aHostingProgramThatStoresOnlyBeforeTheCreationFindsTheVmToo() {
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        JsonObject stored = driver.config();
        driver.create();
        bench.cloud.vm(9, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.open(stored).remove();
        assertThat(bench.cloud.vmOf(7).status.isDone()).isTrue();
        assertThat(bench.cloud.vmOf(9).status.isRunning()).isTrue();
    }

    @Test
    void aVmOfAnotherMachineIsNotTakenForOneOfTheGoProgram() {
        bench.cloud.vm(8, "golden-vm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY.with(FakeOned.TAG, "other"));
        Driver driver = bench.open(OptionsTest.golden("opennebula.config.before-id.json"));
        assertThatExceptionOfType(HostUnknownException.class).isThrownBy(driver::remove);
        assertThat(actions()).isEmpty();
    }

    @Test
    void theGoProgramsIdIsNotTrustedWhenTheVmIsAnotherUsersOfAnotherName() {
        bench.environment.clear();
        JsonObject config = OptionsTest.golden("opennebula.config.json");
        config.addProperty("User", "");
        config.addProperty("Password", "");
        bench.cloud.vm(56, "theirs", 2, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(bench.open(config)::remove)
                .withMessageContaining("VM 56 (theirs, of user bob) is not the one of machine");
        bench.cloud.vmOf(56).owner = 0;
        bench.open(config).remove();
        assertThat(bench.cloud.vmOf(56).status.isDone()).as("its own, renamed").isTrue();
    }

    private List<String> actions() {
        return bench.cloud.callsOf("one.vm.action").stream()
                .map(call -> FakeOned.text(call, 1))
                .toList();
    }
}
