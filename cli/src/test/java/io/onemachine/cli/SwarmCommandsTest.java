package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.StubSwarm;
import io.onemachine.testing.TerminalScreen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of swarm mode. */
final class SwarmCommandsTest extends SwarmFixture {
    @Test
    void aSwarmIsCreatedJoinedAndListed() {
        machine("m1");
        machine("w1");
        machine("w2");

        assertThat(runWell("swarm init m1").stdout()).isEqualTo("""
                        Creating a swarm on "m1"...
                        To add machines to the swarm, run: docker-machine swarm join --to m1 MACHINE...
                        """);
        assertThat(runWell("swarm join --to m1 w1 w2 --label zone=a --label disk=")
                        .stdout())
                .contains("(w1) Joining \"w1\" to the swarm...\n", "(w2) Joining \"w2\" to the swarm...\n");

        assertThat(runWell("swarm ls").stdout()).isEqualTo("""
                        NODE      MACHINE   ROLE     STATUS   AVAILABILITY   ENGINE   ADDRESS
                        node-m1   m1        leader   ready    active         26.1.5   127.0.0.1
                        node-w1   w1        worker   ready    active         26.1.5   127.0.0.1
                        node-w2   w2        worker   ready    active         26.1.5   127.0.0.1
                        """);
        assertThat(runWell("swarm ls --format json").stdout()).endsWith("""
                            {
                                "swarm": "swarm1",
                                "node": "node-w2",
                                "machine": "w2",
                                "status": "ready",
                                "hostname": "w2",
                                "role": "worker",
                                "availability": "active",
                                "engine": "26.1.5",
                                "address": "127.0.0.1",
                                "labels": {
                                    "disk": "",
                                    "zone": "a"
                                }
                            }
                        ]
                        """).contains("""
                                "role": "manager",
                                "leader": true,
                                "reachability": "reachable",
                        """);
    }

    @Test
    void aStoreWithoutSwarmsHasAnEmptyList() {
        create("m1");
        assertThat(runWell("swarm ls").stdout())
                .isEqualTo("NODE   MACHINE   ROLE   STATUS   AVAILABILITY   ENGINE   ADDRESS\n");
        assertThat(runWell("swarm ls --format json").stdout()).isEqualTo("[]\n");
    }

    @Test
    void aSwarmThatDoesNotAnswerIsListedAsStoredWithAWarning() {
        machine("m1");
        runWell("swarm init m1");
        swarm.close();

        Outcome text = run("swarm ls");
        assertThat(text.exit()).isZero();
        assertThat(text.stdout()).contains("\nnode-m1   m1        -      unknown   -              -        -\n");
        assertThat(text.stderr()).contains("No machine of this store answers as a manager of the swarm of \"m1\"");
        Outcome json = run("--error-format json swarm ls --format json");
        assertThat(json.stdout()).contains("\"status\": \"unknown\"").doesNotContain("role");
        assertThat(json.stderr()).contains("\"machine\":\"m1\",\"exitCode\":0}");
    }

    @Test
    void aNodeThatIsGoneIsMissingAndAHostOfNoMachineIsListed() {
        smallSwarm();
        swarm.engine("w1").enter("swarm2");
        swarm.engine("byhand").enter("swarm1");

        assertThat(runWell("swarm ls").stdout()).isEqualTo("""
                        NODE          MACHINE    ROLE     STATUS    AVAILABILITY   ENGINE   ADDRESS
                        node-m1       m1         leader   ready     active         26.1.5   127.0.0.1
                        node-byhand   (byhand)   worker   ready     active         26.1.5   127.0.0.1
                        node-w1       w1         -        missing   -              -        -
                        """);
        assertThat(runWell("swarm ls --format json").stdout())
                .contains("\"node\": \"node-byhand\",\n        \"status\": \"ready\"");
    }

    @Test
    void rolesAreChanged() {
        StubSwarm.Engine w1 = smallSwarm();
        StubSwarm.Engine w2 = machine("w2");
        runWell("swarm join --to m1 --manager w2");

        runWell("swarm promote w1 w2");
        assertThat(w1.isManager() && w2.isManager()).isTrue();

        runWell("swarm demote w1");
        assertThat(w1.isManager()).isFalse();
        assertThat(w2.isManager()).isTrue();
    }

