package io.onemachine.e2e.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output that cannot be written, as on a full disk, is reported; a closed pipe is not. */
final class OutputIT {
    private static final String FULL = "Cannot write to standard output: No space left on device\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static UserEnvironment user;

    @BeforeAll
    static void createAMachine() {
        user = UserEnvironment.in(folder);
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "m")
                .succeeds();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "--version",
                "-v",
                "help",
                "--help",
                "help create",
                "create --help",
                "ls",
                "ls -q",
                "ls --format json",
                "ls --format {{.Name}}",
                "status m",
                "url m",
                "ip m",
                "inspect m",
                "inspect -f {{.Name}} m",
                "env --unset --shell bash",
                "completion bash",
                "shell-init bash",
                "gc --dry-run",
                "gc --dry-run --format json"
            })
    void aResultThatCannotBeWrittenIsAFailure(String arguments) {
        Outcome outcome = toFullDisk(arguments);

        outcome.failsWith(1);
        assertThat(outcome.stderr()).isEqualTo(FULL + "The result is not complete.\n");
    }

    @Test
    void itIsAnErrorForProgramsToo() {
        toFullDisk("--error-format json ls -q")
                .failsWith(1)
                .complains("\"message\":\"Cannot write to standard output: No space left on device\"");
    }

    /** The work is done: a script that saw a failure would repeat it. */
    @Test
    void progressThatCannotBeShownDoesNotFailTheCommand() {
        Outcome created = toFullDisk("create -d none --url tcp://127.0.0.1:1 unseen");

        assertThat(created.exitCode()).as("%s", created).isZero();
        assertThat(created.stderr()).isEqualTo(FULL + "The command itself went on; its exit code says how it ended.\n");
        assertThat(user.machine("unseen").resolve("config.json")).exists();

        Outcome removed = toFullDisk("rm -y unseen");

        assertThat(removed.exitCode()).as("%s", removed).isZero();
        assertThat(removed.stderr()).startsWith(FULL);
        assertThat(user.machine("unseen")).doesNotExist();
    }

    @Test
    void theFailureOfTheCommandComesFirst() {
        Outcome outcome = toFullDisk("status nosuch");

        outcome.failsWith(1).complains("\"nosuch\" does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help create", "completion bash", "ls", "inspect m"})
    void aClosedPipeIsNotAnError(String arguments) {
        Outcome outcome = shell("{ docker-machine " + arguments + "; echo $? >&2; } | true");

        assertThat(outcome.stderr()).isEqualTo("0\n");
    }

    @Test
    void aClosedStandardOutputIsNotAnError() {
        Outcome outcome = shell("docker-machine status m >&-");

        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        assertThat(outcome.stderr()).isEmpty();
    }

    @Test
    void theDevcloudReportsItToo() {
        Outcome full = shell("devcloud help >/dev/full");

        full.failsWith(1);
        assertThat(full.stderr()).isEqualTo("error: cannot write to standard output\n");
        assertThat(shell("{ devcloud help; echo $? >&2; } | true").stderr()).isEqualTo("0\n");
    }

    /** Without its address it cannot be used. */
    @Test
    void aPluginThatCannotSayWhereItListensEnds() {
        Outcome outcome = user.with("MACHINE_PLUGIN_TOKEN", "42")
                .run("sh", "-c", "exec docker-machine-driver-opennebula >/dev/full");

        outcome.failsWith(1).complains("The plugin cannot say on standard output where it listens");
    }

    private static Outcome toFullDisk(String arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec docker-machine \"$@\" >/dev/full", "sh"));
        command.addAll(List.of(arguments.split(" ", -1)));
        return user.run(command.toArray(String[]::new));
    }

    private static Outcome shell(String line) {
        return user.run("sh", "-c", line);
    }
}
