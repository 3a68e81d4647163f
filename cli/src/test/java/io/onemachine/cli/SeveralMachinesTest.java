package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.machine.error.DriverException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Commands with several machines: order of lines, failures, interrupts. */
final class SeveralMachinesTest extends ProgramFixture {
    @Test
    void severalMachinesAreHandledInParallelAndTheirLinesAreGroupedInOrder() {
        create("m1", "m2", "m3");
        CountDownLatch allThere = new CountDownLatch(3);
        CountDownLatch othersDone = new CountDownLatch(2);
        driver.on("stop", machine -> {
            allThere.countDown();
            await(allThere);
            if (machine.equals("m2")) {
                await(othersDone);
            } else {
                othersDone.countDown();
            }
        });

        Outcome outcome = program().run("stop", "m2", "m1", "m3");

        assertThat(outcome).isEqualTo(new Outcome(0, """
                        Stopping "m2"...
                        Machine "m2" was stopped.
                        Stopping "m1"...
                        Machine "m1" was stopped.
                        Stopping "m3"...
                        Machine "m3" was stopped.
                        """, ""));
    }

    @Test
    void oneFailureDoesNotStopTheOthers() {
        create("m1", "m2");
        driver.on("stop", machine -> {
            if (machine.equals("m1")) {
                throw new DriverException("it does not listen", "Try kill.", null);
            }
        });

        Outcome outcome = program().run("stop", "m1", "m2");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEqualTo("Stopping \"m1\"...\nStopping \"m2\"...\nMachine \"m2\" was stopped.\n");
        assertThat(outcome.stderr()).isEqualTo("it does not listen\nTry kill.\n");
    }

    @Test
    void nothingIsStoppedWhenOneNameIsUnknown() {
        create("m1");

        Outcome outcome = program().run("stop", "m1", "nosuch", "../m1");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr())
                .contains("Docker machine \"nosuch\" does not exist.")
                .contains("Docker machine \"../m1\" does not exist.");
        assertThat(program().run("status", "m1").stdout()).isEqualTo("Running\n");
    }

    @Test
    void anInterruptedCommandReturns130WithItsMessage() throws ExecutionException, InterruptedException {
        CountDownLatch creating = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        driver.on("check", machine -> {
            creating.countDown();
            await(never);
        });
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread command =
                Thread.ofVirtual().start(() -> outcome.complete(program().run("create", "-d", "scripted", "m1")));

        creating.await();
        command.interrupt();

        assertThat(outcome.get().exit()).isEqualTo(130);
        assertThat(outcome.get().stderr()).contains("Interrupted while waiting for the test");
    }

    @Test
    void interruptingACommandInterruptsItForEachMachine() throws ExecutionException, InterruptedException {
        create("m1", "m2");
        CountDownLatch stopping = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        driver.on("state", machine -> {
            stopping.countDown();
            await(never);
        });
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread command =
                Thread.ofVirtual().start(() -> outcome.complete(program().run("stop", "m1", "m2")));

        stopping.await();
        command.interrupt();

        assertThat(outcome.get().exit()).isNotZero();
        assertThat(outcome.get().stderr())
                .isEqualTo("Interrupted while waiting for the test\nInterrupted while waiting for the test\n");
    }
}
