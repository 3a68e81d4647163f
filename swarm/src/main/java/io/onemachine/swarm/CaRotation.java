package io.onemachine.swarm;

import io.onemachine.machine.reference.Reference;
import io.onemachine.swarm.engine.NodeState;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.engine.SwarmNode;
import java.time.Duration;
import java.util.List;

/** Replaces the CA of a swarm. */
final class CaRotation {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final SwarmContext context;

    CaRotation(SwarmContext context) {
        this.context = context;
    }

    /** Replaces the CA, and waits until all nodes have certificates of the new one. */
    void run(String machine, SwarmManagers managers) {
        requireNoneDown(managers);
        context.steps(machine).run("Replacing the CA of the swarm...", () -> {
            managers.ask(engine -> {
                engine.rotateCa();
                return engine;
            });
            boolean done = context.await(
                    "waiting for new certificates of the nodes",
                    LIMIT,
                    () -> !managers.ask(SwarmEngine::rootRotationInProgress));
            if (!done) {
                throw new SwarmException(
                        "Not all nodes of the swarm have a certificate of the new CA after " + LIMIT.toMinutes()
                                + " minutes",
                        "Start the nodes that are down, or remove them from the swarm; the rotation goes on.",
                        null);
            }
        });
    }

    /** A rotation does not end while the swarm has a node that is down: also one of a host that has joined again with a new node. */
    private void requireNoneDown(SwarmManagers managers) {
        List<SwarmNode> down = managers.nodes().stream()
                .filter(node -> node.state() == NodeState.DOWN)
                .toList();
        if (down.isEmpty()) {
            return;
        }
        List<SwarmMember> members = SwarmMember.all(context);
        List<String> names = down.stream()
                .map(node -> SwarmMember.name(members, node.id())
                        .map(name -> "\"" + name + "\"")
                        .orElse("node " + node.id() + " of host \"" + node.hostname() + "\""))
                .sorted()
                .toList();
        throw new SwarmCheckException(
                "The CA of the swarm cannot be replaced while nodes are down: " + String.join(", ", names),
                "Start them, or remove them: machines with " + Reference.command("swarm leave")
                        + ", nodes without a machine with \"docker node rm\" on a manager.");
    }
}
