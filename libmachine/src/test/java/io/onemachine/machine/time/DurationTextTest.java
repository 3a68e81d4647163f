package io.onemachine.machine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "90m, PT1H30M, 1h30m",
        "8h, PT8H, 8h",
        "36h, PT36H, 1d12h",
        "1d1s, PT24H1S, 1d1s",
        "36500d, PT876000H, 36500d"
    })
    void durationsAreReadAndWritten(String text, Duration duration, String written) {
        assertThat(DurationText.parse(text)).contains(duration);
        assertThat(DurationText.of(duration)).isEqualTo(written);
        assertThat(DurationText.parse(written)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "h", "8H", "-8h", "8h ", "1.5h", "0s", "36501d", "999999999d"})
    void othersAreNone(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @Test
    void aSumThatNoNumberHoldsIsNone() {
        assertThat(DurationText.parse("999999999d".repeat(200_000))).isEmpty();
    }
}
