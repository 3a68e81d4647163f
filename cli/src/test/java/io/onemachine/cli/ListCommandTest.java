package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.TestCertificates;
import io.onemachine.machine.FleetMembership;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.testing.StubEngine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands ls, url and status with drivers of all kinds. */
final class ListCommandTest extends ProgramFixture {
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
    void lsAsksForSwarmRolesOnlyWhereATemplateHasThem() {
        create("m1", "m2");
        driver.state("m2", MachineState.STOPPED);
        try (StubEngine engine = TestCertificates.engine(path -> StubEngine.json(
                200,
                path.equals("/info")
                        ? "{\"ServerVersion\":\"26.1.5\",\"Swarm\":{\"LocalNodeState\":\"active\",\"ControlAvailable\":true}}"
                        : "{\"Version\":\"26.1.5\",\"ApiVersion\":\"1.45\"}"))) {
            driver.enginePort = engine.port();

            assertThat(program().run("ls", "-f", "{{.Name}} {{.SwarmRole}} {{.DockerVersion}}"))
                    .isEqualTo(new Outcome(0, "m1 manager v26.1.5\nm2  Unknown\n", ""));
            assertThat(engine.paths()).containsExactly("/info");
            assertThat(program()
                            .run("ls", "-f", "table {{.Name}}\\t{{.SwarmRole}}")
                            .stdout())
                    .isEqualTo("NAME   SWARM_ROLE\nm1     manager\nm2     \n");
            assertThat(program().run("ls", "-f", "{{.Name}} {{.DockerVersion}}").stdout())
                    .isEqualTo("m1 v26.1.5\nm2 Unknown\n");
            assertThat(program().run("ls", "-f", "{{json .}}").stdout()).doesNotContain("SwarmRole");
            assertThat(engine.paths()).containsExactly("/info", "/info", "/version", "/version");
        }
    }

    @Test
    void lsShowsTheFleetOfAMachineInTemplatesAndJson() {
        create("m1", "m2");
        Machines machines = Machines.builder(store)
                .drivers(DriverRegistry.of(List.of(driver)))
                .open();
        try (Machine machine = machines.load("m1")) {
            machine.setFleet(Optional.of(new FleetMembership("shop", "web", "/srv/fleet.yaml", "{}")));
        }

        assertThat(program().run("ls", "-f", "{{.Name}} <{{.Fleet}}>").stdout()).isEqualTo("m1 <shop>\nm2 <>\n");
        assertThat(program()
                        .run("ls", "-t", "0", "-f", "table {{.Name}}\\t{{.Fleet}}")
                        .stdout())
                .isEqualTo("NAME   FLEET\nm1     shop\nm2     \n");
        assertThat(program().run("ls", "--format", "json").stdout()).contains("\"fleet\": \"shop\"", "\"fleet\": \"\"");
        assertThat(program().run("ls", "-f", "{{json .}}{{.}}").stdout()).doesNotContain("shop");
        assertThat(program().run("ls").stdout()).doesNotContain("shop");
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --watch -q                          | it does not go with --quiet
                    --watch -f {{.Name}}                | it does not go with a template
                    --watch --watch-interval 0          | --watch-interval must be 1 to 86400 seconds, not 0
                    --watch --watch-interval -3         | --watch-interval must be 1 to 86400 seconds, not -3
                    --watch --watch-interval 86401      | --watch-interval must be 1 to 86400 seconds, not 86401
                    --watch-interval 3                  | --watch-interval needs --watch
                    --watch --watch-interval x          | watch-interval
                    """)
    void optionsThatDoNotGoTogetherAreRefused(String options, String complaint) {
        String[] arguments = ("ls " + options).split(" ");

        Outcome outcome = program().run(arguments);

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr()).contains(complaint);
    }

    @Test
    void anInterruptedWatchReturns130AndNoError() throws InterruptedException, ExecutionException {
        create("m1");
        CountDownLatch listed = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        driver.on("state", machine -> {
            listed.countDown();
            await(never);
        });
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread command =
                Thread.ofVirtual().start(() -> outcome.complete(program().run("ls", "--watch")));

        listed.await();
        command.interrupt();

        assertThat(outcome.get()).isEqualTo(new Outcome(130, "", ""));
    }
}
