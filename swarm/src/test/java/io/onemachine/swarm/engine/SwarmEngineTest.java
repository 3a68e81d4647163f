package io.onemachine.swarm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.engine.EngineAnswer;
import io.onemachine.machine.engine.EngineRefusedException;
import io.onemachine.machine.engine.EngineRequest;
import io.onemachine.machine.error.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are those of real engines, shortened and without their secrets. */
class SwarmEngineTest {
    private final List<EngineRequest> requests = new ArrayList<>();
    private Function<EngineRequest, String> answers = request -> "";
    private final SwarmEngine engine = new SwarmEngine(request -> {
        requests.add(request);
        return new EngineAnswer(200, answers.apply(request));
    });

    @ParameterizedTest
    @ValueSource(strings = {"20.10", "26.1"})
    void engineInNoSwarmIsInactive(String version) {
        EngineInfo info = info("info-inactive-" + version);
        assertThat(info.version()).startsWith(version);
        assertThat(info.firewallBackend()).isEmpty();
        assertThat(info.liveRestore()).isFalse();
        assertThat(info.swarm())
                .isEqualTo(new LocalSwarm(LocalNodeState.INACTIVE, "", "", false, "", "", List.of(), 0, 0));
        assertThat(requests).extracting(EngineRequest::toString).containsExactly("GET /info");
    }

    @Test
    void managerKnowsItsSwarm() {
        assertThat(info("info-manager-20.10").swarm())
                .isEqualTo(new LocalSwarm(
                        LocalNodeState.ACTIVE,
                        "zkokdhwtdv83cnh4ak7md11ym",
                        "10.77.0.1",
                        true,
                        "",
                        "rkqbcqpmva82463kvrxo12d11",
                        List.of(new RemoteManager("zkokdhwtdv83cnh4ak7md11ym", "10.77.0.1:2377")),
                        1,
                        1));
    }

    @Test
    void workerKnowsManagersOnly() {
        LocalSwarm worker = info("info-worker-26.1").swarm();
        assertThat(worker.isActive()).isTrue();
        assertThat(worker.manager()).isFalse();
        assertThat(worker.clusterId()).isEmpty();
        assertThat(worker.managers()).isNotEmpty();
    }

    @Test
    void lockedAndJoiningEnginesSayWhy() {
        assertThat(info("info-locked-26.1").swarm()).satisfies(swarm -> {
            assertThat(swarm.state()).isEqualTo(LocalNodeState.LOCKED);
            assertThat(swarm.error()).startsWith("Swarm is encrypted");
            assertThat(swarm.nodeId()).isEmpty();
        });
        assertThat(info("info-pending-26.1").swarm().state()).isEqualTo(LocalNodeState.PENDING);
    }

    @Test
    void engineOf2025NamesItsFirewall() {
        answers = request ->
                "{\"ServerVersion\":\"29.1.0\",\"FirewallBackend\":{\"Driver\":\"nftables\"},\"LiveRestoreEnabled\":true}";
        assertThat(engine.info().firewallBackend()).isEqualTo("nftables");
        assertThat(engine.info().liveRestore()).isTrue();
        assertThat(engine.info().swarm().state()).isEqualTo(LocalNodeState.INACTIVE);
    }

    @Test
    void nodesAreListedWithTheirManagers() {
        answers = request -> resource("nodes-quorum-lost-20.10");
        List<SwarmNode> nodes = engine.nodes();
        assertThat(nodes).extracting(SwarmNode::hostname).containsExactly("c", "b", "a");
        assertThat(nodes.getFirst())
                .isEqualTo(new SwarmNode(
                        "pnxoysu18cq8i89w6tm80b6qt",
                        32,
                        NodeRole.MANAGER,
                        NodeAvailability.ACTIVE,
                        Map.of(),
                        NodeState.READY,
                        "",
                        "10.77.0.3",
                        Optional.of(new ManagerStatus(false, ManagerStatus.Reachability.UNREACHABLE, "10.77.0.3:2377")),
                        "26.1.5+dfsg1",
                        "c"));
        assertThat(nodes.get(1).manager()).isEmpty();
        assertThat(nodes.get(1).isManager()).isFalse();
        assertThat(nodes.getLast().manager()).hasValueSatisfying(manager -> {
            assertThat(manager.leader()).isTrue();
            assertThat(manager.isReachable()).isTrue();
        });
    }

