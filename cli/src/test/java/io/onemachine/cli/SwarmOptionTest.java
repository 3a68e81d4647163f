package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.TestCertificates;
import io.onemachine.testing.StubEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The option --swarm of config and env, which is for the classic Swarm. */
final class SwarmOptionTest extends ProgramFixture {
    private Outcome run(String command, boolean control) {
        create("m1");
        String info = "{\"Swarm\":{\"LocalNodeState\":\"active\",\"ControlAvailable\":" + control + "}}";
        try (StubEngine engine = TestCertificates.engine(path -> StubEngine.json(200, info))) {
            driver.enginePort = engine.port();
            return program().run(command, "--swarm", "m1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "env"})
    void aManagerInSwarmModeGetsAHint(String command) {
        assertThat(run(command, true)).isEqualTo(new Outcome(1, "", """
                        "m1" is not a swarm master. The --swarm flag is intended for use with swarm masters
                        Its engine is a manager in swarm mode, which needs no --swarm: "docker-machine %s m1" is enough.
                        """.formatted(command)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "env"})
    void aWorkerInSwarmModeGetsNoHint(String command) {
        assertThat(run(command, false))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "\"m1\" is not a swarm master. The --swarm flag is intended for use with"
                                + " swarm masters\n"));
    }
}
