package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.AttachedCommands;
import io.onemachine.cli.testing.Outcome;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the program from the outside: help, options, faults, ssh. */
final class ProgramTest extends ProgramFixture {
    private static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHGkQ4BnBBJTsqMfsN17nMkl+t6cFFFdzyYzQ4b6/7vV";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "active",
                "config",
                "create",
                "env",
                "gc",
                "inspect",
                "ip",
                "kill",
                "ls",
                "mount",
                "provision",
                "regenerate-certs",
                "restart",
                "rm",
                "scp",
                "ssh",
                "start",
                "status",
                "stop",
                "upgrade",
                "url",
                "version",
                "help"
            })
    void everyCommandHasAHelpPage(String command) {
        Outcome outcome = program().environment("MACHINE_DRIVER", "scripted").run(command, "--help");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.stdout()).startsWith("Usage: docker-machine " + command + " ");
        assertThat(outcome.stderr()).isEmpty();
    }

    @Test
    void helpShowsTheNameOfTheProgram() {
        assertThat(program().called("/opt/x/dm").run("--help").stdout()).startsWith("Usage: dm [OPTIONS] COMMAND");
    }

    @Test
    void aWrongFlagIsNamedAndNothingIsDone() {
        Outcome outcome = program().run("create", "-d", "scripted", "--scripted-sice", "x", "m1");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEqualTo("Incorrect Usage.\n");
        assertThat(outcome.stderr()).isEqualTo("""
                        flag provided but not defined: -scripted-sice
                        Run 'docker-machine create --help' for its options.
                        """);
        assertThat(store.resolve("machines")).doesNotExist();
    }

    @Test
    void createHelpListsTheDriversFlagsWithDefaultsAndVariables() {
        String help = program().run("create", "-d", "scripted", "--help").stdout();

        assertThat(help)
                .contains("--scripted-size VALUE")
                .contains("How large (default: small) [$SCRIPTED_SIZE]")
                .contains("Where (default: 22) [$SCRIPTED_PORT]")
                .contains("More (default: a, b) [$SCRIPTED_TAGS]")
                .contains("--engine-install-url VALUE")
                .contains("(default: https://get.docker.com) [$MACHINE_DOCKER_INSTALL_URL]");
    }

    @Test
    void theDriverIsFoundWhereverItsFlagStands() {
        for (List<String> arguments : List.of(
                List.of("create", "--scripted-size", "big", "m1", "-driver", "scripted"),
                List.of("create", "-scripted-size=big", "--driver=scripted", "m2"),
                List.of("create", "m3", "--engine-label", "-d", "--d", "scripted", "--scripted-size", "big"))) {
            Outcome outcome = program().run(arguments.toArray(String[]::new));

            assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        }
        assertThat(driver.optionsOf("m1").string("scripted-size")).isEqualTo("big");
        assertThat(driver.optionsOf("m3").string("scripted-size")).isEqualTo("big");
    }

    @Test
    void driverOptionsComeFromFlagsThenEnvironmentThenDefaults() {
        program()
                .environment("SCRIPTED_SIZE", "huge")
                .environment("SCRIPTED_TAGS", "x,y")
                .environment("MACHINE_DRIVER", "scripted")
                .run("create", "--scripted-tag", "1", "--scripted-tag=2", "--scripted-fast", "m1");

        assertThat(driver.optionsOf("m1").string("scripted-size")).isEqualTo("huge");
        assertThat(driver.optionsOf("m1").origin("scripted-size"))
                .isEqualTo(new OptionSource.Environment("SCRIPTED_SIZE"));
        assertThat(driver.optionsOf("m1").strings("scripted-tag")).containsExactly("x", "y", "1", "2");
        assertThat(driver.optionsOf("m1").bool("scripted-fast")).isTrue();
        assertThat(driver.optionsOf("m1").integer("scripted-port")).isEqualTo(22);
        assertThat(driver.optionsOf("m1").origin("scripted-port")).isEqualTo(new OptionSource.Default());
    }

    @Test
    void aNumberTooLargeForADriverIsRefused() {
        Outcome outcome = program().run("create", "-d", "scripted", "--scripted-port", "4294967296", "m1");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("-scripted-port").contains("4294967296");
    }

    @Test
    void aStackTraceIsShownWithDebugOnly() {
        create("m1");
        driver.on("stop", machine -> {
            throw new IllegalStateException("a fault");
        });

        assertThat(program().run("stop", "m1").stderr())
                .startsWith("Internal error: java.lang.IllegalStateException: a fault\n")
                .doesNotContain("\tat ");
        assertThat(program().run("--debug", "stop", "m1").stderr()).contains("\tat ");
    }

    @Test
    void anUnexpectedExceptionIsReportedAsInternalError() {
        create("m1");
        driver.on("state", machine -> {
            throw new IllegalStateException("a fault");
        });

        Outcome outcome = program().run("status", "m1");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("Internal error").doesNotContain("\tat ");
    }

    @Test
    void sshRunsTheProgramWithTheMachinesKeysAndReturnsItsExitCode() throws IOException {
        create("m1");
        Path known = store.resolve("machines/m1/known_hosts");
        Files.writeString(known, "* " + HOST_KEY + "\n");
        AttachedCommands commands = new AttachedCommands(42);

        Outcome outcome = program().commands(commands).run("ssh", "m1", "-L", "1:localhost:2", "--", "exit", "42");

        assertThat(outcome).isEqualTo(new Outcome(42, "", ""));
        assertThat(commands.runs().getFirst())
                .startsWith("ssh")
                .containsSubsequence("someone@192.0.2.7", "-L", "1:localhost:2", "--", "exit", "42")
                .contains("/keys/id", "2222", "StrictHostKeyChecking=yes", "UserKnownHostsFile=\"" + known + "\"");
    }

    @Test
    void sshIntoAStoppedMachineSaysSo() {
        create("m1");
        driver.state("m1", MachineState.STOPPED);

        assertThat(program().run("ssh", "m1", "true"))
                .isEqualTo(new Outcome(1, "", "Error: Cannot run SSH command: Host \"m1\" is not running\n"));
    }
}
