package io.onemachine.e2e.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Injects every fault into every call to the front end, and kills {@code create} at every point: after {@code rm} nothing is left, and
 * VMs of others are unchanged. Kills commands of all kinds at random moments: the store stays consistent.
 *
 * <p>The build runs a random sample from a seed. {@code -Donemachine.campaign=all} runs all of it,
 * {@code -Donemachine.campaign.seed=N} the same sample again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultCampaignIT {

    private static final boolean ALL =
            System.getProperty("onemachine.campaign", "").equals("all");
    private static final long SEED = Long.getLong("onemachine.campaign.seed", System.nanoTime());
    private static final int SAMPLE = 8;
    private static final int KILLED_SAMPLE = 2;
    private static final int COMMANDS_KILLED = ALL ? 200 : 4;
    private static final int CLOUDS = ALL ? 3 : 2;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final List<CampaignCloud> clouds = new ArrayList<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    void start(@TempDir Path folder) {
        for (int i = 0; i < CLOUDS; i++) {
            clouds.add(new CampaignCloud(folder.resolve("cloud" + i)));
        }
        inParallel(new ConcurrentLinkedQueue<>(clouds), (own, each) -> each.createStaying());
    }

    @AfterAll
    void stop() {
        clouds.forEach(CampaignCloud::close);
    }

    @Test
    void aFailedCallLosesNothingAndTouchesNoOtherVm() {
        List<CampaignCase> cases = new ArrayList<>();
        for (CampaignCase.Typed command : CampaignCase.Typed.values()) {
            cases.addAll(CampaignCase.of(command, clouds.getFirst(), CampaignCase.QUICK));
        }
        int whole = cases.size();
        if (ALL) {
            cases.add(new CampaignCase(
                    CampaignCase.Typed.CREATE_FROM_TEMPLATE, "one.template.instantiate", 1, "delay 12s"));
            cases.add(new CampaignCase(CampaignCase.Typed.CREATE_FROM_TEMPLATE, "one.vm.info", 1, "delay 12s"));
            cases.add(new CampaignCase(CampaignCase.Typed.STOP, "one.vm.action/poweroff", 1, "delay 12s"));
            cases.add(new CampaignCase(CampaignCase.Typed.START, "one.vm.action/resume", 1, "delay 12s"));
            cases.add(new CampaignCase(CampaignCase.Typed.REMOVE, "one.vm.action/terminate-hard", 1, "delay 12s"));
            whole = cases.size();
        } else {
            Collections.shuffle(cases, new Random(SEED));
            cases = cases.subList(0, SAMPLE);
        }
        AtomicInteger well = new AtomicInteger();
        inParallel(new ConcurrentLinkedQueue<>(cases), (cloud, each) -> {
            // A refused call created nothing, so the name is free at once. The full campaign checks each.
            boolean again = each.command().creates() && ALL;
            if (each.run(cloud, again).exitCode() == 0) {
                well.incrementAndGet();
            }
        });
        report("calls that failed: " + cases.size() + " of " + whole + " cases, " + well + " commands got over it");
    }

    @Test
    void aCreateKilledAnywhereLeavesNothingThatRmDoesNotFind() {
        List<KillPoint> points = KillPoint.all();
        int whole = points.size();
        if (!ALL) {
            Collections.shuffle(points, new Random(SEED));
            points = points.subList(0, KILLED_SAMPLE);
        }
        AtomicInteger stored = new AtomicInteger();
        inParallel(new ConcurrentLinkedQueue<>(points), (cloud, point) -> {
            kill(cloud, point);
            // A VM with an injected delay cannot be removed before that ends.
            cloud.clearFaults();
            if (cloud.hasStoreEntry()) {
                stored.incrementAndGet();
                cloud.user().dockerMachine("rm", "-y", CampaignCloud.MACHINE).succeeds();
            }
            cloud.holdsOnlyStrangers();
        });
        report("creates killed: at " + points.size() + " of " + whole + " points, " + stored + " machines to remove");
    }

    @Test
    void theStoreStaysConsistentWhenCommandsAreKilled() {
        AtomicInteger ended = new AtomicInteger();
        inParallel(new ConcurrentLinkedQueue<>(KilledCommand.random(COMMANDS_KILLED, SEED)), (cloud, command) -> {
            KilledCommand next = command;
            while (!next.run(cloud)) {
                ended.incrementAndGet();
                next = next.sooner();
            }
        });
        report("commands killed: " + COMMANDS_KILLED + "; " + ended + " had ended and were killed sooner another time");
    }

    private static void kill(CampaignCloud cloud, KillPoint point) {
        point.prepare(cloud);
        try {
            Process create = cloud.user()
                    .start(List.of(
                            "docker-machine",
                            "create",
                            "--opennebula-template-id",
                            "1",
                            "--engine-install-url",
                            "none",
                            CampaignCloud.MACHINE));
            create.getOutputStream().close();
            List<String> lines = Collections.synchronizedList(new ArrayList<>());
            Thread reader =
                    Thread.ofVirtual().start(() -> create.inputReader().lines().forEach(lines::add));
            Awaitility.await(point.toString())
                    .atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> point.reached(cloud, lines) || !create.isAlive());
            // Not through the process: that closes its output, which is still to be read.
            create.toHandle().destroyForcibly();
            create.waitFor();
            reader.join();
            assertThat(point.reached(cloud, lines))
                    .as("reached: %s; %s", point, lines)
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** One case at a time on each cloud. A failed case is recorded, and its remains are removed. */
    private <T> void inParallel(Queue<T> cases, BiConsumer<CampaignCloud, T> run) {
        List<Thread> workers = new ArrayList<>();
        for (CampaignCloud cloud : clouds) {
            workers.add(Thread.ofPlatform().start(() -> {
                for (T each = cases.poll(); each != null; each = cases.poll()) {
                    attempt(cloud, each, run);
                }
            }));
        }
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private <T> void attempt(CampaignCloud cloud, T each, BiConsumer<CampaignCloud, T> run) {
        try {
            run.accept(cloud, each);
        } catch (RuntimeException | AssertionError e) {
            failures.add(each + "\n" + e);
            System.out.println("fault campaign: " + failures.getLast());
            try {
                cloud.sweep();
            } catch (RuntimeException | AssertionError left) {
                failures.add("cleaning up after " + each + "\n" + left);
            }
        }
    }

    private void report(String counts) {
        System.out.println("fault campaign, seed " + SEED + ", " + clouds.size() + " clouds: " + counts + ", "
                + failures.size() + " failures");
        assertThat(failures).as("seed %s", SEED).isEmpty();
    }
}
