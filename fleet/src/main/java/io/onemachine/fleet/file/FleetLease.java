package io.onemachine.fleet.file;

import io.onemachine.machine.time.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** When the cloud removes the host of a machine. */
public sealed interface FleetLease {
    /** A time after the machine's creation. */
    record After(Duration duration) implements FleetLease {}

    /** A fixed time. */
    record Until(Instant end) implements FleetLease {}

    /** Never: the host has no lease. */
    record Never() implements FleetLease {}

    /** Parses {@code 8h}, {@code 1d12h}, {@code 2026-12-01T18:00Z} or {@code never}; empty when the text is none of these. */
    static Optional<FleetLease> parse(String text) {
        if (text.equals("never")) {
            return Optional.of(new Never());
        }
        Optional<FleetLease> after = DurationText.parse(text).map(After::new);
        if (after.isPresent()) {
            return after;
        }
        try {
            return Optional.of(new Until(OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the text in a fleet file. */
    default String text() {
        return switch (this) {
            case After(Duration duration) -> DurationText.of(duration);
            case Until(Instant end) -> end.toString();
            case Never _ -> "never";
        };
    }
}
