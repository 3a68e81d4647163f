package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessCommandRunnerTest {

    @Test
    void aProgramThatTakesTooLongIsStopped() {
        Command command = new Command(List.of("sleep", "600"), Map.of(), "", null, Duration.ofMillis(50));

        assertThatThrownBy(() -> new ProcessCommandRunner().run(command))
                .isInstanceOf(HypervisorException.class)
                .hasMessageStartingWith("sleep did not end within");
    }

    @Test
    void onlyTheEndOfALongOutputIsKept() throws Exception {
        CommandResult result = new ProcessCommandRunner().run(Command.of("sh", "-c", "seq 1 100000; exit 3"));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.output()).hasSize(64 * 1024);
        assertThat(result.lastLines(2)).isEqualTo("99999\n100000");
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> new ProcessCommandRunner().run(Command.of("no-such-program")))
                .isInstanceOf(HypervisorException.class)
                .hasMessageStartingWith("Cannot run no-such-program: ");
    }
}