    @Test
    void initNamesItsAddresses() {
        answers = request -> "\"zkokdhwtdv83cnh4ak7md11ym\"\n";
        assertThat(engine.init(SwarmAddresses.advertising("192.0.2.7").withDataPath(Optional.of("198.51.100.7")), true))
                .isEqualTo("zkokdhwtdv83cnh4ak7md11ym");
        engine.init(SwarmAddresses.advertising("2001:db8::7"), false);
        assertThat(bodies())
                .containsExactly(
                        "{\"ListenAddr\":\"0.0.0.0:2377\",\"AdvertiseAddr\":\"192.0.2.7\",\"DataPathAddr\":\"198.51.100.7\","
                                + "\"AutoLockManagers\":true,\"Spec\":{\"EncryptionConfig\":{\"AutoLockManagers\":true}}}",
                        "{\"ListenAddr\":\"[::]:2377\",\"AdvertiseAddr\":\"2001:db8::7\"}");
    }

    @Test
    void tokensGoFromEngineToEngineAndAreNotPrinted() {
        answers = request -> resource("swarm-20.10");
        JoinTokens tokens = engine.joinTokens();
        assertThat(tokens).hasToString("JoinTokens[worker=***, manager=***]");
        JoinRequest join = new JoinRequest(
                List.of("192.0.2.1:2377", "192.0.2.2:2377"),
                tokens.of(NodeRole.MANAGER),
                SwarmAddresses.advertising("192.0.2.7"),
                NodeAvailability.DRAIN);
        assertThat(join.toString()).doesNotContain("SWMTKN");
        engine.join(join);
        assertThat(requests.getLast().toString()).isEqualTo("POST /swarm/join");
        assertThat(bodies().getLast())
                .isEqualTo("{\"ListenAddr\":\"0.0.0.0:2377\",\"AdvertiseAddr\":\"192.0.2.7\","
                        + "\"RemoteAddrs\":[\"192.0.2.1:2377\",\"192.0.2.2:2377\"],"
                        + "\"JoinToken\":\"SWMTKN-1-fake-manager\",\"Availability\":\"drain\"}");
    }

    @Test
    void unlockKeyIsASecret() {
        answers = request -> "{\"UnlockKey\":\"SWMKEY-1-fake\"}";
        Secret key = engine.unlockKey();
        assertThat(key).hasToString("***");
        engine.unlock(key);
        assertThat(bodies().getLast()).isEqualTo("{\"UnlockKey\":\"SWMKEY-1-fake\"}");
        answers = request -> "{\"UnlockKey\":\"\"}";
        assertThat(engine.unlockKey().isEmpty()).isTrue();
    }

    @Test
    void leavingAndRemovingAreForcedByAParameter() {
        engine.leave(false);
        engine.leave(true);
        engine.removeNode("a/b", false);
        engine.removeNode("ab", true);
        assertThat(requests)
                .extracting(EngineRequest::toString)
                .containsExactly(
                        "POST /swarm/leave",
                        "POST /swarm/leave?force=1",
                        "DELETE /nodes/a%2Fb",
                        "DELETE /nodes/ab?force=1");
    }

    @Test
    void updateOfANodePostsAllItsSettings() {
        answers = request -> request.path().equals("/nodes/ab")
                ? "{\"ID\":\"ab\",\"Version\":{\"Index\":32},\"Spec\":{\"Name\":\"x\",\"Labels\":{\"a\":\"1\",\"b\":\"2\"},"
                        + "\"Role\":\"worker\",\"Availability\":\"drain\",\"New\":18446744073709551615}}"
                : "";
        engine.updateNode("ab", NodeChange.to(NodeRole.MANAGER).with(Map.of("b", "3", "c", "4")));
        assertThat(requests)
                .extracting(EngineRequest::toString)
                .containsExactly("GET /nodes/ab", "POST /nodes/ab/update?version=32");
        assertThat(bodies())
                .containsExactly("{\"Name\":\"x\",\"Labels\":{\"a\":\"1\",\"b\":\"3\",\"c\":\"4\"},"
                        + "\"Role\":\"manager\",\"Availability\":\"drain\",\"New\":18446744073709551615}");
    }

