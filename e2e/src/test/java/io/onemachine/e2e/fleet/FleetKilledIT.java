package io.onemachine.e2e.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.StepKill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@code apply} at random moments on the way from one random fleet to the next. After the next {@code apply} there are exactly the
 * machines of the file, with one VM each, and nothing else.
 *
 * <p>The build kills a few; {@code -Donemachine.campaign=all} kills a hundred, {@code -Donemachine.campaign.seed=N} follows the fleets and
 * moments of a seed again.
 */
final class FleetKilledIT {

    private static final boolean ALL =
            System.getProperty("onemachine.campaign", "").equals("all");
    private static final long SEED = Long.getLong("onemachine.campaign.seed", System.nanoTime());
    private static final int KILLS = ALL ? 100 : 8;
    private static final int CLOUDS = ALL ? 3 : 2;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Pattern ACTION = Pattern.compile(
            "\"action\": \"([a-z-]+)\"(?:,\\s*\"group\": \"[^\"]*\")?" + "(?:,\\s*\"reason\": \"([^\"]*)\")?");

    private final AtomicInteger toKill = new AtomicInteger(KILLS);
    private final AtomicInteger ended = new AtomicInteger();
    private final Map<String, Integer> killed = Collections.synchronizedMap(new TreeMap<>());
    private final Map<String, Integer> seen = Collections.synchronizedMap(new TreeMap<>());
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void afterAnApplyThatWasKilledTheNextOneBringsExactlyTheFileAbout() throws InterruptedException {
        boolean canTrace = StepKill.isPossible();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < CLOUDS; i++) {
            Random random = new Random(SEED + i);
            Path own = folder.resolve("cloud" + i);
            workers.add(Thread.ofPlatform().start(() -> followFleets(own, random, canTrace)));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        System.out.println("killed applies, seed " + SEED + ": " + killed + ", " + ended
                + " had ended; what was left to do: " + seen + "; " + failures.size() + " failures");
        assertThat(failures).as("seed %s", SEED).isEmpty();
        assertThat(killed.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(KILLS);
    }

    /** Takes one of the kills that are left. Another thread may give one back afterwards, so the number never goes below none. */
    private boolean takeKill() {
        return toKill.getAndUpdate(left -> Math.max(left - 1, 0)) > 0;
    }

    /** Goes from fleet to fleet in a cloud of its own until all kills are done. */
    private void followFleets(Path own, Random random, boolean canTrace) {
        try (Cloud cloud = Cloud.ofStubs(own)) {
            FleetFolder fleet = FleetFolder.in(Files.createDirectories(own.resolve("user")), cloud);
            // A VM of the same name that is another user's.
            cloud.api("alice").instantiate(1, "a1", "");
            RandomFleet present = RandomFleet.next(random);
            fleet.write(present.file());
            FleetKill.Length length =
                    FleetKill.measure(fleet, arguments(present), RandomFleet.EMPTY.changesTo(present));
            while (takeKill()) {
                RandomFleet next = RandomFleet.next(random);
                FleetKill kill = FleetKill.next(random, canTrace);
                present = killed(fleet, present, next, kill, length) ? next : RandomFleet.EMPTY;
            }
            fleet.write(RandomFleet.EMPTY.file());
            fleet.destroy().answers(0);
            holdsExactly(fleet, RandomFleet.EMPTY);
        } catch (IOException | RuntimeException | AssertionError e) {
            failures.add(own.getFileName() + ": " + e);
        }
    }

    /** Returns whether the cloud is as the next fleet says now; it is empty otherwise. */
    private boolean killed(
            FleetFolder fleet, RandomFleet present, RandomFleet next, FleetKill kill, FleetKill.Length length) {
        int changes = present.changesTo(next);
        fleet.write(next.file());
        try {
            if (changes > 0 && kill.run(fleet, arguments(next), length, changes)) {
                killed.merge(kill.kind().name(), 1, Integer::sum);
                lookAround(fleet);
            } else {
                ended.incrementAndGet();
                toKill.incrementAndGet();
            }
            fleet.user().dockerMachine(arguments(next).toArray(String[]::new)).answers(0);
            holdsExactly(fleet, next);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (AssertionError e) {
            failures.add(kill + "\n" + present.file() + "->\n" + next.file() + e);
            System.out.println("killed applies: " + failures.getLast());
            empty(fleet);
            return false;
        }
    }

    /** All consents: so that nothing of the file stays undone. */
    private static List<String> arguments(RandomFleet fleet) {
        return Stream.concat(
                        Stream.of("apply", "-y", "--prune", "--allow-restart"),
                        fleet.names().stream().flatMap(name -> Stream.of("--replace", name)))
                .toList();
    }

    /** Commands work on what is left, whatever it is. */
    private void lookAround(FleetFolder fleet) {
        Outcome diff = fleet.diff("--format", "json");
        diff.answers(diff.stdout().contains("\"same\": true") ? 0 : 2);
        ACTION.matcher(diff.stdout()).results().forEach(action -> {
            String reason = action.group(2) == null ? "" : " (" + action.group(2) + ")";
            seen.merge(action.group(1) + reason, 1, Integer::sum);
        });
        if (diff.exitCode() == 0) {
            seen.merge("nothing", 1, Integer::sum);
        }
        fleet.run("ls", "-t", "5").answers(0);
    }

    private static void holdsExactly(FleetFolder fleet, RandomFleet expected) {
        List<String> vms = Stream.concat(expected.names().stream(), Stream.of("a1"))
                .sorted()
                .toList();
        assertThat(fleet.machines()).as("machines in the store").isEqualTo(expected.names());
        assertThat(fleet.cloud().api().vmNames()).as("VMs").isEqualTo(vms);
        fleet.diff().succeeds();
        assertThat(fleet.run("gc", "--dry-run", "--format", "json")
                        .succeeds()
                        .stdout()
                        .strip())
                .isEqualTo("[]");
    }

    /** After a failure: removes everything, so that the next fleet finds what it expects. */
    private static void empty(FleetFolder fleet) {
        fleet.clear();
        int stranger = fleet.cloud().api("alice").vms().getLast();
        for (int vm : fleet.cloud().api().vms()) {
            if (vm != stranger) {
                fleet.cloud().api().terminate(vm);
            }
        }
        Awaitility.await().atMost(LIMIT).until(() -> fleet.cloud().api().vms().equals(List.of(stranger)));
    }
}
