package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.OperationInterruptedException;
import org.junit.jupiter.api.Test;

/** Output and exit codes of create. */
final class CreateOutputTest extends ProgramFixture {
    @Test
    void createReportsProgressAndNothingOnStandardError() {
        Outcome outcome = program().run("create", "-d", "scripted", "m1");

        assertThat(outcome).isEqualTo(new Outcome(0, """
                        Running pre-create checks...
                        Creating machine...
                        (m1) Creating a host
                        To see how to connect your Docker Client to the Docker Engine running on this virtual machine, \
                        run: docker-machine env m1
                        """, ""));
    }

    @Test
    void aFailedCheckReturnsThreeAndSaysWhatToDo() {
        driver.on("check", machine -> {
            throw new DriverException("no \"space\" left", "Free some space.", null);
        });

        Outcome outcome = program().run("create", "-d", "scripted", "m1");

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.stderr())
                .isEqualTo("Error with pre-create check: \"no \\\"space\\\" left\"\nFree some space.\n");
        assertThat(store.resolve("machines/m1")).doesNotExist();
    }

    @Test
    void aTerminalShowsTheStepAndRemovesItAgain() {
        Outcome outcome = program().onTerminal().environment("NO_COLOR", "1").run("create", "-d", "scripted", "m1");

        assertThat(outcome.stdout()).contains("\u001b[?7lm1: Creating machine... (0s)\u001b[?7h");
        assertThat(outcome.stdout()).doesNotContain("\u001b[2m");
        assertThat(outcome.stdout().replaceAll("\r\u001b\\[K(\u001b\\[\\?7l.*\u001b\\[\\?7h)?", ""))
                .startsWith("Running pre-create checks...\nCreating machine...\n(m1) Creating a host\n");
    }

    @Test
    void anInterruptedCreationReportsItsCleanup() {
        driver.on("create", machine -> {
            throw new OperationInterruptedException("waiting for the host");
        });

        Outcome outcome = program().run("create", "-d", "scripted", "m1");

        assertThat(outcome.exit()).isEqualTo(130);
        assertThat(outcome.stderr()).isEqualTo("""
                Interrupted while waiting for the host
                Machine "m1" was removed again. "create --keep-on-failure" keeps what there is.
                """);
        assertThat(store.resolve("machines/m1")).doesNotExist();

        Outcome kept = program().run("create", "-d", "scripted", "--keep-on-failure", "m1");

        assertThat(kept.exit()).isEqualTo(130);
        assertThat(kept.stderr()).isEqualTo("""
                Interrupted while waiting for the host
                What there is of machine "m1" is kept. To remove it: docker-machine rm m1. \
                To set it up when its host runs: docker-machine provision m1
                """);
        assertThat(store.resolve("machines/m1")).exists();
    }

    @Test
    void aFailedCreationReportsItsCleanupInJson() {
        driver.on("create", machine -> {
            throw new DriverException("no host");
        });
        String[] create = {"--error-format", "json", "create", "-d", "scripted", "m1"};

        assertThat(program().run(create).stderr()).contains("\"code\":\"creation\"", "\"aftermath\":\"removed\"");
        assertThat(program()
                        .environment("MACHINE_KEEP_ON_FAILURE", "true")
                        .run(create)
                        .stderr())
                .contains("\"aftermath\":\"kept\"");
        driver.on("remove", machine -> {
            throw new DriverException("the cloud is gone");
        });
        create[5] = "m2";
        assertThat(program().run(create).stderr()).contains("\"aftermath\":\"left\"");
        assertThat(store.resolve("machines/m2")).exists();
    }
}
