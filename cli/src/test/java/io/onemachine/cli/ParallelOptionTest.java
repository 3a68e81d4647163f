package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option --parallel of commands that take several machines. */
final class ParallelOptionTest extends ProgramFixture {
    private final AtomicInteger most = new AtomicInteger();

    /** Returns a script that lets machines pass in pairs and counts how many are within it at once. */
    private Consumer<String> pairs() {
        AtomicInteger within = new AtomicInteger();
        CyclicBarrier pair = new CyclicBarrier(2);
        return machine -> {
            most.accumulateAndGet(within.incrementAndGet(), Math::max);
            try {
                pair.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new OperationInterruptedException("waiting for another machine");
            } finally {
                within.decrementAndGet();
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "stop, stop",
        "start, start",
        "restart, restart",
        "kill, kill",
        "rm -y, remove",
    })
    void noMoreMachinesAreActedOnAtOnceThanTheOptionSays(String command, String action) {
        create("m1", "m2", "m3", "m4", "m5", "m6");
        driver.on(action, pairs());
        if (command.equals("start")) {
            assertThat(program().run("kill", "m1", "m2", "m3", "m4", "m5", "m6").exit())
                    .isZero();
        }

        Outcome outcome = program().run((command + " --parallel 2 m1 m2 m3 m4 m5 m6").split(" "));

        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        assertThat(most).hasValue(2);
    }

    @Test
    void machinesBeginInTheOrderGivenAndOneFailureStopsNoOther() {
        create("m1", "m2", "m3");
        Queue<String> order = new ConcurrentLinkedQueue<>();
        driver.on("stop", machine -> {
            order.add(machine);
            if (machine.equals("m3")) {
                throw new DriverException("it does not listen");
            }
        });

        Outcome outcome = program().run("stop", "m3", "m1", "m2", "--parallel=1");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(order).containsExactly("m3", "m1", "m2");
        assertThat(outcome.stdout()).isEqualTo("""
                Stopping "m3"...
                Stopping "m1"...
                Machine "m1" was stopped.
                Stopping "m2"...
                Machine "m2" was stopped.
                """);
    }

    @Test
    void aMachineNamedTwiceIsActedOnTwice() {
        create("m1", "m2");
        AtomicInteger restarts = new AtomicInteger();
        driver.on("restart", machine -> restarts.incrementAndGet());

        assertThat(program().run("restart", "m1", "m1", "m2", "--parallel", "1").exit())
                .isZero();
        assertThat(restarts).hasValue(3);
    }

    @Test
    void anInterruptLeavesMachinesAloneWhoseTurnHasNotCome() throws ExecutionException, InterruptedException {
        create("m1", "m2", "m3", "m4", "m5");
        CountDownLatch waiting = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        Set<String> begun = ConcurrentHashMap.newKeySet();
        driver.on("state", machine -> {
            begun.add(machine);
            if (!machine.equals("m1")) {
                waiting.countDown();
                await(never);
            }
        });
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread command = Thread.ofVirtual()
                .start(() -> outcome.complete(program().run("stop", "--parallel", "2", "m1", "m2", "m3", "m4", "m5")));

        waiting.await();
        command.interrupt();

        assertThat(outcome.get().exit()).isEqualTo(130);
        assertThat(begun).containsExactlyInAnyOrder("m1", "m2", "m3");
        assertThat(outcome.get().stdout()).contains("Machine \"m1\" was stopped.");
        assertThat(outcome.get().stderr()).isEqualTo("""
                Interrupted while waiting for the test
                Interrupted while waiting for the test
                Interrupted while other machines were processed; nothing was done with "m4"
                Interrupted while other machines were processed; nothing was done with "m5"
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop m1",
                "rm m1",
                "ip m1",
                "regenerate-certs m1",
                "resize --memory 2G m1",
                "lease m1",
                "label m1 a=b",
                "context add m1",
                "gc",
            })
    void aNumberOutOfRangeIsRefusedBeforeAnythingIsDone(String command) {
        create("m1");
        for (String number : new String[] {"0", "-1", "1001", "9223372036854775807"}) {
            Outcome outcome = program().run((command + " --parallel " + number).split(" "));

            assertThat(outcome)
                    .isEqualTo(new Outcome(1, "", "--parallel must be a number from 1 to 1000, not " + number + "\n"));
        }
        assertThat(program().run((command + " --parallel many").split(" ")).stderr())
                .contains("invalid value \"many\" for flag -parallel");
        assertThat(program().run("status", "m1").stdout()).isEqualTo("Running\n");
    }
}
