package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command rm, in every state of a VM and after an interrupted or refused creation. */
class RemoveTest {
    private final DriverFixture bench;

    RemoveTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
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
        assertThat(bench.actions()).isEmpty();
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
        assertThat(bench.actions()).containsExactly(actions.split(" "));
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
        assertThat(bench.actions()).containsExactly("terminate-hard");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void removeWorksInEveryFailure(VmStatus failure) {
        Driver driver = bench.created();
        bench.vm().status = failure;
        driver.remove();
        assertThat(bench.actions()).containsExactly("terminate-hard");
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
        assertThat(bench.actions()).isEmpty();
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
        JsonObject stored = DriverFixture.json(driver);
        driver.create();
        bench.cloud.vm(9, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.open(stored).remove();
        assertThat(bench.cloud.vmOf(7).status.isDone()).isTrue();
        assertThat(bench.cloud.vmOf(9).status.isRunning()).isTrue();
    }
}
