package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.testing.TerminalScreen;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
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

        assertThat(outcome.stdout()).contains("m1: Creating machine... (0s)").doesNotContain("\u001b[2m");
        TerminalScreen screen = new TerminalScreen(150, 24);
        screen.writeLines(outcome.stdout());
        assertThat(screen.lines())
                .containsExactly(
                        "Running pre-create checks...",
                        "Creating machine...",
                        "(m1) Creating a host",
                        "To see how to connect your Docker Client to the Docker Engine running on this virtual machine, "
                                + "run: docker-machine env m1");
        assertThat(screen.isAsFound()).isTrue();
    }

    @Test
    void severalMachinesOnATerminalHaveALineEach() {
        driver.on("create", machine -> {
            if (machine.equals("m2")) {
                throw new DriverException("no host");
            }
        });

        Outcome outcome = program().onTerminal().run("create", "-d", "scripted", "m1", "m2", "m3");

        TerminalScreen screen = new TerminalScreen(150, 24);
        screen.writeLines(outcome.stdout());
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(screen.lines())
                .containsExactly("m1     0s  done", "m2     0s  failed", "m3     0s  done", hint("m1"), hint("m3"));
        assertThat(screen.isAsFound()).isTrue();
        assertThat(outcome.stderr())
                .contains("(m2) Error creating machine: Error in driver during machine creation: no host\n");
    }

    @Test
    void machinesThatAreNotCreatedAreNamedOnATerminal() {
        driver.on("check", machine -> {
            if (machine.equals("m2")) {
                throw new DriverException("no space");
            }
        });

        Outcome outcome = program().onTerminal().run("create", "-d", "scripted", "m1", "m2");

        TerminalScreen screen = new TerminalScreen(150, 24);
        screen.writeLines(outcome.stdout());
        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(screen.lines()).containsExactly("m1     0s  not created", "m2     0s  failed");
    }

    @Test
    void severalMachinesElsewhereAreNamedInEachLine() {
        CountDownLatch secondCreated = new CountDownLatch(1);
        driver.on("create", machine -> {
            if (machine.equals("m1")) {
                await(secondCreated);
            } else {
                secondCreated.countDown();
            }
        });

        Outcome outcome = program().run("create", "-d", "scripted", "m1", "m2");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.stdout().lines())
                .containsExactlyInAnyOrder(
                        "(m1) Running pre-create checks...",
                        "(m1) Creating machine...",
                        "(m1) Creating a host",
                        "(m1) " + hint("m1"),
                        "(m2) Running pre-create checks...",
                        "(m2) Creating machine...",
                        "(m2) Creating a host",
                        "(m2) " + hint("m2"));
    }

    @Test
    void theDebugOptionKeepsPlainLinesOnATerminal() {
        Outcome outcome = program().onTerminal().run("--debug", "create", "-d", "scripted", "m1", "m2");

        assertThat(outcome.stdout()).contains("(m1) Creating machine...\n", "(m2) Creating machine...\n");
        assertThat(outcome.stdout()).doesNotContain("\u001b");
    }

    @Test
    void errorsOfSeveralMachinesStayJson() {
        driver.on("create", machine -> {
            throw new DriverException("no host");
        });

        Outcome outcome = program().run("--error-format", "json", "create", "-d", "scripted", "m1", "m2");

        assertThat(outcome.stderr().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"code\":\"creation\""));
    }

    /** Each of the machines would need them. */
    @Test
    void sharedCertificatesAreAnnouncedOnce() throws IOException {
        Files.delete(store.resolve("certs/ca.pem"));
        Files.delete(store.resolve("certs/ca-key.pem"));
        Files.delete(store.resolve("certs/cert.pem"));
        Files.delete(store.resolve("certs/key.pem"));

        Outcome outcome = program().run("create", "-d", "scripted", "m1", "m2", "m3");

        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout())
                .startsWith("Creating CA: " + store.resolve("certs/ca.pem") + "\nCreating client certificate: "
                        + store.resolve("certs/cert.pem") + "\n")
                .doesNotContain("\n\n");
        assertThat(outcome.stdout().lines())
                .filteredOn(line -> line.contains("Creating CA") || line.contains("Creating client"))
                .hasSize(2);
    }

    private static String hint(String machine) {
        return "To see how to connect your Docker Client to the Docker Engine running on this virtual machine, "
                + "run: docker-machine env " + machine;
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
