package io.onemachine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.testing.MachinesFixture;
import io.onemachine.machine.testing.OneLook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkStatusTest {
    private final MachinesFixture fixture;
    private final OneLook look = new OneLook();
    private final List<Machine> machines;

    BulkStatusTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder).withCertificates();
        machines = Stream.of("m1", "m2", "m3")
                .map(name -> fixture.machines().create(fixture.request(name)))
                .toList();
    }

    private BulkStatus surveyed() {
        fixture.driver.bulkStatusProvider = Optional.of(look);
        return BulkStatus.of(machines);
    }

    @Test
    void machineWithoutABulkQueryIsAskedItself() {
        BulkStatus views = BulkStatus.of(machines);

        assertThat(machines).allSatisfy(machine -> assertThat(views.of(machine)).isSameAs(machine));
    }

    @Test
    void queryRunsWhenFirstNeeded() {
        surveyed();

        assertThat(look.taken).hasValue(0);
    }

    @Test
    void threadsShareOneQuery() throws InterruptedException {
        BulkStatus views = surveyed();
        ConcurrentLinkedQueue<HostStatus> seen = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (Machine machine : machines) {
            threads.add(Thread.ofVirtual().start(() -> seen.add(views.of(machine))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(seen).hasSize(3).containsOnly(OneLook.STOPPED);
        assertThat(look.taken).hasValue(1);
    }

    @Test
    void resultIsNotSharedWithTheMachineItself() {
        BulkStatus views = surveyed();
        Machine machine = machines.getFirst();

        assertThat(views.of(machine).state()).isEqualTo(MachineState.STOPPED);
        assertThat(machine.state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void machineMissingFromTheResultIsAskedItself() {
        look.sees = name -> !name.equals("m2");
        BulkStatus views = surveyed();

        assertThat(views.of(machines.get(0))).isSameAs(OneLook.STOPPED);
        assertThat(views.of(machines.get(1))).isSameAs(machines.get(1));
    }

    @Test
    void everyMachineIsAskedItselfWhenTheQueryFails() {
        look.meanwhile = () -> {
            throw new DriverException("no answer");
        };
        BulkStatus views = surveyed();

        assertThat(machines).allSatisfy(machine -> assertThat(views.of(machine)).isSameAs(machine));
        assertThat(look.taken).hasValue(1);
    }

    @Test
    void waitingForAnotherThreadsQueryCanBeInterrupted() throws InterruptedException {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        look.meanwhile = () -> {
            looking.countDown();
            await(end);
        };
        BulkStatus views = surveyed();
        Thread first = Thread.ofVirtual().start(() -> views.of(machines.get(0)));
        looking.await();

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(OperationInterruptedException.class).isThrownBy(() -> views.of(machines.get(1)));
        assertThat(Thread.interrupted()).isTrue();
        end.countDown();
        first.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
