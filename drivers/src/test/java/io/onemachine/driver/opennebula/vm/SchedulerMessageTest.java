package io.onemachine.driver.opennebula.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerMessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun Nov 22 08:42:06 2026: Cannot dispatch VM: No host with enough capacity | Cannot dispatch VM: No host with enough capacity",
                "Sun Nov  1 08:42:06 2026: Cannot dispatch VM | Cannot dispatch VM",
                "Sun Nov 22 08:42:06 UTC 2026 : Cannot dispatch VM | Cannot dispatch VM",
                "2026-11-22T08:42:06Z: Cannot dispatch VM | Cannot dispatch VM",
                "[2026-11-22 08:42:06.123 +0100] Cannot dispatch VM | Cannot dispatch VM",
                "Cannot dispatch VM: host 12 needs 4 CPU | Cannot dispatch VM: host 12 needs 4 CPU",
                "No host meets ID = 4711 | No host meets ID = 4711"
            })
    void theTimeBeforeAReasonIsNotShown(String message, String shown) {
        assertThat(SchedulerMessage.of(message).reason()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun Nov 22 08:42:06 2026: No host | Mon Nov 23 18:00:59 2026: No host",
                "No host since 08:42:06 | No host since 08:43:07",
                "No host, tried at 2026-11-22 08:42:06 | No host, tried at 2026-11-22 08:42:16",
                "No host (waited 5 s) | No host (waited 65 s)",
                "No host for 59 seconds | No host for 2 minutes",
                "No host [1795336926] | No host [1795336936]"
            })
    void reasonsThatDifferInTimesAreTheSame(String one, String other) {
        assertThat(SchedulerMessage.of(one).essence())
                .isEqualTo(SchedulerMessage.of(other).essence())
                .startsWith("No host");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun Nov 22 08:42:06 2026: No host has 4 CPU | Sun Nov 22 08:42:06 2026: No host has 8 CPU",
                "Cannot dispatch VM to host 3 | Cannot dispatch VM to host 4",
                "Not enough memory: 1024 MB | Not enough memory: 2048 MB",
                "no lease in network 0 | no lease in network 1"
            })
    void reasonsThatDifferInAnythingElseAreNot(String one, String other) {
        assertThat(SchedulerMessage.of(one).essence())
                .isNotEqualTo(SchedulerMessage.of(other).essence());
    }

    /** A front end may say anything, at any length. */
    @Test
    void aHostileMessageTakesNoTime() {
        for (String part : new String[] {"Sun Nov 22 08:42:", "1:1", "[", "12 ", "Nov ", " 1 s", "2026-11-22T"}) {
            AtomicReference<SchedulerMessage> read = new AtomicReference<>();
            Assertions.assertTimeout(
                    Duration.ofSeconds(10), () -> read.set(SchedulerMessage.of(part.repeat(20_000))), part);
            assertThat(read.get()).isNotNull();
        }
    }
}
