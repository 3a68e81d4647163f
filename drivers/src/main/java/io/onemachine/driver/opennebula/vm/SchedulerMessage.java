package io.onemachine.driver.opennebula.vm;

import java.util.regex.Pattern;

/**
 * The scheduler's message about a VM that it cannot place: {@code Sun Nov 22 08:41:49 2026: Cannot dispatch VM: …}. Some schedulers
 * rewrite it in every round with only the time changed.
 *
 * @param reason the message without its leading time
 * @param essence the reason without times and durations, for comparison
 */
record SchedulerMessage(String reason, String essence) {
    private static final String CLOCK = "\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?";
    private static final String ZONE = "(?:\\s?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?";

    /** The format of C's asctime, with or without a zone; ISO 8601; or the time of day alone. */
    private static final String TIME =
            "(?:(?:\\p{L}{2,4}[,.]?\\s+)?\\p{L}{3}\\s+\\d{1,2}\\s+" + CLOCK + "(?:\\s+\\p{Lu}{3,4})?(?:\\s+\\d{4})?"
                    + "|\\d{4}-\\d{2}-\\d{2}[T ]" + CLOCK + ZONE
                    + "|\\b" + CLOCK + "\\b" + ZONE + ")";

    private static final Pattern LEADING_TIME = Pattern.compile("^\\s*\\[?" + TIME + "\\]?\\s*:?\\s*");
    private static final Pattern ANY_TIME = Pattern.compile(TIME);

    /** Seconds since 1970, of this century. */
    private static final Pattern EPOCH = Pattern.compile("\\b[1-4]\\d{9}(?:\\.\\d+)?\\b");

    private static final Pattern DURATION = Pattern.compile(
            "\\b\\d+(?:\\.\\d+)?\\s*(?:ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|h|hours?|days?)\\b");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    static SchedulerMessage of(String text) {
        String reason = LEADING_TIME.matcher(text).replaceFirst("").strip();
        String bare = ANY_TIME.matcher(reason).replaceAll(" ");
        bare = EPOCH.matcher(bare).replaceAll(" ");
        bare = DURATION.matcher(bare).replaceAll(" ");
        return new SchedulerMessage(reason, BLANKS.matcher(bare).replaceAll(" ").strip());
    }
}
