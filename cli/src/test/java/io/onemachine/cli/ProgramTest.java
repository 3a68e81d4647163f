package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.AttachedCommands;
import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.Program;
import io.onemachine.cli.testing.ScriptedDriver;
import io.onemachine.cli.testing.TestCertificates;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionSource;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the program from the outside: by its arguments, output, exit code and store. */
final class ProgramTest {
    private static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHGkQ4BnBBJTsqMfsN17nMkl+t6cFFFdzyYzQ4b6/7vV";

    @TempDir
    Path folder = Path.of("");

    private final ScriptedDriver driver = new ScriptedDriver();
    private Path store = folder;

    @BeforeEach
    void useAStoreWithCertificates() {
        store = folder.resolve("store");
        TestCertificates.copyTo(store);
    }

    private Program program() {
        return Program.withStore(store).drivers(driver);
    }

    private void create(String... names) {
        for (String name : names) {
            Outcome outcome = program().run("create", "-d", "scripted", name);
            assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        }
    }

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
            Outcome outcome = program().run(arguments);

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
    void severalMachinesAreHandledInParallelAndTheirLinesAreGroupedInOrder() {
        create("m1", "m2", "m3");
        CountDownLatch allThere = new CountDownLatch(3);
        CountDownLatch othersDone = new CountDownLatch(2);
        driver.on("stop", machine -> {
            allThere.countDown();
            await(allThere);
            if (machine.equals("m2")) {
                await(othersDone);
            } else {
                othersDone.countDown();
            }
        });

        Outcome outcome = program().run("stop", "m2", "m1", "m3");

        assertThat(outcome).isEqualTo(new Outcome(0, """
                        Stopping "m2"...
                        Machine "m2" was stopped.
                        Stopping "m1"...
                        Machine "m1" was stopped.
                        Stopping "m3"...
                        Machine "m3" was stopped.
                        """, ""));
    }

    @Test
    void oneFailureDoesNotStopTheOthers() {
        create("m1", "m2");
        driver.on("stop", machine -> {
            if (machine.equals("m1")) {
                throw new DriverException("it does not listen", "Try kill.", null);
            }
        });

        Outcome outcome = program().run("stop", "m1", "m2");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEqualTo("Stopping \"m1\"...\nStopping \"m2\"...\nMachine \"m2\" was stopped.\n");
        assertThat(outcome.stderr()).isEqualTo("it does not listen\nTry kill.\n");
    }

    @Test
    void nothingIsStoppedWhenOneNameIsUnknown() {
        create("m1");

        Outcome outcome = program().run("stop", "m1", "nosuch", "../m1");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr())
                .contains("Docker machine \"nosuch\" does not exist.")
                .contains("Docker machine \"../m1\" does not exist.");
        assertThat(program().run("status", "m1").stdout()).isEqualTo("Running\n");
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
    void lsShowsAMachineWhoseDriverHangsAsTimeout() {
        create("m1", "m2");
        CountDownLatch never = new CountDownLatch(1);
        driver.on("state", machine -> {
            if (machine.equals("m1")) {
                await(never);
            }
        });

        Outcome outcome = program().run("ls", "-t", "1", "-f", "{{.Name}} {{.DriverName}} {{.State}}");

        assertThat(outcome.stdout()).isEqualTo("m1 scripted Timeout\nm2 scripted Running\n");
        assertThat(outcome.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "1000000000000"})
    void lsTakesAnyTimeout(String seconds) {
        create("m1");

        assertThat(program().run("ls", "-t", seconds, "-f", "{{.State}}").stdout())
                .isEqualTo("Running\n");
    }

    @Test
    void lsQuietQueriesNoDriver() {
        create("m1", "m2");
        driver.on("state", machine -> {
            throw new AssertionError("asked for the state");
        });

        assertThat(program().run("ls", "-q", "--filter", "name=^m").stdout()).isEqualTo("m1\nm2\n");
    }

    @Test
    void aStoppedMachineHasNoUrlAndNoError() {
        create("m1");
        driver.state("m1", MachineState.STOPPED);

        assertThat(program()
                        .run("ls", "-f", "{{.State}}|{{.URL}}|{{.DockerVersion}}|{{.Error}}")
                        .stdout())
                .isEqualTo("Stopped||Unknown|\n");
        assertThat(program().run("url", "m1")).isEqualTo(new Outcome(1, "", "Host is not running\n"));
    }

