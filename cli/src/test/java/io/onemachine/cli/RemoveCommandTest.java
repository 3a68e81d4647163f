package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.machine.error.DriverException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands rm and gc. */
final class RemoveCommandTest extends ProgramFixture {
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
            Outcome listed = program().run(arguments.toArray(String[]::new));
            assertThat(listed.exit()).as("%s", listing).isEqualTo(1);
            assertThat(listed.stderr()).contains("--forget", "nothing is forgotten");
            assertThat(store.resolve("removed")).isNotEmptyDirectory();
        }
        assertThat(program().run("gc", "--forget", "m1")).isEqualTo(new Outcome(0, "Forgot the host of m1\n", ""));
        assertThat(store.resolve("removed")).doesNotExist();
    }
}