    @Test
    void updateIsRepeatedWhenAnotherOneCameFirst() {
        List<Integer> versions = new ArrayList<>(List.of(7, 8, 9));
        answers = request -> {
            if (request.path().equals("/nodes/ab")) {
                return "{\"Version\":{\"Index\":" + versions.removeFirst()
                        + "},\"Spec\":{\"Role\":\"worker\",\"Availability\":\"active\"}}";
            }
            if (!request.path().endsWith("=9")) {
                throw new EngineRefusedException(
                        "m1:2376", 500, "rpc error: code = Unknown desc = update out of sequence");
            }
            return "";
        };
        engine.updateNode("ab", NodeChange.to(NodeAvailability.DRAIN));
        assertThat(requests)
                .extracting(EngineRequest::path)
                .containsExactly(
                        "/nodes/ab",
                        "/nodes/ab/update?version=7",
                        "/nodes/ab",
                        "/nodes/ab/update?version=8",
                        "/nodes/ab",
                        "/nodes/ab/update?version=9");
    }

    @Test
    void updateThatAlwaysComesTooLateIsGivenUp() {
        answers = request -> {
            if (request.path().equals("/nodes/ab")) {
                return "{\"Version\":{\"Index\":7},\"Spec\":{}}";
            }
            throw new EngineRefusedException("m1:2376", 500, "rpc error: code = Unknown desc = update out of sequence");
        };
        assertThatThrownBy(() -> engine.updateNode("ab", NodeChange.to(NodeAvailability.DRAIN)))
                .isInstanceOf(EngineRefusedException.class);
        assertThat(requests).hasSize(10);
    }

    @Test
    void otherRefusalsOfAnUpdateAreNotRepeated() {
        answers = request -> {
            if (request.path().equals("/nodes/ab")) {
                return "{\"Version\":{\"Index\":7},\"Spec\":{}}";
            }
            throw new EngineRefusedException("m1:2376", 400, "attempting to demote the last manager of the swarm");
        };
        assertThatThrownBy(() -> engine.updateNode("ab", NodeChange.to(NodeRole.WORKER)))
                .hasMessageContaining("last manager");
        assertThat(requests).hasSize(2);
    }

    @Test
    void rotationKeepsTheSettingsOfTheSwarm() {
        answers = request -> resource("swarm-20.10");
        engine.rotate(EnumSet.of(RotationTarget.MANAGER_TOKEN, RotationTarget.WORKER_TOKEN));
        assertThat(requests.getLast().path())
                .isEqualTo("/swarm/update?version=10&rotateWorkerToken=true&rotateManagerToken=true");
        assertThat(bodies().getLast())
                .contains("\"TaskHistoryRetentionLimit\":5", "\"EncryptionConfig\":{\"AutoLockManagers\":true}");
        engine.rotate(EnumSet.of(RotationTarget.UNLOCK_KEY));
        assertThat(requests.getLast().path()).isEqualTo("/swarm/update?version=10&rotateManagerUnlockKey=true");
    }

    @Test
    void autolockIsChangedInPlace() {
        answers = request -> resource("swarm-20.10");
        SwarmSettings settings = engine.settings();
        assertThat(settings.autolock()).isTrue();
        assertThat(settings.clusterId()).isNotEmpty();
        engine.setAutolock(false);
        assertThat(requests.getLast().path()).isEqualTo("/swarm/update?version=10");
        assertThat(bodies().getLast())
                .contains("\"TaskHistoryRetentionLimit\":5", "\"EncryptionConfig\":{\"AutoLockManagers\":false}");
    }

    @Test
    void labelsAreAddedOrReplaced() {
        answers = request -> "{\"Version\":{\"Index\":7},\"Spec\":{\"Labels\":{\"a\":\"1\",\"b\":\"2\"}}}";
        engine.updateNode("ab", NodeChange.NONE.with(Map.of("b", "3")));
        assertThat(bodies().getLast()).isEqualTo("{\"Labels\":{\"a\":\"1\",\"b\":\"3\"}}");
        engine.updateNode("ab", NodeChange.toLabels(Map.of("c", "4")));
        assertThat(bodies().getLast()).isEqualTo("{\"Labels\":{\"c\":\"4\"}}");
        engine.updateNode("ab", NodeChange.toLabels(Map.of()));
        assertThat(bodies().getLast()).isEqualTo("{\"Labels\":{}}");
    }

    @Test
    void newCaIsAskedForByACounter() {
        answers = request -> resource("swarm-20.10");
        engine.rotateCa();
        assertThat(requests.getLast().path()).isEqualTo("/swarm/update?version=10");
        assertThat(bodies().getLast())
                .contains("\"CAConfig\":{\"NodeCertExpiry\":7776000000000000,\"ForceRotate\":1}")
                .contains("\"HeartbeatPeriod\":5000000000");
        assertThat(engine.rootRotationInProgress()).isFalse();
    }