    @Test
    void controlCharactersFromDriversDoNotReachTheTerminal() {
        create("m1");
        driver.on("state", machine -> {
            throw new DriverException("bad\u001b[2J\r\nnews");
        });

        Outcome outcome = program().run("ls");

        assertThat(outcome.stdout()).contains("bad?[2J  news\n").doesNotContain("\u001b");
        assertThat(program().run("status", "m1").stderr()).doesNotContain("\u001b");
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

    @Test
    void forcedRemovalForgetsAMachineWhoseHostCannotBeRemoved() {
        create("m1");
        driver.on("remove", machine -> {
            throw new DriverException("the cloud is gone");
        });

        assertThat(program().run("rm", "-y", "m1").exit()).isEqualTo(1);
        assertThat(store.resolve("machines/m1")).exists();

        Outcome forced = program().run("rm", "-f", "m1");

        assertThat(forced.exit()).isZero();
        assertThat(forced.stdout()).endsWith("Successfully removed m1\n");
        assertThat(forced.stderr()).isEqualTo("""
                        Error removing host "m1": the cloud is gone
                        The host of "m1" (driver scripted, last address 127.0.0.1) may still exist.
                        To remove it: "docker-machine gc", once it can be reached
                        """);
        assertThat(store.resolve("machines/m1")).doesNotExist();

        assertThat(program().run("gc", "--dry-run").stdout()).containsPattern("\\? +m1 +\\? +\\? +\\?");
        assertThat(program().run("gc", "-y").stderr()).isEqualTo("Error removing the host of m1: the cloud is gone\n");
        driver.on("remove", machine -> {});
        assertThat(program().run("gc", "-y", "--format", "json").stdout())
                .contains("\"name\": \"m1\"", "\"remembered\": true", "\"removed\": true");
        assertThat(program().run("gc")).isEqualTo(new Outcome(0, "No host of this store is without a machine.\n", ""));
    }

    @Test
    void gcForgetsAHostRememberedByForcedRemoval() {
        create("m1");
        driver.on("remove", machine -> {
            throw new DriverException("the cloud is gone");
        });
        program().run("rm", "-f", "m1");

        Outcome wrong = program().run("gc", "--forget", "m2");

        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.stderr()).startsWith("No host of a removed machine \"m2\" is remembered\n");
        for (List<String> listing : List.of(List.of("--dry-run"), List.of("-y", "--format", "json"))) {
            List<String> arguments = new ArrayList<>(List.of("gc", "--forget", "m1"));
            arguments.addAll(listing);
            Outcome listed = program().run(arguments);
            assertThat(listed.exit()).as("%s", listing).isEqualTo(1);
            assertThat(listed.stderr()).contains("--forget", "nothing is forgotten");
            assertThat(store.resolve("removed")).isNotEmptyDirectory();
        }
        assertThat(program().run("gc", "--forget", "m1")).isEqualTo(new Outcome(0, "Forgot the host of m1\n", ""));
        assertThat(store.resolve("removed")).doesNotExist();
    }

    @Test
    void anInterruptedCommandReturns130WithItsMessage() throws ExecutionException, InterruptedException {
        CountDownLatch creating = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        driver.on("check", machine -> {
            creating.countDown();
            await(never);
        });
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread command =
                Thread.ofVirtual().start(() -> outcome.complete(program().run("create", "-d", "scripted", "m1")));

        creating.await();
        command.interrupt();

        assertThat(outcome.get().exit()).isEqualTo(130);
        assertThat(outcome.get().stderr()).contains("Interrupted while waiting for the test");
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

    @Test
    void interruptingACommandInterruptsItForEachMachine() throws ExecutionException, InterruptedException {
        create("m1", "m2");
        CountDownLatch stopping = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        driver.on("state", machine -> {
            stopping.countDown();
            await(never);
        });
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread command =
                Thread.ofVirtual().start(() -> outcome.complete(program().run("stop", "m1", "m2")));

        stopping.await();
        command.interrupt();

        assertThat(outcome.get().exit()).isNotZero();
        assertThat(outcome.get().stderr())
                .isEqualTo("Interrupted while waiting for the test\nInterrupted while waiting for the test\n");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for the test");
        }
    }
}
