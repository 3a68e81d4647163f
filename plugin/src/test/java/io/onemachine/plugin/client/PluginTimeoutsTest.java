package io.onemachine.plugin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.PluginException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginTimeoutsTest {
    @Test
    void aQueryHasFiveMinutesUnlessTheEnvironmentSetsAnotherTime() {
        PluginTimeouts usual = PluginTimeouts.of(Map.of());
        assertThat(usual.remote()).isEqualTo(Duration.ofMinutes(5));
        assertThat(usual.local()).isEqualTo(Duration.ofSeconds(30));
        assertThat(usual.action()).isEqualTo(Duration.ofHours(2));

        PluginTimeouts short_ = PluginTimeouts.of(Map.of(PluginTimeouts.VARIABLE, "10"));
        assertThat(short_.remote()).isEqualTo(Duration.ofSeconds(10));
        assertThat(short_.local()).isEqualTo(Duration.ofSeconds(10));
        assertThat(short_.action()).isEqualTo(Duration.ofMinutes(4));
        assertThat(PluginTimeouts.of(Map.of(PluginTimeouts.VARIABLE, "")).remote())
                .isEqualTo(usual.remote());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "1.5", "86401", "999999999999", "٣", " 5"})
    void anInvalidValueIsReportedWithTheVariable(String value) {
        assertThatThrownBy(() -> PluginTimeouts.of(Map.of(PluginTimeouts.VARIABLE, value)))
                .isInstanceOf(PluginException.class)
                .hasMessage(
                        "MACHINE_PLUGIN_TIMEOUT must be a number of seconds from 1 to 86400, not \"" + value + "\"");
    }
}
