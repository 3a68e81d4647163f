package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.StubSwarm;
import org.junit.jupiter.api.AfterEach;

/** The program with machines whose engines can form swarms. */
abstract class SwarmFixture extends ProgramFixture {
    final StubSwarm swarm = new StubSwarm(driver);

    @AfterEach
    void closeEngines() {
        swarm.close();
    }

    Outcome run(String command) {
        return program().run(command.split(" "));
    }

    Outcome runWell(String command) {
        Outcome outcome = run(command);
        assertThat(outcome.exit()).as(command + ": " + outcome).isZero();
        assertThat(outcome.stderr()).as(command).isEmpty();
        return outcome;
    }

    /** Creates a machine whose engine is in no swarm. */
    StubSwarm.Engine machine(String name) {
        create(name);
        return swarm.engine(name);
    }

    /** Creates a swarm: m1 is its only manager, w1 a worker. */
    StubSwarm.Engine smallSwarm() {
        machine("m1");
        StubSwarm.Engine worker = machine("w1");
        runWell("swarm init m1");
        runWell("swarm join --to m1 w1");
        return worker;
    }
}
