package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.HostUnknownException;
import io.onemachine.machine.host.HostToAdopt;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adopts a VM that exists: which may be, what is marked, and what a removal does before and after the end. */
class VmAdoptionTest {
    private static final String STORE = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private final DriverFixture bench;
    private final Path folder;

    VmAdoptionTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
        this.folder = folder;
    }

    @Test
    void aRunningVmBecomesTheMachines() throws IOException {
        vm("");
        Driver driver = adopting("42");

        driver.preCreateCheck();
        assertThat(bench.cloud.callsOf("one.vm.update"))
                .as("the check changes nothing")
                .isEmpty();
        driver.create();

        assertThat(bench.vm().tag()).isNotEmpty().isEqualTo(json(driver, "VmTag"));
        assertThat(bench.vm().user.single("DOCKER_MACHINE_STORE"))
                .contains(Files.readString(folder.resolve("store-id")).strip());
        assertThat(bench.vm().user.single("OWN")).contains("stays");
        assertThat(bench.vm().name).as("its name in the cloud").isEqualTo("legacy");
        assertThat(driver.sshUser()).isEqualTo("root");
        assertThat(driver.sshPort()).isEqualTo(22);
        assertThat(driver.sshKeyPath()).isEmpty();
        assertThat(driver.ip()).isEqualTo("10.0.0.42");
        assertThat(driver.hostExists()).isTrue();
        assertThat(driver.knowsHostKey()).isFalse();
        assertThat(bench.cloud.callsOf("one.template.instantiate")).isEmpty();
    }

    @Test
    void userAndPortCanBeGiven() {
        vm("");
        Driver driver = bench.fresh();
        driver.adopt(new HostToAdopt("42", "ubuntu", OptionalInt.of(2222), Optional.empty()), bench.options());

        assertThat(driver.sshUser()).isEqualTo("ubuntu");
        assertThat(driver.sshPort()).isEqualTo(2222);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "legacy", "-1", "4 2", "1234567890"})
    void anIdIsANumber(String id) {
        assertThatExceptionOfType(DriverOptionException.class)
                .isThrownBy(() -> adopting(id))
                .withMessageEndingWith("The id of a VM is a number, not \"" + id + "\"");
    }

    @Test
    void aMissingVmIsAnError() {
        assertThatExceptionOfType(DriverException.class).isThrownBy(adopting("42")::preCreateCheck);
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "HOLD", "STOPPED", "SUSPENDED", "POWEROFF", "UNDEPLOYED"})
    void onlyARunningVmIsAdopted(VmState state) {
        vm("").status = FakeOned.status(state);

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(adopting("42")::preCreateCheck)
                .withMessage("VM 42 (legacy) is in state " + state + ", and only a running VM can be adopted")
                .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("onevm resume 42"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DOCKER_MACHINE_STORE=\"another\" DOCKER_MACHINE_TAG=\"t\"",
                "DOCKER_MACHINE_STORE=\"another\"",
                "DOCKER_MACHINE_TAG=\"t\"",
            })
    void aVmOfAnotherStoreIsRefusedAndStaysAsItIs(String marks) throws IOException {
        Files.writeString(folder.resolve("store-id"), STORE);
        Template before = vm(marks).user;

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(adopting("42")::preCreateCheck)
                .withMessageContaining("VM 42 (legacy) belongs to a machine of another store");
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(adopting("42")::create)
                .withMessageContaining("belongs to a machine of another store");
        assertThat(bench.vm().user).isEqualTo(before);
    }

    /** As after the machine's folder was lost. */
    @Test
    void anOrphanOfThisStoreIsAdopted() throws IOException {
        Files.writeString(folder.resolve("store-id"), STORE);
        vm("DOCKER_MACHINE_STORE=\"" + STORE + "\" DOCKER_MACHINE_TAG=\"lost\"");
        Driver driver = adopting("42");

        driver.preCreateCheck();
        driver.create();

        assertThat(bench.vm().tag()).isEqualTo(json(driver, "VmTag")).isNotEqualTo("lost");
    }

    @Test
    void aFailedAdoptionLeavesTheVmAndTakesTheMarksBack() {
        vm("");
        adopting("42").create();

        bench.reopened().remove();

        assertThat(bench.vm().tag()).isEmpty();
        assertThat(bench.vm().user.single("DOCKER_MACHINE_STORE").orElse("")).isEmpty();
        assertThat(bench.vm().user.single("OWN")).contains("stays");
        assertThat(bench.vm().status.isRunning()).isTrue();
        assertThat(bench.actions()).isEmpty();
        assertThat(bench.said).contains("VM 42 was there before the machine, and stays.");
    }

    @Test
    void marksThatAreNotTheMachinesStay() {
        vm("");
        adopting("42").create();
        bench.vm().user = bench.vm().user.without(FakeOned.TAG).with(FakeOned.TAG, "of another machine");

        bench.reopened().remove();

        assertThat(bench.vm().tag()).isEqualTo("of another machine");
        assertThat(bench.actions()).isEmpty();
    }

    @Test
    void aVmThatIsGoneMeanwhileIsNothingToTakeBack() {
        vm("");
        adopting("42").create();
        bench.cloud.vms.clear();

        bench.reopened().remove();

        assertThat(bench.actions()).isEmpty();
    }

    @Test
    void theVmOfACompleteMachineIsRemovedWithIt() {
        vm("");
        Driver driver = adopting("42");
        driver.create();

        driver.completed();

        assertThat(bench.saved.getLast().get("Adoption").getAsString()).isEqualTo("done");
        Driver later = bench.reopened();
        assertThat(later.hostExists()).isFalse();
        assertThat(later.knowsHostKey()).isFalse();
        assertThat(later.state()).isEqualTo(MachineState.RUNNING);
        later.remove();
        assertThat(bench.actions()).containsExactly("terminate-hard");
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    @Test
    void aVmWithAnotherTagIsNotTheMachinesAnyMore() {
        vm("");
        Driver driver = adopting("42");
        driver.create();
        driver.completed();
        bench.vm().user = bench.vm().user.without(FakeOned.TAG).with(FakeOned.TAG, "of another machine");

        assertThatExceptionOfType(HostUnknownException.class).isThrownBy(bench.reopened()::remove);
        assertThat(bench.actions()).isEmpty();
    }

    @Test
    void aCreatedVmIsNoAdoptedOne() {
        Driver driver = bench.created();
        driver.completed();

        assertThat(driver.config().json()).doesNotContain("Adoption");
        assertThat(driver.hostExists()).isFalse();
    }

    private FakeOned.Vm vm(String marks) {
        return bench.cloud.vm(
                42, "legacy", 0, FakeOned.lcm(LcmState.RUNNING), Template.parse("OWN=\"stays\" " + marks));
    }

    private Driver adopting(String id) {
        Driver driver = bench.fresh();
        driver.adopt(new HostToAdopt(id, "", OptionalInt.empty(), Optional.empty()), bench.options());
        return driver;
    }

    private static String json(Driver driver, String key) {
        return DriverFixture.json(driver).get(key).getAsString();
    }
}