    @Test
    void tasksOfANodeAreFiltered() {
        answers = request -> "[{\"ID\":\"t1\",\"ServiceID\":\"s1\",\"NodeID\":\"ab\",\"Slot\":2,"
                + "\"Status\":{\"State\":\"running\"},\"DesiredState\":\"shutdown\"}]";
        assertThat(engine.tasks("ab"))
                .containsExactly(new SwarmTask("t1", "s1", "ab", 2, TaskState.RUNNING, TaskState.SHUTDOWN));
        assertThat(requests.getLast().path()).isEqualTo("/tasks?filters=%7B%22node%22%3A%5B%22ab%22%5D%7D");
        answers = request -> "null";
        assertThat(engine.tasks("ab")).isEmpty();
        answers = request -> "[{\"ID\":\"s1\",\"Spec\":{\"Name\":\"web\"}}]";
        assertThat(engine.serviceNames()).isEqualTo(Map.of("s1", "web"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[",
                "7",
                "\"x\"",
                "[[]]",
                "[7]",
                "[{}]",
                "[{\"ID\":7}]",
                "[{\"ID\":\"a\",\"Spec\":[]}]",
                "[{\"ID\":\"a\",\"Spec\":{\"Role\":\"king\",\"Availability\":\"active\"}}]",
                "[{\"ID\":\"a\",\"Spec\":{\"Role\":\"worker\",\"Availability\":\"active\",\"Labels\":{\"a\":{}}}}]",
                "[{\"ID\":\"a\",\"Version\":{\"Index\":1.5},\"Spec\":{\"Role\":\"worker\",\"Availability\":\"active\"}}]",
                "[{\"ID\":\"a\",\"Version\":{\"Index\":99999999999999999999},\"Spec\":{\"Role\":\"worker\"}}]",
                "{\"Swarm\":7}",
                "{\"Swarm\":{\"LocalNodeState\":\"odd\"}}",
                "{\"Swarm\":{\"RemoteManagers\":{}}}",
                "{\"Swarm\":{\"ControlAvailable\":\"true\"}}",
                "{\"JoinTokens\":{\"Worker\":\"w\"}}",
                "{\"UnlockKey\":[]}",
            })
    void unusableAnswersAreErrorsOfTheEngine(String answer) {
        answers = request -> answer;
        List<Consumer<SwarmEngine>> questions = List.of(
                SwarmEngine::nodes,
                SwarmEngine::info,
                SwarmEngine::joinTokens,
                SwarmEngine::unlockKey,
                engine -> engine.tasks("a"));
        assertThat(questions)
                .anySatisfy(question -> assertThatThrownBy(() -> question.accept(engine))
                        .isInstanceOf(EngineException.class)
                        .hasMessageStartingWith("The Docker engine's answer to \"GET /"));
        questions.forEach(this::answersOrFailsAsAnEngine);
    }

    @Test
    void damagedAnswersAreErrorsOfTheEngine() {
        long seed = Long.getLong("onemachine.seed", System.nanoTime());
        System.out.println("Seed of the damaged answers: " + seed);
        Random random = new Random(seed);
        String nodes = resource("nodes-quorum-lost-20.10");
        String info = resource("info-manager-20.10");
        for (int i = 0; i < 2000; i++) {
            answers = request -> damaged(request.path().equals("/nodes") ? nodes : info, random);
            answersOrFailsAsAnEngine(SwarmEngine::nodes);
            answersOrFailsAsAnEngine(SwarmEngine::info);
        }
        assertThat(requests).hasSize(4000);
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, "{}[]\",:0truenul".charAt(random.nextInt(15)));
                default -> damaged.setCharAt(at, (char) random.nextInt(256));
            }
        }
        return damaged.toString();
    }

    private void answersOrFailsAsAnEngine(Consumer<SwarmEngine> question) {
        try {
            question.accept(engine);
        } catch (EngineException e) {
            assertThat(e.getMessage()).contains("cannot be used");
        }
    }

    private List<String> bodies() {
        return requests.stream().flatMap(request -> request.body().stream()).toList();
    }

    private EngineInfo info(String resource) {
        answers = request -> resource(resource);
        return engine.info();
    }

    private static String resource(String name) {
        try (InputStream stream = SwarmEngineTest.class.getResourceAsStream(name + ".json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
