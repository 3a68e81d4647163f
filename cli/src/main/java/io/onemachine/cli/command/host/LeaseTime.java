package io.onemachine.cli.command.host;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.machine.time.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** Parses times and durations of {@code lease}. */
final class LeaseTime {
    private LeaseTime() {}

    /** Parses {@code 90m}, {@code 8h}, {@code 3d} or {@code 1d12h}. */
    static Duration duration(String option, String text) throws CommandFailure {
        return DurationText.parse(text)
                .orElseThrow(() -> CommandFailure.ofUsage("--" + option
                        + " must be a duration such as 90m, 8h, 3d or 1d12h, of at most a hundred years, not \"" + text
                        + "\""));
    }

    /**
     * Parses a date and time in ISO 8601: {@code 2026-12-01T18:00}, with a zone such as {@code Z} or {@code +02:00}, or a date alone, which
     * means its first moment.
     *
     * @param zone the zone of a time that names none
     */
    static Instant time(String option, String text, ZoneId zone) throws CommandFailure {
        try {
            TemporalAccessor parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : LocalDateTime.from(parsed).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            return day(option, text, zone);
        }
    }

    private static Instant day(String option, String text, ZoneId zone) throws CommandFailure {
        try {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw CommandFailure.ofUsage("--" + option
                    + " must be a date and time such as 2026-12-01T18:00 or 2026-12-01T18:00Z, not \"" + text + "\"");
        }
    }
}
