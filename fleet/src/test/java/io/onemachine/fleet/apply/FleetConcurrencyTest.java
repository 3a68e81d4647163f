package io.onemachine.fleet.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.fleet.testing.FleetFixture;
import io.onemachine.machine.CreationHeldBackException;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Two runs at once, and interrupts. */
final class FleetConcurrencyTest extends FleetFixture {
    private static final String FILE = "  web: {count: 4, labels: [a]}\n";

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for the test");
        }
    }

    private static CompletableFuture<FleetResult> inThread(Supplier<FleetResult> work) {
        CompletableFuture<FleetResult> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    @Test
    void theSecondOfTwoWaitsAndFindsNothingToDo() throws ExecutionException, InterruptedException {
        CountDownLatch firstCreates = new CountDownLatch(1);
        CountDownLatch secondWaits = new CountDownLatch(1);
        cloud.script = (action, machine) -> {
            if (action.equals("create")) {
                firstCreates.countDown();
                await(secondWaits);
            }
        };
        CompletableFuture<FleetResult> first = inThread(() -> apply(FILE));
        firstCreates.await();
        CompletableFuture<FleetResult> second = inThread(() -> {
            secondWaits.countDown();
            return apply(FILE);
        });

        assertThat(first.get().done()).containsExactly(Map.entry("created", 4));
        assertThat(second.get().done()).isEmpty();
        assertThat(cloud.takeCalls())
                .filteredOn(call -> call.startsWith("create"))
                .hasSize(4);
    }

    @Test
    void anInterruptDuringCreationsLeavesTheRestToTheNextRun() throws InterruptedException, ExecutionException {
        CountDownLatch creating = new CountDownLatch(4);
        CountDownLatch never = new CountDownLatch(1);
        cloud.script = (action, machine) -> {
            if (action.equals("create")) {
                creating.countDown();
                await(never);
            }
        };
        CompletableFuture<FleetResult> result = new CompletableFuture<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        String file = "  web: {count: 8}\n";
        Thread command = Thread.ofVirtual().start(() -> {
            result.complete(apply(file));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        creating.await();
        command.interrupt();
        command.join();

        assertThat(interrupted).isTrue();
        assertThat(result.get().done()).isEmpty();
        assertThat(result.get().failures().values())
                .hasAtLeastOneElementOfType(OperationInterruptedException.class)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfAny(OperationInterruptedException.class, CreationHeldBackException.class));
        cloud.script = (action, machine) -> {};
        assertThat(apply(file).failures()).isEmpty();
        assertThat(cloud.machines()).hasSize(8);
        assertThat(plan(file).isEmpty()).isTrue();
    }

    @Test
    void anInterruptDuringChangesBeginsNoRemoval() throws InterruptedException {
        apply(FILE + "  old: {}\n");
        cloud.takeCalls();
        CountDownLatch changing = new CountDownLatch(4);
        CountDownLatch never = new CountDownLatch(1);
        cloud.script = (action, machine) -> {
            changing.countDown();
            await(never);
        };
        Thread command = Thread.ofVirtual().start(() -> apply("  web: {count: 4, labels: [b]}\n", MOST));
        changing.await();
        command.interrupt();
        command.join();

        assertThat(cloud.takeCalls()).allMatch(call -> call.startsWith("label"));
        assertThat(cloud.machines()).contains("old");
    }

    @Test
    void aRequestThatCannotBeMadeDoesNotHoldUpTheOthers() {
        List<String> names = List.of("web-1", "web-2", "web-3", "web-4");
        cloud.script = (action, machine) -> {
            if (action.equals("check") && machine.equals("web-2")) {
                throw new IllegalStateException("a bug");
            }
        };

        FleetResult result = apply(FILE);

        assertThat(result.failures()).containsOnlyKeys(names.toArray(String[]::new));
        assertThat(cloud.machines()).isEmpty();
        MachineException failure = result.failures().get("web-2");
        assertThat(failure).hasMessageContaining("a bug").isNotInstanceOf(DriverException.class);
    }
}
