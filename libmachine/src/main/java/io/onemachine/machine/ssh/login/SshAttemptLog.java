package io.onemachine.machine.ssh.login;

import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.ssh.SshDiagnosis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The results of the attempts to reach a host's SSH, with their durations. */
public final class SshAttemptLog {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Until ARP resolution of a silent neighbour fails, an attempt with a short timeout ends before the network reports it. */
    private static final long ROUTE_ANSWERS_AFTER = Duration.ofSeconds(20).toNanos();

    /** The number of changes in the report; the latest count. */
    private static final int MOST_SHOWN = 5;

    private final List<Stretch> stretches = new ArrayList<>();

    /** Consecutive attempts with the same reason, with its latest words; times as of {@code System.nanoTime()}. */
    private record Stretch(SshDiagnosis finding, long from, long seen) {}

    public void add(SshDiagnosis finding, long now) {
        if (stretches.isEmpty()) {
            stretches.add(new Stretch(finding, now, now));
            return;
        }
        Stretch last = stretches.getLast();
        if (saysLess(finding, last, now)) {
            return;
        }
        if (last.finding().reason() == finding.reason()) {
            stretches.set(stretches.size() - 1, new Stretch(finding, last.from(), now));
        } else {
            stretches.add(new Stretch(finding, now, now));
        }
    }

    public boolean isEmpty() {
        return stretches.isEmpty();
    }

    /** Returns the latest result. */
    SshDiagnosis last() {
        return stretches.getLast().finding();
    }

    /**
     * Returns the report: {@code connection refused for 4 s, then no answer}. A result of less than a second is left out unless it is the
     * latest.
     */
    public String story() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < stretches.size() - 1; i++) {
            Stretch stretch = stretches.get(i);
            long seconds = (stretches.get(i + 1).from() - stretch.from()) / SECOND;
            if (seconds > 0) {
                parts.add(stretch.finding().words() + " for " + seconds + " s");
            }
        }
        parts.add(last().words());
        List<String> shown = parts.subList(Math.max(0, parts.size() - MOST_SHOWN), parts.size());
        return (shown.size() < parts.size() ? "..., then " : "") + String.join(", then ", shown);
    }

    private static boolean saysLess(SshDiagnosis finding, Stretch last, long now) {
        return finding.reason() == Reason.TIMEOUT
                && last.finding().reason() == Reason.NO_ROUTE
                && now - last.seen() < ROUTE_ANSWERS_AFTER;
    }
}
