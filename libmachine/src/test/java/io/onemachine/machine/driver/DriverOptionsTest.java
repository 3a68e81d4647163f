package io.onemachine.machine.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.DriverOptionException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverOptionsTest {
    private static final List<DriverFlag> FLAGS = List.of(
            new DriverFlag.StringFlag("x-user", "Who", List.of("X_USER", "ONE_USER"), "guest"),
            new DriverFlag.IntFlag("x-port", "Where", List.of("X_PORT"), 22),
            new DriverFlag.BoolFlag("x-off", "Whether", List.of("X_OFF")),
            new DriverFlag.StringListFlag("x-tag", "What", List.of("X_TAG"), List.of("a")),
            new DriverFlag.SecretFlag("x-password", "Proof", List.of("X_PASSWORD")));

    @Test
    void flagWinsOverEnvironmentAndEnvironmentOverDefault() {
        DriverOptions options = DriverOptions.resolve(
                FLAGS,
                Map.of("x-user", new OptionValue.StringValue("ada")),
                Map.of("X_USER", "bob", "X_PORT", "2222", "X_OFF", "true"));

        assertThat(options.string("x-user")).isEqualTo("ada");
        assertThat(options.origin("x-user")).isEqualTo(new OptionSource.Flag());
        assertThat(options.integer("x-port")).isEqualTo(2222);
        assertThat(options.described("x-port")).isEqualTo("‹option x-port› (environment variable X_PORT)");
        assertThat(options.bool("x-off")).isTrue();
        assertThat(options.strings("x-tag")).containsExactly("a");
        assertThat(options.isSet("x-tag")).isFalse();
    }

    @Test
    void firstVariableThatIsSetAndNotEmptyCounts() {
        DriverOptions options =
                DriverOptions.resolve(FLAGS, Map.of(), Map.of("X_USER", "", "ONE_USER", "eve", "X_TAG", "b, c,,d"));

        assertThat(options.string("x-user")).isEqualTo("eve");
        assertThat(options.origin("x-user")).isEqualTo(new OptionSource.Environment("ONE_USER"));
        assertThat(options.strings("x-tag")).containsExactly("b", "c", "", "d");
    }

    @Test
    void secretsAreNotPrinted() {
        DriverOptions given = DriverOptions.resolveTexts(FLAGS, Map.of("x-password", List.of("open sesame")), Map.of());
        DriverOptions found = DriverOptions.resolve(FLAGS, Map.of(), Map.of("X_PASSWORD", "open sesame"));

        assertThat(given.secret("x-password")).isEqualTo(found.secret("x-password"));
        assertThat(given.secret("x-password").reveal()).isEqualTo("open sesame");
        assertThat(given.values().toString()).contains("x-password", "***").doesNotContain("sesame");
        assertThatThrownBy(() -> given.string("x-password")).isInstanceOf(IllegalArgumentException.class);
        assertThat(DriverOptions.resolve(FLAGS, Map.of(), Map.of())
                        .secret("x-password")
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"X_PORT,abc,whole number", "X_PORT,99999999999,whole number", "X_OFF,maybe,true or false"})
    void variableOfTheWrongTypeIsNamed(String variable, String value, String wanted) {
        assertThatThrownBy(() -> DriverOptions.resolve(FLAGS, Map.of(), Map.of(variable, value)))
                .isInstanceOf(DriverOptionException.class)
                .hasMessageStartingWith("Error setting machine configuration from flags provided: ")
                .hasMessageContainingAll(variable, "\"" + value + "\"", wanted);
    }

    @Test
    void readingAnUnknownOptionIsADefectOfTheDriver() {
        DriverOptions options = DriverOptions.resolve(FLAGS, Map.of(), Map.of());

        assertThatThrownBy(() -> options.string("nosuch")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.string("x-port")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.integer("x-tag")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.bool("x-user")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.strings("x-off")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void statesHaveTheNumbersOfThePluginWire() {
        for (MachineState state : MachineState.values()) {
            assertThat(MachineState.ofNumber(state.number())).contains(state);
        }
        assertThat(MachineState.ofNumber(9)).isEmpty();
        assertThat(MachineState.ofNumber(-1)).isEmpty();
    }
}
