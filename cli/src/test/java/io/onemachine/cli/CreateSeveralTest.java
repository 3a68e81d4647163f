package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.host.CapacityException;
import io.onemachine.testing.TerminalScreen;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Creation of several machines: how many at once, and what becomes of the others when one fails. */
final class CreateSeveralTest extends ProgramFixture {
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger within = new AtomicInteger();

    /** Returns a script that lets machines pass in groups of a size, and counts how many are within any such script at once. */
    private Consumer<String> together(int size, Runnable before) {
        CyclicBarrier group = new CyclicBarrier(size);
        return machine -> {
            before.run();
            most.accumulateAndGet(within.incrementAndGet(), Math::max);
            try {
                group.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new OperationInterruptedException("waiting for another machine");
            } finally {
                within.decrementAndGet();
            }
        };
    }

    private static String[] create(int machines, String... options) {
        List<String> words = new ArrayList<>(List.of("create", "-d", "scripted"));
        words.addAll(List.of(options));
        for (int i = 1; i <= machines; i++) {
            words.add("m" + i);
        }
        return words.toArray(String[]::new);
    }

    private void createsAtOnce(int number, String... command) {
        int machines = 2 * number;
        AtomicInteger checked = new AtomicInteger();
        Set<Integer> checkedBefore = ConcurrentHashMap.newKeySet();
        driver.on("check", together(number, checked::incrementAndGet));
        driver.on("create", together(number, () -> checkedBefore.add(checked.get())));

        Outcome outcome = program().run(command);

        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        assertThat(most).hasValue(number);
        assertThat(checkedBefore).containsExactly(machines);
        assertThat(program().run("ls", "-q").stdout().lines()).hasSize(machines);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void noMoreMachinesAreCheckedOrCreatedAtOnceThanTheOptionSays(int number) {
        createsAtOnce(number, create(2 * number, "--parallel", Integer.toString(number)));
    }

    @Test
    void eightMachinesAreCreatedAtOnceWithoutTheOption() {
        createsAtOnce(8, create(16));
    }

    @Test
    void aMachineAfterAFailedCheckIsNotCreatedAndAllReturnThree() {
        driver.on("check", machine -> {
            if (machine.equals("m2")) {
                throw new DriverException("no space");
            }
        });
        driver.on("create", machine -> {
            throw new AssertionError(machine + " was created");
        });

        Outcome outcome = program().run(create(4, "--parallel", "1"));

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.stderr().lines())
                .containsExactlyInAnyOrder(
                        "(m1) Machine \"m1\" is not created, as the check of \"m2\" has failed",
                        "(m2) Error with pre-create check: \"no space\"",
                        "(m3) Machine \"m3\" is not created, as the check of \"m2\" has failed",
                        "(m4) Machine \"m4\" is not created, as the check of \"m2\" has failed");
        assertThat(outcome.stdout()).doesNotContain("Created");
        assertThat(program().run("ls", "-q").stdout()).isEmpty();
    }

    @Test
    void whenTheCloudIsFullTheRestDoesNotBeginAndWhatExistsIsKept() {
        Set<String> begun = ConcurrentHashMap.newKeySet();
        driver.on("create", machine -> {
            begun.add(machine);
            if (begun.size() == 3) {
                throw new CapacityException("no hypervisor has room", "Ask for more.", null);
            }
        });

        Outcome outcome = program().onTerminal().run(create(5, "--parallel", "1"));

        List<String> existing = program().run("ls", "-q").stdout().lines().toList();
        assertThat(begun).hasSize(3).containsAll(existing);
        assertThat(existing).hasSize(2);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).endsWith("Created and kept: " + String.join(" ", existing) + "\n");
        assertThat(outcome.stderr()).contains("no hypervisor has room");
        assertThat(outcome.stderr().lines())
                .filteredOn(line -> line.contains("is not created, as there was no room for"))
                .hasSize(2);
        TerminalScreen screen = new TerminalScreen(150, 24);
        screen.writeLines(outcome.stdout());
        assertThat(screen.lines())
                .filteredOn(line -> line.endsWith("  not created"))
                .hasSize(2);
    }

    @Test
    void anInterruptLeavesTheRestUncreatedAndReturns130() throws ExecutionException, InterruptedException {
        CountDownLatch creating = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        driver.on("create", machine -> {
            begun.incrementAndGet();
            creating.countDown();
            await(never);
        });
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread command =
                Thread.ofVirtual().start(() -> outcome.complete(program().run(create(5, "--parallel", "2"))));

        creating.await();
        command.interrupt();

        assertThat(outcome.get().exit()).isEqualTo(130);
        assertThat(begun).hasValue(2);
        assertThat(outcome.get().stderr().lines())
                .filteredOn(
                        line -> line.matches(".*Interrupted while waiting for the (checks|creation) of other machines"))
                .hasSize(3);
        assertThat(program().run("ls", "-q").stdout()).isEmpty();
    }

    @Test
    void aMalformedOptionIsReportedOnceForAll() {
        assertThat(program().run(create(3, "--swarm-discovery", "nowhere")))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "Error parsing swarm discovery: Swarm Discovery URL was in the wrong format: nowhere\n"));
        assertThat(program().run(create(1, "--parallel", "0")).stderr())
                .isEqualTo("--parallel must be a number from 1 to 1000, not 0\n");
    }
}
