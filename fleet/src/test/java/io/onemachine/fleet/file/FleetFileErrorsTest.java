package io.onemachine.fleet.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.fleet.yaml.Place;
import io.onemachine.fleet.yaml.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FleetFileErrorsTest {
    /** Files that are wrong, each followed by the whole message. */
    static Stream<Arguments> errors() throws IOException {
        try (InputStream in = requireNonNull(FleetFileErrorsTest.class.getResourceAsStream("errors.txt"))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(all.split("\n====\n")).map(entry -> {
                int line = entry.indexOf("\n----\n");
                return Arguments.of(
                        entry.substring(0, line), entry.substring(line + 6).stripTrailing());
            });
        }
    }

    private static FleetFileException failure(String text) {
        return assertThatExceptionOfType(FleetFileException.class)
                .isThrownBy(() -> FleetFile.parse(new FleetSource("f", text), Map.of(), TestDrivers.REGISTRY))
                .actual();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void everyErrorHasItsLineAndColumn(String text, String message) {
        assertThat(failure(text)).hasMessage(message);
    }

    @Test
    void allErrorsAreReportedInTheOrderOfTheFile() {
        FleetFileException failure = failure("""
                nam: d
                machines:
                  web:
                    count: many
                    options: {memory: much, memroy: 1}
                    lease: ${NOT_SET}
                  web_1: {}
                swarm: {managers: [web], workers: [nothing]}
                """);

        assertThat(failure.problems())
                .extracting(Problem::place)
                .containsExactly(
                        new Place(1, 1),
                        new Place(1, 1),
                        new Place(4, 12),
                        new Place(5, 23),
                        new Place(5, 29),
                        new Place(6, 12),
                        new Place(7, 3),
                        new Place(8, 19),
                        new Place(8, 36));
        assertThat(failure.getMessage()).startsWith("f has 9 errors:\nf:1:1: ").hasLineCount(10);
    }

    @Test
    void placesAreTheSameWithLineBreaksOfWindows() {
        assertThat(failure("name: d\r\nmachines:\r\n  a:\r\n    lease: x\r\n").problems())
                .extracting(Problem::place)
                .containsExactly(new Place(4, 12));
    }

    @Test
    void secretsAreNotShown() {
        assertThat(failure("name: d\nmachines: {a: {options: {password: hunter2}, engine: {env: [\"A B=hunter2\"]}}}"))
                .message()
                .contains("2:26", "2:61")
                .doesNotContain("hunter2");
    }

    @Test
    void anUnknownDriverOfTheEnvironmentIsNamedOnce() {
        assertThatExceptionOfType(FleetFileException.class)
                .isThrownBy(() -> FleetFile.parse(
                        new FleetSource("f", "name: d\nmachines: {a: {}, b: {}}"),
                        Map.of("MACHINE_DRIVER", "nothing"),
                        TestDrivers.REGISTRY))
                .withMessage("f:1:1: there is no usable driver \"nothing\" (environment variable MACHINE_DRIVER)");
    }
}
