package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.CreationRefusedException;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.host.CapacityException;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the call that creates a VM until it runs: lost answers, interrupts, failures to boot, the wait. */
class CreationWaitTest {
    private final DriverFixture bench;

    CreationWaitTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
    }

    @Test
    void theTagIsStoredBeforeTheCallAndTheIdRightAfterIt() {
        bench.cloud.fault("one.template.instantiate", effect -> {
            assertThat(bench.saved).hasSize(2);
            effect.run();
        });
        bench.cloud.fault("one.vm.info", effect -> {
            assertThat(bench.saved).hasSize(3);
            effect.run();
        });
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        driver.create();
        JsonObject before = bench.saved.get(1);
        JsonObject after = bench.saved.get(2);
        assertThat(before.get("VmTag").getAsString())
                .isNotEmpty()
                .isEqualTo(bench.vm().tag());
        assertThat(before.get("MachineId").getAsInt()).isZero();
        assertThat(before.has("VmId")).isFalse();
        assertThat(before.get("VmCallBegun").getAsBoolean()).isTrue();
        assertThat(after.has("VmCallBegun")).isFalse();
        assertThat(after.get("MachineId").getAsInt()).isEqualTo(7);
    }

    @Test
    void aLostAnswerNeitherLosesTheVmNorCreatesASecondOne() {
        bench.cloud.vm(3, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.cloud.loseTheAnswerTo("one.template.instantiate");
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        driver.create();
        assertThat(bench.cloud.callsOf("one.template.instantiate")).hasSize(1);
        assertThat(driver.config().number("MachineId")).hasValue(7);
        assertThat(driver.ip()).isEqualTo("10.0.0.7");
    }

    @Test
    void aLostCallThatCreatedNothingIsAnError() {
        bench.cloud.failOn("one.template.instantiate", new TransportException(Kind.TIMED_OUT, "no answer", null));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("no answer; there is no VM of this machine, as far as can be seen");
        assertThat(bench.cloud.vms).isEmpty();
    }

    @Test
    void aCallThatNeverArrivedIsNotSearchedFor() {
        bench.cloud.failOn("one.template.instantiate", new TransportException(Kind.REFUSED, "refused", null));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::create);
        assertThat(bench.cloud.callsOf("one.vmpool.info")).isEmpty();
    }

    @Test
    void theVmOfAnInterruptedCreationIsFoundAndRemovedByItsTag() {
        bench.cloud.fault("one.template.instantiate", effect -> {
            effect.run();
            throw new TransportException(Kind.INTERRUPTED, "interrupted", null);
        });
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(OperationInterruptedException.class).isThrownBy(driver::create);
        FakeOned.Vm stranger = bench.cloud.vm(1, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);

        Driver later = bench.open(bench.saved.getLast());
        later.remove();
        assertThat(bench.cloud.vmOf(7).status.isDone()).isTrue();
        assertThat(stranger.status.isRunning()).isTrue();
    }

    /** The front end may still be working on a call whose answer is no longer awaited. */
    @Test
    void aVmThatAppearsAfterTheInterruptionIsRemoved() {
        List<Runnable> late = new ArrayList<>();
        bench.cloud.fault("one.template.instantiate", effect -> {
            late.add(effect);
            throw new TransportException(Kind.INTERRUPTED, "interrupted", null);
        });
        bench.cloud.fault("one.vmpool.info", Runnable::run);
        bench.cloud.fault("one.vmpool.info", effect -> {
            late.removeFirst().run();
            effect.run();
        });
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(OperationInterruptedException.class).isThrownBy(driver::create);

        driver.remove();

        assertThat(late).isEmpty();
        assertThat(bench.cloud.vmOf(7).status.isDone()).isTrue();
    }

    @Test
    void aVmThatFailsToBootIsReportedWithItsStateAndError() {
        bench.cloud.firstSteps = List.of(FakeOned.lcm(LcmState.PROLOG), FakeOned.lcm(LcmState.BOOT_FAILURE));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        bench.cloud.fault("one.vm.info", effect -> {
            bench.vm().user = bench.vm().user.with("ERROR", "Sun Nov 22: DEPLOY: no such bridge");
            effect.run();
        });
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessage("VM 7 (dm): it is in state BOOT_FAILURE: Sun Nov 22: DEPLOY: no such bridge")
                .satisfies(e -> assertThat(e.hint().orElse("")).contains("onevm recover 7"))
                .satisfies(e -> assertThat(CapacityException.isCauseOf(e)).isFalse());
        assertThat(driver.config().number("MachineId")).hasValue(7);
    }

    @Test
    void aVmThatCannotBePlacedFailsAfterTheRetriesWithTheSchedulersReason() {
        bench.cloud.firstSteps = List.of();
        Driver driver = bench.with("opennebula-template-id=0", "opennebula-start-retries=30");
        driver.preCreateCheck();
        bench.cloud.fault("one.vm.info", effect -> {
            bench.vm().user = bench.vm().user.with("SCHED_MESSAGE", "No host with enough capacity");
            effect.run();
        });
        assertThatExceptionOfType(CapacityException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("within 60 seconds")
                .withMessageContaining("it is in state PENDING: No host with enough capacity");
        assertThat(bench.time.passed()).hasSeconds(60);
        assertThat(bench.said.stream().filter("The VM waits for a place: No host with enough capacity"::equals))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "512 | User [2] : user [2] limit of 1 reached for VMS quota in VM. | opennebula-hold | true",
                "512 | User [2] : group [1] limit of 2 reached for LEASES quota in network with ID 0. | opennebula-hold | true",
                "8192 | Cannot get IP/MAC lease from virtual network 0. | opennebula-hold | true",
                "8192 | Cannot get IP/MAC lease from virtual network 0. | opennebula-nic=NETWORK=public,IP=10.0.0.9 | false",
                "512 | User [2] : Not authorized to perform USE IMAGE [0]. | opennebula-hold | false",
                "8192 | DISK 0: image not found | opennebula-hold | false"
            })
    void aRefusalForLackOfRoomIsRecognizable(int code, String message, String flag, boolean isOfCapacity) {
        bench.cloud.failOn("one.template.instantiate", new ApiException(code, message));
        Driver driver = bench.with("opennebula-template-id=0", flag);
        driver.preCreateCheck();
        assertThatExceptionOfType(CreationRefusedException.class)
                .isThrownBy(driver::create)
                .withMessage("OpenNebula: " + message)
                .satisfies(
                        e -> assertThat(CapacityException.isCauseOf(e)).isEqualTo(isOfCapacity),
                        e -> assertThat(e).hasRootCauseInstanceOf(ApiException.class));
    }

    @Test
    void aSchedulerMessageIsShownOnceWhateverItsTimeAndAgainWhenItChanges() {
        bench.cloud.firstSteps = List.of();
        Driver driver = bench.with("opennebula-template-id=0", "opennebula-start-retries=30");
        driver.preCreateCheck();
        for (int look = 0; look < 40; look++) {
            String reason = look < 20 ? "No host with enough capacity" : "No host meets SCHED_REQUIREMENTS";
            String time = "Sun Nov 22 08:42:%02d 2026: ".formatted(look);
            bench.cloud.fault("one.vm.info", effect -> {
                bench.vm().user = bench.vm().user.without("SCHED_MESSAGE").with("SCHED_MESSAGE", time + reason);
                effect.run();
            });
        }
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::create);
        assertThat(bench.said.stream().filter(text -> text.startsWith("The VM waits")))
                .containsExactly(
                        "The VM waits for a place: No host with enough capacity",
                        "The VM waits for a place: No host meets SCHED_REQUIREMENTS");

        bench.said.clear();
        driver.remove();
        assertThat(bench.said).as("while it is removed").noneMatch(text -> text.startsWith("The VM waits"));
    }

    @Test
    void afterCtrlCNoSchedulerMessageIsShown() {
        bench.cloud.firstSteps = List.of();
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        bench.cloud.fault("one.vm.info", effect -> {
            bench.vm().user = bench.vm().user.with("SCHED_MESSAGE", "No host with enough capacity");
            effect.run();
            Thread.currentThread().interrupt();
        });
        assertThatExceptionOfType(OperationInterruptedException.class).isThrownBy(driver::create);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.said).noneMatch(text -> text.startsWith("The VM waits"));
    }

    @Test
    void pollingStartsWithShortPausesAndEndsWithLongOnes() {
        bench.cloud.firstSteps = List.of();
        Driver driver = bench.with("opennebula-template-id=0", "opennebula-start-retries=60");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::create);
        assertThat(bench.time.pauses.getFirst()).hasMillis(50);
        assertThat(bench.time.pauses).anySatisfy(pause -> assertThat(pause).hasSeconds(2));
    }

    @Test
    void occasionalMissingAnswersDoNotEndTheWait() {
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        for (int i = 0; i < 4; i++) {
            bench.cloud.failOn("one.vm.info", new TransportException(503, "HTTP status 503"));
        }
        driver.create();
        assertThat(bench.vm().status.isRunning()).isTrue();
    }

    @Test
    void aFrontEndThatStaysUnreachableEndsTheWait() {
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        for (int i = 0; i < 1000; i++) {
            bench.cloud.failOn("one.vm.info", new TransportException(Kind.REFUSED, "refused", null));
        }
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("refused");
        assertThat(bench.time.passed()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(24));
    }

    @Test
    void aVmThatIsRemovedMeanwhileIsNotWaitedFor() {
        bench.cloud.firstSteps = List.of(FakeOned.status(VmState.DONE));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("another user or program changed its state to DONE");
    }
}
