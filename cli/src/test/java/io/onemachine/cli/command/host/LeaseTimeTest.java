package io.onemachine.cli.command.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ErrorCode;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "90m, PT90M",
        "8h, PT8H",
        "3d, PT72H",
        "1d12h, PT36H",
        "1h30m15s, PT1H30M15S",
        "45s, PT45S",
        "0d8h, PT8H",
        "36500d, PT876000H",
    })
    void durationsHaveUnits(String text, Duration duration) throws CommandFailure {
        assertThat(LeaseTime.duration("extend", text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8",
                "0h",
                "-8h",
                "8 h",
                "8h ",
                "h",
                "8hh",
                "1.5h",
                "8w",
                "8H",
                "36501d",
                "999999999d",
                "1234567890s",
                "8h,",
                "soon",
                "٤h"
            })
    void otherDurationsAreRefused(String text) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> LeaseTime.duration("extend", text))
                .withMessage(
                        "--extend must be a duration such as 90m, 8h, 3d or 1d12h, of at most a hundred years, not \""
                                + text + "\"")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01T18:00, 2026-12-01T17:00:00Z",
        "2026-07-01T18:00, 2026-07-01T16:00:00Z",
        "2026-12-01T18:00:30, 2026-12-01T17:00:30Z",
        "2026-12-01T18:00Z, 2026-12-01T18:00:00Z",
        "2026-12-01t18:00z, 2026-12-01T18:00:00Z",
        "2026-12-01T18:00-08:00, 2026-12-02T02:00:00Z",
        "2026-12-01T18:00:00.5+05:30, 2026-12-01T12:30:00.500Z",
        "2026-12-01T18:00+09:00[Asia/Tokyo], 2026-12-01T09:00:00Z",
        "2026-12-01, 2026-11-30T23:00:00Z",
        "2026-07-01, 2026-06-30T22:00:00Z",
        // The clocks of the zone skip this hour, and the offset before that counts.
        "2026-03-29T02:30, 2026-03-29T01:30:00Z",
    })
    void timesAreOfTheZoneThatTheyNameElseOfTheUsers(String text, String instant) throws CommandFailure {
        assertThat(LeaseTime.time("until", text, BERLIN)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "18:00",
                "2026-12-01 18:00",
                "2026-13-01",
                "2026-02-30",
                "2026-02-30T10:00",
                "2026-12-01T25:00",
                "2026-12-01T",
                "2026-12-01Z",
                "01.12.2026",
                "1764608400",
                "2026-12-01T18:00+25:00",
                " 2026-12-01"
            })
    void otherTimesAreRefused(String text) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> LeaseTime.time("until", text, BERLIN))
                .withMessage("--until must be a date and time such as 2026-12-01T18:00 or 2026-12-01T18:00Z, not \""
                        + text + "\"");
    }
}
