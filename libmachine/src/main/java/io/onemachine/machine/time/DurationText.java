package io.onemachine.machine.time;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: {@code 90m}, {@code 8h}, {@code 3d} or {@code 1d12h}. */
public final class DurationText {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})([dhms])");
    private static final Duration LONGEST = Duration.ofDays(100L * 365);

    private DurationText() {}

    /** Parses a duration of at most a hundred years; empty when the text is none, or the duration is zero. */
    public static Optional<Duration> parse(String text) {
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int at = 0;
        while (part.find() && part.start() == at && sum.compareTo(LONGEST) <= 0) {
            sum = sum.plusSeconds(Long.parseLong(part.group(1)) * seconds(part.group(2)));
            at = part.end();
        }
        boolean valid = at == text.length() && !sum.isZero() && sum.compareTo(LONGEST) <= 0;
        return valid ? Optional.of(sum) : Optional.empty();
    }

    /** Returns the text of a duration in whole seconds, in the form for {@link #parse}. */
    public static String of(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), 'd');
        append(text, duration.toHoursPart(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, char unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }

    private static long seconds(String unit) {
        return switch (unit) {
            case "d" -> 24 * 3600;
            case "h" -> 3600;
            case "m" -> 60;
            default -> 1;
        };
    }
}
