package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.machine.error.DriverException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options --join and --join-as of create. */
final class CreateIntoSwarmTest extends SwarmFixture {
    @BeforeEach
    void createSwarm() {
        create("m1");
        swarm.engine("m1");
        assertThat(run("swarm init m1").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"'', worker", "--join-as=worker, worker", "--join-as=manager, manager"})
    void aNewMachineJoins(String option, String role) {
        swarm.engine("n1");

        Outcome outcome = run(("create -d scripted --join m1 " + option + " n1").replace("  ", " "));

        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).contains("Joining \"n1\" to the swarm...\n");
        assertThat(run("swarm ls").stdout()).contains("node-n1   n1        " + role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "manager"})
    void severalNewMachinesJoin(String role) {
        swarm.engine("n1");
        swarm.engine("n2");

        Outcome outcome = run("create -d scripted --join m1 --join-as " + role + " n1 n2");

        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).doesNotContain("two managers");
        assertThat(run("swarm ls").stdout())
                .contains("node-n1   n1        " + role)
                .contains("node-n2   n2        " + role);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create -d scripted --join none n1 | Docker machine \"none\" does not exist.",
                "create -d scripted --join alone n1 | Machine \"alone\" is in no swarm",
                "create -d scripted --join alone n1 n2 | Machine \"alone\" is in no swarm",
            })
    void withoutASwarmNothingIsCreated(String command, String message) {
        create("alone");
        swarm.engine("alone");
        driver.on("create", machine -> {
            throw new AssertionError(machine + " was created");
        });

        Outcome outcome = run(command);

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.stderr()).startsWith(message);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(run("ls -q").stdout()).isEqualTo("alone\nm1\n");
    }

    @Test
    void withoutAManagerThatAnswersNothingIsCreated() {
        swarm.close();
        driver.on("check", machine -> {
            throw new AssertionError(machine + " was checked");
        });

        Outcome outcome = run("--error-format json create -d scripted --join m1 n1");

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.stderr())
                .startsWith("{\"code\":\"swarm-check\",\"message\":\"No machine of this store answers as a manager")
                .endsWith("\"exitCode\":3}\n");
    }

    @Test
    void aMachineThatCannotJoinStaysAndTheMessageSaysHow() {
        swarm.engine("n1").refuseToJoin("no route");
        swarm.engine("n2");

        Outcome outcome = run("create -d scripted --join m1 n1 n2");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr())
                .contains(
                        "Machine \"n1\" was created, but joining the swarm of \"m1\" failed: Machine \"n1\" did not join"
                                + " the swarm: no route")
                .contains("To let it join later, run: docker-machine swarm join --to=m1 n1\n");
        assertThat(run("ls -q").stdout()).isEqualTo("m1\nn1\nn2\n");
        assertThat(run("swarm ls").stdout()).contains("n2").doesNotContain("n1");
    }

    @Test
    void managersThatCannotJoinStay() {
        swarm.engine("n1").refuseToJoin("no route");
        swarm.engine("n2");

        Outcome outcome = run("create -d scripted --join m1 --join-as manager n1 n2");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("Machine \"n1\" did not join the swarm: no route");
        assertThat(outcome.stdout())
                .endsWith(
                        "The machines exist. To let them join later, run: docker-machine swarm join --to=m1 --manager n1 n2\n");
        assertThat(run("ls -q").stdout()).isEqualTo("m1\nn1\nn2\n");
    }

    @Test
    void aCheckThatFailsAfterTheCreationDoesNotReturnThree() {
        swarm.engine("n1").enter("other");
        swarm.engine("n2");

        Outcome one = run("create -d scripted --join m1 n1");
        Outcome managers = run("create -d scripted --join m1 --join-as manager n2 n3");

        assertThat(one.exit()).isEqualTo(1);
        assertThat(one.stderr()).contains("is in a swarm already");
        assertThat(managers.exit()).isEqualTo(1);
        assertThat(managers.stderr()).contains("The machines exist. To let them join later, run: ");
    }

    @Test
    void onlyMachinesThatWereCreatedJoin() {
        swarm.engine("n1");
        swarm.engine("n2");
        driver.on("create", machine -> {
            if (machine.equals("n2")) {
                throw new DriverException("no space");
            }
        });

        Outcome outcome = run("create -d scripted --join m1 --join-as manager n1 n2");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("no space").doesNotContain("join");
        assertThat(run("swarm ls").stdout()).contains("n1").doesNotContain("n2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create -d scripted --join m1 --join-as leader n1 | --join-as must be worker or manager, not \"leader\"",
                "create -d scripted --join-as manager n1 | --join-as needs --join: a machine of the swarm",
                "create -d scripted --join m1 m1 m2 | Invalid command line. Nothing is created: \"m1\" is the value",
            })
    void wrongOptionsAreRefused(String command, String message) {
        Outcome outcome = run(command);

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).startsWith(message);
        assertThat(run("ls -q").stdout()).isEqualTo("m1\n");
    }
}
