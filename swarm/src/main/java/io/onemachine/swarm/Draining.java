package io.onemachine.swarm;

import io.onemachine.swarm.engine.NodeAvailability;
import io.onemachine.swarm.engine.NodeChange;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.engine.SwarmTask;
import io.onemachine.swarm.engine.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Moves a node's tasks to other nodes. */
final class Draining {
    private final SwarmContext context;

    Draining(SwarmContext context) {
        this.context = context;
    }

    /**
     * Sets a node's availability to drain, and waits until none of its tasks runs.
     *
     * @throws SwarmException with the tasks that still run when time is up; the node stays drained
     */
    void drain(String machine, SwarmManagers managers, String nodeId, Duration timeout) {
        context.steps(machine).run("Draining \"" + machine + "\"...", () -> {
            managers.order(engine -> engine.updateNode(nodeId, NodeChange.to(NodeAvailability.DRAIN)));
            boolean drained = context.await(
                    "waiting for the tasks of " + machine + " to end",
                    timeout,
                    () -> running(managers, nodeId).isEmpty());
            if (!drained) {
                List<SwarmTask> left = running(managers, nodeId);
                if (!left.isEmpty()) {
                    throw new SwarmException(
                            "Machine \"" + machine + "\" still runs tasks of the swarm after " + timeout.toSeconds()
                                    + " s: " + described(left, managers.ask(SwarmEngine::serviceNames)),
                            "Wait longer, or end them. The machine gets no new tasks.",
                            null);
                }
            }
        });
    }

    private static List<SwarmTask> running(SwarmManagers managers, String nodeId) {
        return managers.ask(engine -> engine.tasks(nodeId)).stream()
                .filter(task -> task.state() == TaskState.RUNNING)
                .toList();
    }

    private static String described(List<SwarmTask> tasks, Map<String, String> services) {
        return tasks.stream()
                .map(task -> {
                    String service = services.getOrDefault(task.serviceId(), task.serviceId());
                    return task.slot() == 0 ? service : service + "." + task.slot();
                })
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
