package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostUnknownException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.template.Template;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which VM is a machine's, also after the Go driver has rewritten its entry; VMs of others are left alone. */
class OwnVmTest {
    /** The keys that the Go driver drops. */
    private static final List<String> OWN_KEYS = List.of("VmTag", "VmId", "VmCallBegun", "VmOwner");

    private final DriverFixture bench;

    OwnVmTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
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
        assertThat(bench.actions()).isEmpty();
    }

    @Test
    void aMachineWhoseEntryTheGoDriverHasRewrittenKeepsItsVm() {
        JsonObject rewritten = DriverFixture.json(bench.created());
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
        assertThat(bench.actions()).isEmpty();
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
        assertThat(bench.actions()).isEmpty();
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
        JsonObject nothingKnown = DriverFixture.json(bench.created());
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
                .satisfies(e ->
                        assertThat(e.hint().orElse("")).contains("‹command rm, option f, argument dm›", "MachineId"));
        assertThat(bench.actions()).isEmpty();
    }

    /** The variables are another user's, as options of {@code gc} can be. */
    @Test
    void aVmOfThatNameOfAnotherUserIsNeverTaken() {
        JsonObject nothingKnown = DriverFixture.json(bench.created());
        OWN_KEYS.forEach(nothingKnown::remove);
        nothingKnown.addProperty("MachineId", 0);
        nothingKnown.addProperty("User", "bob");
        bench.cloud.vms.clear();
        bench.cloud.vm(9, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(bench.open(nothingKnown)::remove)
                .withMessageContaining("as user bob, and user oneadmin does not see");
        assertThat(bench.actions()).isEmpty();
        assertThat(bench.cloud.vmOf(9).status.isRunning()).isTrue();
    }

    @Test
    void removeDoesNotTakeVmZeroOfOthers() {
        JsonObject nothingKnown = DriverFixture.json(bench.created());
        OWN_KEYS.forEach(nothingKnown::remove);
        nothingKnown.addProperty("MachineId", 0);
        bench.cloud.vms.clear();
        bench.cloud.failOn("one.vm.info", new ApiException(512, "Not authorized to perform USE VM [0]."));
        assertThatExceptionOfType(HostUnknownException.class).isThrownBy(bench.open(nothingKnown)::remove);
    }

    @Test
    void anIdOfAnotherStoresVmIsNotTheMachinesWhateverItsName() {
        JsonObject rewritten = DriverFixture.json(bench.created());
        OWN_KEYS.forEach(rewritten::remove);
        bench.vm().user = bench.vm().user.without("DOCKER_MACHINE_STORE").with("DOCKER_MACHINE_STORE", "another");
        assertThatExceptionOfType(HostUnknownException.class)
                .isThrownBy(bench.open(rewritten)::remove)
                .withMessageContaining("VM 7 (dm, of user oneadmin) is not the one of machine \"dm\"");
        assertThat(bench.actions()).isEmpty();
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
        JsonObject rewritten = DriverFixture.json(bench.created());
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
        assertThat(driver.config().text("FromTheFuture")).isEqualTo("kept");
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
        assertThat(bench.actions()).isEmpty();
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
    void aVmOfAnotherMachineIsNotTakenForOneOfTheGoProgram() {
        bench.cloud.vm(8, "golden-vm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY.with(FakeOned.TAG, "other"));
        Driver driver = bench.open(OptionsTest.golden("opennebula.config.before-id.json"));
        assertThatExceptionOfType(HostUnknownException.class).isThrownBy(driver::remove);
        assertThat(bench.actions()).isEmpty();
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
}
