package io.onemachine.cli.command.swarm;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.table.TabWriter;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.json.GoJson;
import io.onemachine.swarm.SwarmListEntry;
import io.onemachine.swarm.SwarmOperations;
import io.onemachine.swarm.engine.ManagerStatus;
import io.onemachine.swarm.engine.SwarmNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code docker-machine swarm ls}. */
public final class NodeList implements Command {
    private static final String NOT_KNOWN = "-";

    @Override
    public String description() {
        return """
                Lists the nodes of the swarms that machines of the store have joined: one swarm after the other, managers
                first. Nodes that are no machines of the store are listed with their host name in parentheses. A swarm of which
                no manager answers is listed as it is stored, with the status unknown, and a warning on standard error. Hosts
                that joined a swarm by hand are not known to the store.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(JsonFormat.arrayFlag());
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        boolean json = JsonFormat.wanted(invocation);
        if (!invocation.arguments().isEmpty()) {
            throw CommandFailure.ofUsage("Error: Too many arguments given");
        }
        List<SwarmListEntry> nodes;
        try {
            nodes = new SwarmOperations(invocation.machines(), new WarningProgress(invocation.programContext())).list();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        if (json) {
            invocation.print(json(nodes));
        } else {
            invocation.console().out().print(table(nodes));
        }
        return ExitCode.SUCCESS.number();
    }

    private static String table(List<SwarmListEntry> nodes) {
        StringBuilder text = new StringBuilder("NODE\tMACHINE\tROLE\tSTATUS\tAVAILABILITY\tENGINE\tADDRESS\n");
        for (SwarmListEntry entry : nodes) {
            Optional<SwarmNode> node = entry.node();
            List<String> cells = List.of(
                    entry.nodeId(),
                    entry.machine()
                            .orElseGet(() -> "(" + node.map(SwarmNode::hostname).orElse("") + ")"),
                    node.map(NodeList::role).orElse(NOT_KNOWN),
                    node.map(NodeList::status).orElseGet(() -> unlisted(entry, nodes)),
                    node.map(it -> word(it.availability())).orElse(NOT_KNOWN),
                    node.map(SwarmNode::engineVersion)
                            .filter(version -> !version.isEmpty())
                            .orElse(NOT_KNOWN),
                    node.flatMap(NodeList::address).orElse(NOT_KNOWN));
            text.append(String.join(
                            "\t", cells.stream().map(TerminalText::oneLine).toList()))
                    .append('\n');
        }
        return TabWriter.align(text.toString());
    }

    private static String json(List<SwarmListEntry> nodes) {
        JsonArray array = new JsonArray();
        for (SwarmListEntry entry : nodes) {
            JsonObject object = new JsonObject();
            object.addProperty("swarm", entry.clusterId());
            object.addProperty("node", entry.nodeId());
            entry.machine().ifPresent(machine -> object.addProperty("machine", machine));
            object.addProperty(
                    "status", entry.node().map(it -> word(it.state())).orElseGet(() -> unlisted(entry, nodes)));
            entry.node().ifPresent(node -> add(object, node));
            array.add(object);
        }
        return GoJson.indented(array);
    }

    private static void add(JsonObject object, SwarmNode node) {
        object.addProperty("hostname", node.hostname());
        object.addProperty("role", node.isManager() ? "manager" : "worker");
        node.manager().ifPresent(manager -> {
            object.addProperty("leader", manager.leader());
            object.addProperty("reachability", word(manager.reachability()));
        });
        object.addProperty("availability", word(node.availability()));
        object.addProperty("engine", node.engineVersion());
        address(node).ifPresent(address -> object.addProperty("address", address));
        JsonObject labels = new JsonObject();
        node.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> labels.addProperty(label.getKey(), label.getValue()));
        object.add("labels", labels);
    }

    private static String role(SwarmNode node) {
        if (node.isLeader()) {
            return "leader";
        }
        return node.isManager() ? "manager" : "worker";
    }

    /** Returns the state; a manager that the others do not reach takes no part in decisions, whatever its state. */
    private static String status(SwarmNode node) {
        boolean unreachable = node.isReady() && node.isManager() && !node.isReachableManager();
        return unreachable ? "unreachable" : word(node.state());
    }

    /** Returns the status of a machine that no manager lists: the swarm has no such node any more, or does not answer. */
    private static String unlisted(SwarmListEntry entry, List<SwarmListEntry> nodes) {
        boolean answered = nodes.stream()
                .anyMatch(it ->
                        it.clusterId().equals(entry.clusterId()) && it.node().isPresent());
        return answered ? "missing" : "unknown";
    }

    /** Returns the address of a node; older engines list their leader as {@code 0.0.0.0}. */
    private static Optional<String> address(SwarmNode node) {
        if (!node.address().isEmpty() && !node.address().equals("0.0.0.0")) {
            return Optional.of(node.address());
        }
        return node.manager().map(ManagerStatus::address).flatMap(address -> {
            int colon = address.lastIndexOf(':');
            return colon < 1 ? Optional.empty() : Optional.of(address.substring(0, colon));
        });
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
