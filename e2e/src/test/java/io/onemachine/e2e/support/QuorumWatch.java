package io.onemachine.e2e.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks all managers of a swarm for its nodes, ten times a second, until it is stopped.
 *
 * <p>All managers are asked in every round, whatever became of the rounds before. An answer counts when it came within the time a user
 * would wait and names a leader: managers of a swarm that has none hold questions back for some seconds and then list the nodes all the
 * same, while every change is refused. A round without an answer that counts is part of a gap.
 */
public final class QuorumWatch implements AutoCloseable {

    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(100);

    /** An engine waits for its swarm for up to 20 s before it gives up; a new leader needs 10 s and more where the old one just left. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Manager> managers = new LinkedHashMap<>();
    private final List<Round> rounds = new ArrayList<>();
    private final CountDownLatch firstAnswers;
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("quorum").factory());

    private QuorumWatch(UserEnvironment user, List<String> names) {
        firstAnswers = new CountDownLatch(names.size());
        for (String name : names) {
            managers.put(name, new Manager(Engine.of(user, name), new AtomicInteger()));
        }
    }

    /** Starts asking; returns when every manager has answered once, so that what is seen later was caused later. */
    public static QuorumWatch of(UserEnvironment user, List<String> managers) {
        QuorumWatch watch = new QuorumWatch(user, managers);
        ScheduledFuture<?> _ =
                watch.clock.scheduleAtFixedRate(watch::ask, 0, BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (!watch.firstAnswers.await(1, TimeUnit.MINUTES)) {
                watch.close();
                throw new AssertionError("not all of " + managers + " say what nodes there are");
            }
        } catch (InterruptedException e) {
            watch.close();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return watch;
    }

    private void ask() {
        Round round = new Round(rounds.size());
        rounds.add(round);
        managers.forEach((name, manager) -> asking.execute(() -> {
            if (namesLeader(manager.engine())) {
                round.answered.add(name);
                if (manager.answers().getAndIncrement() == 0) {
                    firstAnswers.countDown();
                }
            }
        }));
    }

    private static boolean namesLeader(Engine engine) {
        return engine.ask("/nodes", PATIENCE).stream()
                .flatMap(nodes -> nodes.getAsJsonArray().asList().stream())
                .map(node -> node.getAsJsonObject().getAsJsonObject("ManagerStatus"))
                .anyMatch(manager -> manager != null
                        && manager.has("Leader")
                        && manager.get("Leader").getAsBoolean());
    }

    /** Stops when what was asked has been answered or given up, and returns what was seen. */
    public Seen stop() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the rounds do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        asking.close();
        managers.values().forEach(manager -> manager.engine().close());
        List<Gap> gaps = new ArrayList<>();
        for (Round round : rounds) {
            if (round.answered.isEmpty()) {
                Gap last = gaps.isEmpty() ? null : gaps.getLast();
                if (last != null && last.first + last.rounds == round.number) {
                    gaps.set(gaps.size() - 1, new Gap(last.first, last.rounds + 1));
                } else {
                    gaps.add(new Gap(round.number, 1));
                }
            }
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        managers.forEach((name, manager) -> counts.put(name, manager.answers().get()));
        return new Seen(rounds.size(), counts, gaps);
    }

    /** Stops without an answer to anything. */
    @Override
    public void close() {
        clock.shutdownNow();
        asking.shutdownNow();
        managers.values().forEach(manager -> manager.engine().close());
    }

    private record Manager(Engine engine, AtomicInteger answers) {}

    private static final class Round {
        private final int number;
        private final Set<String> answered = ConcurrentHashMap.newKeySet();

        Round(int number) {
            this.number = number;
        }
    }

    /**
     * Rounds one after the other without an answer.
     *
     * @param first the number of the first, counted from 0
     * @param rounds how many
     */
    public record Gap(int first, int rounds) {}

    /**
     * What was seen.
     *
     * @param rounds how often all managers were asked
     * @param answers how often each of them answered
     * @param gaps when none did
     */
    public record Seen(int rounds, Map<String, Integer> answers, List<Gap> gaps) {}
}
