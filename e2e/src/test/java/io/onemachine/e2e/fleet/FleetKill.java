package io.onemachine.e2e.fleet;

import io.onemachine.e2e.support.CloudControl;
import io.onemachine.e2e.support.StepKill;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A moment at which an apply is killed with SIGKILL.
 *
 * @param kind what is counted until then
 * @param share how far it gets, from 0 to 1: a share of what an apply with as many changes took that was not killed
 */
record FleetKill(Kind kind, double share) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What moments are counted by. */
    enum Kind {
        /** Lines of its output. */
        LINE,
        /** Calls to the front end. */
        CALL,
        /** Milliseconds. */
        TIME,
        /** Calls of rename(2) by one of its threads, each of which ends a change of the store; it is killed right before. */
        RENAME
    }

    /** The renames of one thread, of a few machines at most. */
    private static final int RENAMES = 12;

    static FleetKill next(Random random, boolean canTrace) {
        return new FleetKill(Kind.values()[random.nextInt(canTrace ? 4 : 3)], random.nextDouble());
    }

    /**
     * What an apply took that was not killed.
     *
     * @param changes the number of machines that it created, changed or removed
     */
    record Length(Map<Kind, Integer> all, int changes) {
        private int moment(FleetKill kill, int ofChanges) {
            int whole = kill.kind == Kind.RENAME ? RENAMES : all.getOrDefault(kill.kind, 1) * ofChanges / changes;
            return 1 + (int) (kill.share * whole);
        }
    }

    /** Applies a file without being killed. */
    static Length measure(FleetFolder fleet, List<String> arguments, int changes) {
        CloudControl control = fleet.cloud().control();
        int calls = total(control);
        long start = System.nanoTime();
        long lines = fleet.user()
                .dockerMachine(arguments.toArray(String[]::new))
                .answers(0)
                .stdout()
                .lines()
                .count();
        Map<Kind, Integer> all = new EnumMap<>(Kind.class);
        all.put(Kind.TIME, (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        all.put(Kind.LINE, (int) lines);
        all.put(Kind.CALL, total(control) - calls);
        return new Length(all, changes);
    }

    /** Applies a file and kills that; returns whether it was killed before it ended by itself. */
    boolean run(FleetFolder fleet, List<String> arguments, Length length, int changes)
            throws IOException, InterruptedException {
        int moment = length.moment(this, changes);
        if (kind == Kind.RENAME) {
            return new StepKill(fleet.user(), fleet.folder())
                    .before("rename", moment, arguments.toArray(String[]::new));
        }
        CloudControl control = fleet.cloud().control();
        int callsBefore = total(control);
        List<String> command = new ArrayList<>(List.of("docker-machine"));
        command.addAll(arguments);
        Process process = fleet.user().start(command);
        process.getOutputStream().close();
        AtomicInteger lines = new AtomicInteger();
        Thread _ = Thread.ofVirtual().start(() -> read(process.inputReader(), lines));
        Thread _ = Thread.ofVirtual().start(() -> read(process.errorReader(), new AtomicInteger()));
        switch (kind) {
            case LINE -> await(() -> lines.get() >= moment || !process.isAlive());
            case CALL -> await(() -> total(control) - callsBefore >= moment || !process.isAlive());
            case TIME, RENAME -> process.waitFor(moment, TimeUnit.MILLISECONDS);
        }
        boolean killed = process.isAlive();
        // Not through the process: that closes its output, which is still to be read.
        process.toHandle().destroyForcibly();
        process.waitFor();
        // The output is not read to its end: a program that the killed one started may still have it open.
        return killed;
    }

    /** Counts lines to the end of the output, or until that is closed. */
    private static void read(BufferedReader output, AtomicInteger lines) {
        try {
            output.lines().forEach(line -> lines.incrementAndGet());
        } catch (UncheckedIOException e) {
            // The process is gone.
        }
    }

    private static void await(java.util.concurrent.Callable<Boolean> reached) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(reached);
    }

    private static int total(CloudControl control) {
        return control.calls().values().stream().mapToInt(Integer::intValue).sum();
    }
}
