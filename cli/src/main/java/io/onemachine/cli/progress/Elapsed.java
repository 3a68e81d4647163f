package io.onemachine.cli.progress;

import java.util.concurrent.TimeUnit;

/** Formats how long something has taken. */
final class Elapsed {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private Elapsed() {}

    /** Returns a duration in nanoseconds as {@code 59s}, {@code 12m05s} or {@code 2h05m}. */
    static String text(long nanos) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
        if (seconds < MINUTE) {
            return seconds + "s";
        }
        return seconds < HOUR
                ? "%dm%02ds".formatted(seconds / MINUTE, seconds % MINUTE)
                : "%dh%02dm".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
    }
}
