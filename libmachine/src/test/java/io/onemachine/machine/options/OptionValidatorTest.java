package io.onemachine.machine.options;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.DriverOptionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionValidatorTest {
    private static final String URL = EngineOptions.DEFAULT_INSTALL_URL;

    @ParameterizedTest
    @ValueSource(strings = {"NAME", "=value", "1A=x", "A-B=x", "A B=x", "A=\u001b[1m", "A=\r", "A=\u0000", "A=\u007f"})
    void variablesThatNoEngineCanHaveAreRefused(String variable) {
        assertThatThrownBy(() -> OptionValidator.check(engine(List.of(variable), "x", URL, "")))
                .isInstanceOf(DriverOptionException.class)
                .hasMessageContaining("‹option engine-env›")
                .message()
                .doesNotContain("[1m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=", "_a1=x y\t'\"\\$%\n\u20ac=", "HTTP_PROXY=http://u:p%40@h:1"})
    void otherVariablesAreAccepted(String variable) {
        assertThatCode(() -> OptionValidator.check(engine(List.of(variable), "l=\n'\"\\", URL, "")))
                .doesNotThrowAnyException();
    }

    @Test
    void nulIsRefusedNamingTheOption() {
        assertThatThrownBy(() -> OptionValidator.check(engine(List.of(), "a=\0", URL, "")))
                .hasMessageContaining("‹option engine-label›: the value holds a NUL character");
    }

    @ParameterizedTest
    @CsvSource({"latest", "26.1 5", "26.1;reboot", "-1", "26..1"})
    void invalidVersionsAreRefused(String version) {
        assertThatThrownBy(() -> OptionValidator.check(engine(List.of(), "x", URL, version)))
                .hasMessageContaining("‹option engine-version›: \"" + version + "\"");
    }

    @ParameterizedTest
    @CsvSource({"26", "26.1", "v26.1.5", "26.1.5+dfsg1-9+b9", "27.0.0-rc.1", "5.20.10.24~3-0~debian"})
    void versionsOfPackagesAreAccepted(String version) {
        assertThatCode(() -> OptionValidator.check(engine(List.of(), "x", "distro", version)))
                .doesNotThrowAnyException();
    }

    @Test
    void versionWithoutAnInstallationIsRefused() {
        assertThatThrownBy(() -> OptionValidator.check(engine(List.of(), "x", "none", "26.1")))
                .hasMessageContaining("‹option engine-version›", "‹option engine-install-url› none");
    }

    @Test
    void managerOfASwarmNeedsAPort() {
        SwarmOptions swarm = new SwarmOptions(
                true,
                "",
                "token://x",
                false,
                true,
                "0.0.0.0",
                "swarm",
                "spread",
                List.of(),
                List.of(),
                List.of(),
                false);
        assertThatThrownBy(() -> OptionValidator.check(swarm)).hasMessageContaining("‹option swarm-host›: \"0.0.0.0\"");
    }

    private static EngineOptions engine(List<String> env, String label, String url, String version) {
        return new EngineOptions(
                List.of(),
                List.of(),
                "",
                env,
                false,
                List.of(),
                List.of(label),
                "",
                "",
                false,
                true,
                List.of(),
                url,
                version,
                true);
    }
}
