package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.SystemCommandRunner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Scripts and their values, as a shell reads them. */
class HostShellTest {
    @Test
    void valuesReachAScriptUnchanged() {
        long seed = RandomGenerator.getDefault().nextLong();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder script = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String value = RandomWords.next(random);
            values.put("V" + i, value);
            script.append("printf '%s;' \"$V").append(i).append("\"\n");
            expected.append(value).append(';');
        }
        CommandResult result = new SystemCommandRunner()
                .run(Command.of(Duration.ofSeconds(20), List.of("sh", "-s"))
                        .withInput(HostShell.withValues(script.toString(), values)));

        assertThat(result.output()).as("seed %d", seed).isEqualTo(expected.toString());
    }

    @Test
    void scriptsAreReadCompletelyBeforeAProgramCanConsumeThem() {
        CommandResult result = new SystemCommandRunner()
                .run(Command.of(Duration.ofSeconds(20), List.of("sh", "-s"))
                        .withInput(HostShell.withValues("cat >/dev/null\necho after", Map.of())));

        assertThat(result).isEqualTo(new CommandResult(0, "after\n", ""));
    }
}
