package io.onemachine.machine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.LocalCommandException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SystemCommandRunnerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CommandRunner runner = new SystemCommandRunner();

    @Test
    void bothStreamsAndTheExitCodeAreReturned() {
        assertThat(runner.run(Command.of(PATIENCE, List.of("sh", "-c", "echo out; echo err >&2; exit 5"))))
                .isEqualTo(new CommandResult(5, "out\n", "err\n"));
    }

    @Test
    void muchInputAndOutputDoNotBlockEachOther() {
        String text = "0123456789\n".repeat(100_000);
        assertThat(runner.run(Command.of(PATIENCE, List.of("cat")).withInput(text))
                        .output())
                .isEqualTo(text);
        assertThat(runner.run(Command.of(PATIENCE, List.of("true")).withInput(text))
                        .succeeded())
                .isTrue();
    }

    @Test
    void secretVariablesAreWithheld() {
        CommandRunner discreet = new SystemCommandRunner(() -> Set.of("HOME", "A", "NOT_SET"));
        Command command = new Command(
                List.of("sh", "-c", "echo \"[$HOME] $A\""), Map.of("A", "given to this program"), "", PATIENCE);
        assertThat(System.getenv("HOME")).isNotEmpty();
        assertThat(discreet.run(command).output()).isEqualTo("[] given to this program\n");
    }

    @Test
    void variablesAreAddedToTheEnvironment() {
        assertThat(runner.run(new Command(List.of("sh", "-c", "echo $A$PATH"), Map.of("A", "b"), "", PATIENCE))
                        .output())
                .isEqualTo("b" + System.getenv("PATH") + "\n");
    }

    @Test
    void missingProgramIsNamed() {
        assertThatThrownBy(() -> runner.run(Command.of(PATIENCE, List.of("no-such-program-here"))))
                .isInstanceOf(LocalCommandException.class)
                .hasMessageContaining("no-such-program-here");
    }

    @Test
    void programIsTerminatedAtItsTimeout() {
        assertThatThrownBy(() -> runner.run(Command.of(Duration.ofMillis(50), List.of("sleep", "1000"))))
                .isInstanceOf(LocalCommandException.class)
                .hasMessageContaining("sleep did not end");
    }

    @Test
    void interruptTerminatesTheProgram() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> runner.run(Command.of(PATIENCE, List.of("sleep", "1000"))))
                .isInstanceOf(OperationInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void backgroundProgramEndsWithItsInput() {
        RunningCommand running = runner.start(
                List.of("sh", "-c", "read -r word; echo \"$word\"; echo up; cat; echo gone >&2"), Map.of(), "a b\n");
        assertThat(running.linesBefore("up", PATIENCE)).contains(List.of("a b"));
        assertThat(running.isRunning()).isTrue();

        running.close();

        assertThat(running.linesBefore("never", PATIENCE)).isEmpty();
        assertThat(running.errors()).isEqualTo("gone\n");
        assertThat(running.isRunning()).isFalse();
    }
}
