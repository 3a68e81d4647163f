package io.onemachine.swarm.engine;

import java.util.List;

/** Turns an engine's JSON into records. */
final class AnswerReader {
    private AnswerReader() {}

    static EngineInfo info(JsonFields info) {
        return new EngineInfo(
                info.text("Name"),
                info.text("ServerVersion"),
                info.flag("LiveRestoreEnabled"),
                info.fields("FirewallBackend").text("Driver"),
                localSwarm(info.fields("Swarm")));
    }

    private static LocalSwarm localSwarm(JsonFields swarm) {
        List<RemoteManager> managers = swarm.list("RemoteManagers").stream()
                .map(manager -> new RemoteManager(manager.text("NodeID"), manager.text("Addr")))
                .toList();
        return new LocalSwarm(
                swarm.text("LocalNodeState").isEmpty()
                        ? LocalNodeState.INACTIVE
                        : swarm.constant("LocalNodeState", LocalNodeState.values()),
                swarm.text("NodeID"),
                swarm.text("NodeAddr"),
                swarm.flag("ControlAvailable"),
                swarm.text("Error"),
                swarm.fields("Cluster").text("ID"),
                managers,
                swarm.number("Nodes"),
                swarm.number("Managers"));
    }

    static SwarmNode node(JsonFields node) {
        JsonFields spec = node.fields("Spec");
        JsonFields description = node.fields("Description");
        JsonFields status = node.fields("Status");
        return new SwarmNode(
                node.requiredText("ID"),
                version(node),
                spec.constant("Role", NodeRole.values()),
                spec.constant("Availability", NodeAvailability.values()),
                spec.texts("Labels"),
                status.constant("State", NodeState.values(), NodeState.UNKNOWN),
                status.text("Message"),
                status.text("Addr"),
                node.optional("ManagerStatus").map(AnswerReader::managerStatus),
                description.fields("Engine").text("EngineVersion"),
                description.text("Hostname"));
    }

    private static ManagerStatus managerStatus(JsonFields status) {
        return new ManagerStatus(
                status.flag("Leader"),
                status.constant(
                        "Reachability", ManagerStatus.Reachability.values(), ManagerStatus.Reachability.UNKNOWN),
                status.text("Addr"));
    }

    static SwarmTask task(JsonFields task) {
        return new SwarmTask(
                task.requiredText("ID"),
                task.text("ServiceID"),
                task.text("NodeID"),
                task.number("Slot"),
                task.fields("Status").constant("State", TaskState.values()),
                task.constant("DesiredState", TaskState.values()));
    }

    static SwarmSettings settings(JsonFields swarm) {
        return new SwarmSettings(
                swarm.requiredText("ID"),
                swarm.fields("Spec").fields("EncryptionConfig").flag("AutoLockManagers"));
    }

    static JoinTokens joinTokens(JsonFields swarm) {
        JsonFields tokens = swarm.fields("JoinTokens");
        return new JoinTokens(tokens.secret("Worker"), tokens.secret("Manager"));
    }

    /** Returns what an update of a node or of the swarm must name. */
    static long version(JsonFields object) {
        return object.fields("Version").number("Index");
    }
}
