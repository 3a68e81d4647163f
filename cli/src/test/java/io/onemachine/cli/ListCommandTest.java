package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    void controlCharactersFromDriversDoNotReachTheTerminal() {
        create("m1");
        driver.on("state", machine -> {
            throw new DriverException("bad\u001b[2J\r\nnews");
        });

        Outcome outcome = program().run("ls");

        assertThat(outcome.stdout()).contains("bad?[2J  news\n").doesNotContain("\u001b");
        assertThat(program().run("status", "m1").stderr()).doesNotContain("\u001b");
    }
}
