package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.SystemCommandRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What an engine gets from the settings of an OpenRC service, evaluated as its init script does it. */
class OpenRcSettingsTest {
    @Test
    void plainArgumentsCanBeReadInTheFile() {
        assertThat(OpenRcSettings.text(List.of("-H", "tcp://0.0.0.0:2376", "--label", "a=b c"), List.of("A=b 'c'")))
                .contains(
                        "machine_4='a=b c'\n",
                        "DOCKER_OPTS=\"${DOCKER_OPTS:-} -H tcp://0.0.0.0:2376 --label \\\"\\$machine_4\\\"\"\n",
                        "export A='b '\\''c'\\'''\n");
    }

    @Test
    void distributionsArgumentsStayWithoutTheirAddresses() {
        String distribution =
                "DOCKER_OPTS=\"-H fd:// --debug --host=unix:///x --host-gateway-ip 192.0.2.1 --label 'a=b c'\"\n";
        assertThat(arguments(distribution + OpenRcSettings.text(List.of("-H", "tcp://0.0.0.0:2376"), List.of())))
                .containsExactly(
                        "--debug", "--host-gateway-ip", "192.0.2.1", "--label", "a=b c", "-H", "tcp://0.0.0.0:2376");
    }

    @Test
    void anyValueReachesTheEngine() {
        long seed = RandomGenerator.getDefault().nextLong();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 60; i++) {
            List<String> words = new ArrayList<>();
            for (int word = 0; word < 4; word++) {
                words.add("--label=" + RandomWords.next(random).replace("\0", ""));
            }
            assertThat(arguments(OpenRcSettings.text(words, List.of("NOTE=" + words.getFirst()))))
                    .as("seed %d", seed)
                    .isEqualTo(words);
        }
    }

    /** OpenRC's start function puts the arguments into an evaluated command without quotes. */
    private static List<String> arguments(String settings) {
        String script = settings + """
                command_args="${DOCKER_OPTS}"
                eval 'printf "%s\\000"' $command_args
                """;
        CommandResult result = new SystemCommandRunner()
                .run(Command.of(Duration.ofSeconds(20), List.of("sh", "-s")).withInput(script));
        assertThat(result.errors()).isEmpty();
        String output = result.output();
        return output.isEmpty()
                ? List.of()
                : List.of(output.substring(0, output.length() - 1).split("\0", -1));
    }
}
