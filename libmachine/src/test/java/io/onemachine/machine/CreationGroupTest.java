package io.onemachine.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineCreationException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.host.CapacityException;
import io.onemachine.machine.testing.MachinesFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several creations at once. */
@Timeout(60)
class CreationGroupTest {
    private static final List<String> NAMES = List.of("m1", "m2", "m3", "m4", "m5", "m6");

    private final MachinesFixture fixture;
    private final Map<String, MachineException> failures = new ConcurrentHashMap<>();

    CreationGroupTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
    }

    private void createAll(int parallel) {
        CreationGroup group = new CreationGroup(fixture.machines(), NAMES.size(), parallel);
        List<Thread> threads = new ArrayList<>();
        for (String name : NAMES) {
            threads.add(Thread.ofVirtual().start(() -> create(group, name)));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void create(CreationGroup group, String name) {
        try {
            group.create(fixture.request(name)).close();
        } catch (MachineException e) {
            failures.put(name, e);
        }
    }

    /** Counts how many do something at the same time; the first ones wait until as many do as may. */
    private static final class Gauge {
        private final CountDownLatch full;
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger all = new AtomicInteger();

        Gauge(int parallel) {
            full = new CountDownLatch(Math.min(parallel, NAMES.size()));
        }

        void pass(String machine) {
            all.incrementAndGet();
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            full.countDown();
            try {
                full.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            now.decrementAndGet();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void atMostTheGivenNumberIsCreatedAtOnceAndAllAreCheckedBefore(int parallel) {
        int expected = Math.min(parallel, NAMES.size());
        Gauge checks = new Gauge(parallel);
        Gauge creations = new Gauge(parallel);
        List<Integer> checkedBefore = new ArrayList<>();
        fixture.driver.onCheck = checks::pass;
        fixture.driver.onCreate = machine -> {
            synchronized (checkedBefore) {
                checkedBefore.add(checks.all.get());
            }
            creations.pass(machine);
        };

        createAll(parallel);

        assertThat(failures).isEmpty();
        assertThat(fixture.machines().names()).isEqualTo(NAMES);
        assertThat(checks.most.get()).isEqualTo(expected);
        assertThat(creations.most.get()).isEqualTo(expected);
        assertThat(checkedBefore).containsOnly(NAMES.size());
    }

    @Test
    void failedCheckOfOneHoldsBackAll() {
        fixture.driver.onCheck = machine -> {
            if (machine.equals("m4")) {
                throw new DriverException("there is no template 7");
            }
        };

        createAll(2);

        assertThat(fixture.machines().names()).isEmpty();
        assertThat(fixture.driver.calls).doesNotContain("create");
        assertThat(failures).hasSize(NAMES.size());
        assertThat(failures.get("m4")).isInstanceOf(PreCreateCheckException.class);
        assertThat(failures.get("m1"))
                .isInstanceOf(CreationHeldBackException.class)
                .hasMessage("Machine \"m1\" is not created, as the check of \"m4\" has failed");
        assertThat(((CreationHeldBackException) failures.get("m1")).other()).containsSame(failures.get("m4"));
    }

    @Test
    void failedCheckOfAllTogetherHoldsBackAll() {
        List<Integer> asked = new ArrayList<>();
        fixture.driver.sharedChecks = Optional.of(drivers -> {
            asked.add(drivers.size());
            throw new DriverException("the quota has room for 3");
        });

        createAll(2);

        assertThat(asked).containsExactly(NAMES.size());
        assertThat(fixture.machines().names()).isEmpty();
        assertThat(fixture.driver.calls).doesNotContain("create");
        assertThat(failures.values())
                .hasSize(NAMES.size())
                .filteredOn(PreCreateCheckException.class::isInstance)
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("Error with pre-create check: \"the quota has room for 3\"");
        assertThat(failures.values())
                .filteredOn(CreationHeldBackException.class::isInstance)
                .hasSize(NAMES.size() - 1)
                .allMatch(failure -> ((CreationHeldBackException) failure)
                        .other()
                        .filter(PreCreateCheckException.class::isInstance)
                        .isPresent());
    }

    @Test
    void missingRoomForOneStopsThoseThatHaveNotBegun() {
        AtomicInteger created = new AtomicInteger();
        fixture.driver.onCreate = machine -> {
            if (created.incrementAndGet() > 2) {
                throw new CapacityException("no hypervisor has room", null, null);
            }
        };

        createAll(1);

        assertThat(fixture.machines().names()).hasSize(2);
        assertThat(created.get()).isEqualTo(3);
        assertThat(failures.values())
                .filteredOn(MachineCreationException.class::isInstance)
                .hasSize(1);
        assertThat(failures.values())
                .filteredOn(CreationHeldBackException.class::isInstance)
                .hasSize(3)
                .allMatch(failure -> failure.getMessage().contains("there was no room for"));
    }

    @Test
    void otherFailureStopsNoOther() {
        fixture.driver.onCreate = machine -> {
            if (machine.equals("m2")) {
                throw new DriverException("VM 7 failed to boot");
            }
        };

        createAll(2);

        assertThat(fixture.machines().names()).containsExactly("m1", "m3", "m4", "m5", "m6");
        assertThat(failures).containsOnlyKeys("m2");
    }

    @Test
    void withdrawnMachineHoldsBackTheOthers() throws InterruptedException {
        CreationGroup group = new CreationGroup(fixture.machines(), 2, 8);
        CountDownLatch isChecked = new CountDownLatch(1);
        fixture.driver.onCheck = machine -> isChecked.countDown();
        Thread thread = Thread.ofVirtual().start(() -> create(group, "m1"));
        isChecked.await();

        group.withdraw("m2");

        thread.join();
        assertThat(failures.get("m1")).isInstanceOf(CreationHeldBackException.class);
        assertThat(fixture.machines().names()).isEmpty();
    }

    @Test
    void interruptedOneDoesNotWait() throws InterruptedException {
        CreationGroup group = new CreationGroup(fixture.machines(), 2, 8);
        CountDownLatch isChecked = new CountDownLatch(1);
        fixture.driver.onCheck = machine -> isChecked.countDown();
        Thread thread = Thread.ofVirtual().start(() -> create(group, "m1"));
        isChecked.await();

        thread.interrupt();

        thread.join();
        assertThat(failures.get("m1")).isInstanceOf(OperationInterruptedException.class);
        assertThat(fixture.machines().names()).isEmpty();
    }

    @Test
    void interruptedOneThatHasPassedItsChecksDoesNotBegin() throws InterruptedException {
        CreationGroup group = new CreationGroup(fixture.machines(), 3, 1);
        List<Thread> threads = new ArrayList<>();
        AtomicInteger begun = new AtomicInteger();
        fixture.driver.onCreate = machine -> {
            begun.incrementAndGet();
            threads.forEach(Thread::interrupt);
        };
        CountDownLatch go = new CountDownLatch(1);
        for (String name : List.of("m1", "m2", "m3")) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                create(group, name);
            }));
        }

        go.countDown();

        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(begun).hasValue(1);
        assertThat(failures.values())
                .filteredOn(failure -> failure.getMessage()
                        .matches("Interrupted while waiting for the (checks|creation) of other machines"))
                .hasSize(2);
    }
}