    @Test
    void aDemotionThatCostsTheQuorumIsRefusedAndStopsNoOther() {
        smallSwarm();
        StubSwarm.Engine w2 = machine("w2");
        runWell("swarm join --to m1 --manager w2");
        w2.leave();

        Outcome outcome = run("--error-format json swarm demote m1 w1");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr())
                .startsWith("{\"code\":\"swarm\",\"message\":\"The swarm would lose its quorum")
                .contains("\"machine\":\"m1\"");
        assertThat(outcome.stderr().lines()).hasSize(1);
    }

    @Test
    void tasksThatDoNotEndAreNamedWhenTimeIsUp() {
        StubSwarm.Engine worker = smallSwarm();
        worker.runTask(true);

        Outcome outcome = run("swarm drain w1 --timeout 1");

        assertThat(outcome).isEqualTo(new Outcome(1, "Draining \"w1\"...\n", """
                        Machine "w1" still runs tasks of the swarm after 1 s: web.1
                        Wait longer, or end them. The machine gets no new tasks.
                        """));
        assertThat(worker.availability()).isEqualTo("drain");
        worker.runTask(false);
        runWell("swarm drain w1");
        runWell("swarm activate w1");
        assertThat(worker.availability()).isEqualTo("active");
    }

    @Test
    void aMachineLeaves() {
        StubSwarm.Engine worker = smallSwarm();

        assertThat(runWell("swarm leave w1").stdout()).endsWith("Taking \"w1\" out of its swarm...\n");

        assertThat(worker.state()).isEqualTo("inactive");
        assertThat(runWell("swarm ls").stdout()).doesNotContain("w1");
        Outcome last = run("swarm leave m1");
        assertThat(last.exit()).isEqualTo(1);
        assertThat(last.stderr()).contains("is the last manager of its swarm").contains("--force");
        runWell("swarm leave -f m1");
        assertThat(runWell("swarm ls --format json").stdout()).isEqualTo("[]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens", "ca"})
    void secretsAreReplacedForTheOnlySwarmOrThatOfAMachine(String secret) {
        smallSwarm();

        runWell("swarm rotate " + secret);
        runWell("swarm rotate " + secret + " w1");

        assertThat(swarm.changes()).endsWith("m1 POST /swarm/update", "m1 POST /swarm/update");
    }

    @Test
    void severalSwarmsAreNamedWhenOneIsToBeChosen() {
        smallSwarm();
        machine("x1");
        runWell("swarm init x1");

        assertThat(run("swarm rotate tokens")).isEqualTo(new Outcome(1, "", """
                        The machines of the store are in several swarms: swarm1 (m1, w1); swarm2 (x1)
                        Name a machine of the swarm that is meant.
                        """));
        runWell("swarm rotate tokens x1");
    }

    @Test
    void noTokenOrKeyIsShown() {
        machine("m1");
        StubSwarm.Engine second = machine("m2");
        StringBuilder shown = new StringBuilder();
        for (String command : new String[] {
            "swarm init --autolock m1",
            "swarm join --to m1 --manager m2",
            "swarm rotate tokens",
            "swarm rotate unlock-key",
            "swarm ls --format json",
            "inspect m2"
        }) {
            Outcome outcome = run("--debug " + command);
            assertThat(outcome.exit()).as(command + outcome).isZero();
            shown.append(outcome);
        }
        second.lock();
        shown.append(run("--debug swarm unlock m2"));

        assertThat(second.state()).isEqualTo("active");
        assertThat(store.resolve("machines/m2/swarm-unlock-key")).hasContent(StubSwarm.UNLOCK_KEY);
        assertThat(shown)
                .contains("/swarm/join", "/swarm/unlock")
                .doesNotContain(StubSwarm.WORKER_TOKEN, StubSwarm.MANAGER_TOKEN, StubSwarm.UNLOCK_KEY);
    }

    @Test
    void aMachineThatIsNotLockedIsNotUnlocked() {
        smallSwarm();
        assertThat(runWell("swarm unlock m1").stdout()).isEqualTo("Machine \"m1\" is not locked.\n");
    }

    @Test
    void aFailedCheckReturnsThreeAndNothingIsChanged() {
        smallSwarm();
        machine("x1");
        machine("w2");
        runWell("swarm init x1");
        int before = swarm.changes().size();

        Outcome outcome = run("swarm join --to m1 w2 x1");

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.stderr()).isEqualTo("""
                        The engine of machine "x1" is in a swarm already (state active)
                        Take it out of that with docker-machine swarm leave x1 first.
                        """);
        assertThat(swarm.changes()).hasSize(before);
        assertThat(run("--error-format json swarm init m1").stderr()).contains("{\"code\":\"swarm-check\",", ":3}");
    }

    @Test
    void aMachineThatCannotJoinEndsTheCommandAndLiveLinesSayWhichDid() {
        smallSwarm();
        machine("w2");
        machine("w3").refuseToJoin("no route");
        machine("w4");

        Outcome outcome = program().onTerminal().run("swarm", "join", "--to", "m1", "w2", "w3", "w4");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("(w3) Machine \"w3\" did not join the swarm: no route");
        TerminalScreen screen = new TerminalScreen(150, 24);
        screen.writeLines(outcome.stdout());
        assertThat(screen.lines()).anyMatch(line -> line.matches("w2 .*  done"));
        assertThat(screen.lines()).anyMatch(line -> line.matches("w3 .*  failed"));
        assertThat(screen.lines()).anyMatch(line -> line.matches("w4 .*  not begun"));
        assertThat(runWell("swarm ls").stdout()).contains("w2").doesNotContain("w3", "w4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "swarm init | Error: Expected to get one or more machine names as arguments",
                "swarm init m1 w1 | Error: Expected one machine name as an argument",
                "swarm join w1 | Error: --to is missing",
                "swarm join --to m1 | Error: Expected to get one or more machine names as arguments",
                "swarm join --to m1 --label =x w1 | --label must be KEY=VALUE, not \"=x\"",
                "swarm join --to none w1 | Docker machine \"none\" does not exist.",
                "swarm join --to m1 w1 none | Docker machine \"none\" does not exist.",
                "swarm promote w1 none | Docker machine \"none\" does not exist.",
                "swarm drain --timeout 0 w1 | --timeout must be a number from 1 to 86400, not 0",
                "swarm leave --timeout 86401 w1 | --timeout must be a number from 1 to 86400, not 86401",
                "swarm upgrade | Error: Expected machine names as arguments, or --all",
                "swarm upgrade --all w1 | Error: --all is for all machines of swarms: no machine can be named",
                "swarm rotate | Error: Expected what to replace, and at most one machine name, as arguments",
                "swarm rotate tokens m1 w1 | Error: Expected what to replace, and at most one machine name, as arguments",
                "swarm rotate keys | Error: \"keys\" cannot be replaced",
                "swarm ls m1 | Error: Too many arguments given",
                "swarm ls --format yaml | --format can be json only, not \"yaml\"",
                "swarm unlock | Error: Expected to get one or more machine names as arguments",
            })
    void aWrongCommandLineIsRefusedBeforeAnythingIsDone(String command, String message) {
        machine("m1");
        machine("w1");

        Outcome outcome = run(command);

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).startsWith(message);
        assertThat(swarm.changes()).isEmpty();
    }

    /** The hosts of the scripted driver cannot be upgraded. */
    @ParameterizedTest
    @ValueSource(strings = {"--all", "w1 m1"})
    void managersAreUpgradedFirstAndTheFirstFailureEndsTheUpgrade(String machines) {
        StubSwarm.Engine worker = smallSwarm();

        Outcome outcome = run("swarm upgrade " + machines);

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout())
                .contains("(m1) Draining \"m1\"...\n")
                .contains("The swarm cannot be changed while the engine of \"m1\" restarts");
        assertThat(outcome.stderr()).startsWith("(m1) ");
        assertThat(swarm.engine("m1").availability()).isEqualTo("drain");
        assertThat(worker.availability()).isEqualTo("active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotate tokens", "upgrade --all"})
    void aStoreWithoutSwarmsIsAnError(String command) {
        create("m1");
        assertThat(run("swarm " + command))
                .isEqualTo(new Outcome(1, "", "No machine of the store is in a swarm, as far as the store knows\n"));
    }

    @Test
    void aMachineInNoSwarmIsAnError() {
        smallSwarm();
        machine("w2");
        assertThat(run("swarm promote w2 w1").stderr()).startsWith("Machine \"w2\" is in no swarm");
        assertThat(runWell("swarm ls --format json").stdout()).contains("\"role\": \"manager\"");
    }
}
