package io.onemachine.cli.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0,0s",
        "1,1ns",
        "1500,1.5µs",
        "12345678,12.345678ms",
        "1000000000,1s",
        "1500000000,1.5s",
        "61000000000,1m1s",
        "3600000000000,1h0m0s",
        "10000000000,10s"
    })
    void isFormattedAsInGo(long nanos, String text) {
        assertThat(GoDuration.text(Duration.ofNanos(nanos))).isEqualTo(text);
    }
}
