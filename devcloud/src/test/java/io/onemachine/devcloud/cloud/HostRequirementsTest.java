package io.onemachine.devcloud.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRequirementsTest {

    private final HostRequirements host =
            new HostRequirements(Map.of("ID", "0", "NAME", "devcloud", "CLUSTER_ID", "0"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ID = 0",
                "ID=\"0\"",
                "ID != 4711",
                "NAME = \"devcloud\"",
                "CLUSTER_ID = 0 & ID = 0",
                "(ID = 4711) | (NAME = devcloud)",
                "FREE_CPU > 50",
                "RACK = \"G4\" & ID = 0"
            })
    void met(String expression) {
        assertThat(host.areMet(expression)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID = 4711",
                "ID=\"4711\"",
                "ID != 0",
                "NAME = other",
                "CLUSTER_ID = 100",
                "ID = 0 & CLUSTER_ID = 100",
                "ID = 1 | ID = 2",
                "RACK = G4 & ID = 1"
            })
    void notMet(String expression) {
        assertThat(host.areMet(expression)).isFalse();
    }
}
