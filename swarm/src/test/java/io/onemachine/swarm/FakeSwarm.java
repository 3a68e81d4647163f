package io.onemachine.swarm;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.machine.engine.EngineAnswer;
import io.onemachine.machine.engine.EngineRequest;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.error.EngineRefusedException;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Engines that form a swarm as real ones do, as far as the tests go: words and status of refusals were recorded from real engines. */
final class FakeSwarm {
    static final String CLUSTER = "cluster1";

    final Map<String, Engine> engines = new LinkedHashMap<>();
    final Map<String, Node> nodes = new TreeMap<>();

    /** Services whose tasks run on nodes, by node: they end when the node is drained, unless they are stuck. */
    final Map<String, List<String>> tasks = new TreeMap<>();

    boolean stuckTasks;

    /** Whether changes of roles are ordered, but not carried out. */
    boolean stuckRoles;

    boolean autolock;
    String unlockKey = "SWMKEY-1-first";
    int tokens = 1;
    int rotations;

    /** How many times reads fail yet as there is no leader. */
    int withoutLeader;

    /** Whether managers that are off are reachable, as for some seconds. */
    boolean slowToNotice;

    /** How many times managers have no answer yet about themselves or the swarm. */
    int silent;

    private int counter;
    private String leaderId = "";

    /** A node of the swarm, as its managers see it. */
    static final class Node {
        final String id;
        final String address;
        String role;
        String availability;
        final Map<String, String> labels = new TreeMap<>();
        long version = 1;
        boolean down;

        /** Whether it has left, which the managers have not noticed yet. */
        boolean left;

        boolean raftMember;

        Node(String id, String address, String role, String availability) {
            this.id = id;
            this.address = address;
            this.role = role;
            this.availability = availability;
            this.raftMember = role.equals("manager");
        }
    }

    /** An engine. */
    final class Engine {
        final String name;
        final String address;
        final List<String> requests = new ArrayList<>();
        String nodeId = "";
        String state = "inactive";
        boolean off;
        boolean liveRestore;
        String firewall = "";
        boolean joinsLate;

        Engine(String name, String address) {
            this.name = name;
            this.address = address;
        }

        private boolean manages() {
            Node node = nodes.get(nodeId);
            return state.equals("active") && node != null && node.raftMember;
        }

        synchronized EngineAnswer call(EngineRequest request) {
            synchronized (FakeSwarm.this) {
                if (off) {
                    throw new EngineException("Cannot connect to the docker engine endpoint");
                }
                if (request.path().equals("/version")) {
                    return new EngineAnswer(200, "{}");
                }
                requests.add(request.toString());
                if (silent > 0 && manages()) {
                    silent--;
                    throw new EngineException("the Docker engine did not answer");
                }
                return new EngineAnswer(200, answer(request));
            }
        }

        private String answer(EngineRequest request) {
            String path = request.path().split("\\?", 2)[0];
            String query = request.path().contains("?") ? request.path().split("\\?", 2)[1] : "";
            JsonObject body = request.body().map(FakeSwarm::object).orElseGet(JsonObject::new);
            return switch (path) {
                case "/info" -> info();
                case "/swarm/init" -> init(body);
                case "/swarm/join" -> join(body);
                case "/swarm/leave" -> leave(query.contains("force"));
                case "/swarm/unlock" -> unlock(body);
                default -> manage(request, path, query, body);
            };
        }

        private String info() {
            JsonObject swarm = new JsonObject();
            swarm.addProperty("NodeID", nodeId);
            swarm.addProperty("NodeAddr", nodeId.isEmpty() ? "" : requireNonNull(nodes.get(nodeId)).address);
            swarm.addProperty("LocalNodeState", state);
            swarm.addProperty("ControlAvailable", manages());
            if (manages()) {
                JsonObject cluster = new JsonObject();
                cluster.addProperty("ID", CLUSTER);
                swarm.add("Cluster", cluster);
            }
            JsonObject info = new JsonObject();
            info.addProperty("Name", name);
            info.addProperty("ServerVersion", "26.1.5");
            info.addProperty("LiveRestoreEnabled", liveRestore);
            JsonObject backend = new JsonObject();
            backend.addProperty("Driver", firewall);
            info.add("FirewallBackend", backend);
            info.add("Swarm", swarm);
            return info.toString();
        }

        private String init(JsonObject body) {
            autolock = body.has("AutoLockManagers");
            become(body, "manager");
            return "\"" + nodeId + "\"";
        }

        private void become(JsonObject body, String role) {
            nodeId = "node" + ++counter;
            state = "active";
            nodes.put(
                    nodeId,
                    new Node(
                            nodeId,
                            body.get("AdvertiseAddr").getAsString(),
                            role,
                            body.has("Availability") ? body.get("Availability").getAsString() : "active"));
        }

        private String join(JsonObject body) {
            if (!state.equals("inactive")) {
                throw refused(503, "This node is already part of a swarm.");
            }
            if (joinsLate) {
                state = "pending";
                throw refused(503, "Timeout was reached before node joined.");
            }
            String token = body.get("JoinToken").getAsString();
            if (!token.endsWith("-" + tokens)) {
                throw refused(500, "invalid join token");
            }
            become(body, token.contains("manager") ? "manager" : "worker");
            return "";
        }

        private String leave(boolean force) {
            if (state.equals("inactive")) {
                throw refused(503, "This node is not part of a swarm");
            }
            if (manages() && !force) {
                throw refused(
                        503, "You are attempting to leave the swarm on a node that is participating as a manager.");
            }
            Node node = nodes.get(nodeId);
            if (node != null) {
                node.left = true;
            }
            nodeId = "";
            state = "inactive";
            return "";
        }

        private String unlock(JsonObject body) {
            if (!state.equals("locked")) {
                throw refused(409, "swarm is not locked");
            }
            if (!body.get("UnlockKey").getAsString().equals(unlockKey)) {
                throw refused(401, "swarm could not be unlocked: invalid key provided");
            }
            state = "active";
            return "";
        }

        private String manage(EngineRequest request, String path, String query, JsonObject body) {
            if (!manages()) {
                throw refused(503, "This node is not a swarm manager.");
            }
            if (withoutLeader > 0) {
                withoutLeader--;
                throw refused(500, "rpc error: code = Unknown desc = The swarm does not have a leader.");
            }
            if (path.equals("/nodes")) {
                JsonArray list = new JsonArray();
                nodes.values().forEach(node -> list.add(json(node)));
                return list.toString();
            }
            if (path.startsWith("/nodes/")) {
                String[] parts = path.split("/", -1);
                Node node = nodes.get(parts[2]);
                if (node == null) {
                    throw refused(404, "node " + parts[2] + " not found");
                }
                return switch (request.method()) {
                    case GET -> json(node).toString();
                    case POST -> update(node, query, body);
                    case DELETE -> remove(node, query.contains("force"));
                };
            }
            return switch (path) {
                case "/swarm" -> swarm();
                case "/swarm/update" -> updateSwarm(query, body);
                case "/swarm/unlockkey" -> "{\"UnlockKey\":\"" + (autolock ? unlockKey : "") + "\"}";
                case "/tasks" -> tasks(query);
                case "/services" -> "[{\"ID\":\"service1\",\"Spec\":{\"Name\":\"web\"}}]";
                default -> throw refused(404, "page not found");
            };
        }

        private JsonObject json(Node node) {
            JsonObject json = object("""
                    {"ID": "%s", "Version": {"Index": %d},
                     "Spec": {"Role": "%s", "Availability": "%s", "Labels": {%s}},
                     "Description": {"Hostname": "%s", "Engine": {"EngineVersion": "26.1.5"}},
                     "Status": {"State": "%s", "Addr": "%s"}}
                    """.formatted(
                            node.id,
                            node.version,
                            node.role,
                            node.availability,
                            String.join(
                                    ",",
                                    node.labels.entrySet().stream()
                                            .map(it -> "\"" + it.getKey() + "\":\"" + it.getValue() + "\"")
                                            .toList()),
                            "host-" + node.address,
                            isDown(node) ? "down" : "ready",
                            node.address));
            return node.raftMember ? withManager(json, node) : json;
        }

        private String update(Node node, String query, JsonObject body) {
            if (!query.equals("version=" + node.version)) {
                throw refused(500, "rpc error: code = Unknown desc = update out of sequence");
            }
            String role = body.get("Role").getAsString();
            if (role.equals("worker") && node.raftMember) {
                long reachable = nodes.values().stream()
                        .filter(it -> it.raftMember && it != node && !isDown(it))
                        .count();
                long others =
                        nodes.values().stream().filter(it -> it.raftMember).count() - 1;
                if (others == 0) {
                    throw refused(400, "attempting to demote the last manager of the swarm");
                }
                if (reachable < others / 2 + 1) {
                    throw refused(400, "can't remove member from the raft: this would result in a loss of quorum");
                }
            }
            node.version++;
            node.role = role;
            if (!stuckRoles) {
                node.raftMember = role.equals("manager");
                leader();
            }
            node.availability = body.get("Availability").getAsString();
            node.labels.clear();
            body.getAsJsonObject("Labels").asMap().forEach((key, value) -> node.labels.put(key, value.getAsString()));
            if (node.availability.equals("drain") && !stuckTasks) {
                tasks.remove(node.id);
            }
            return "";
        }

        private String remove(Node node, boolean force) {
            if (node.raftMember) {
                throw refused(400, "node " + node.id + " is a cluster manager and is a member of the raft cluster.");
            }
            if (!isDown(node) && !force) {
                throw refused(400, "node " + node.id + " is not down and can't be removed");
            }
            nodes.remove(node.id);
            return "";
        }

        private String swarm() {
            return """
                    {"ID": "%s", "Version": {"Index": 10},
                     "Spec": {"CAConfig": {"ForceRotate": %d}, "EncryptionConfig": {"AutoLockManagers": %b}},
                     "JoinTokens": {"Worker": "SWMTKN-worker-%d", "Manager": "SWMTKN-manager-%d"}}
                    """.formatted(CLUSTER, rotations, autolock, tokens, tokens);
        }

        private String updateSwarm(String query, JsonObject body) {
            autolock = body.getAsJsonObject("EncryptionConfig")
                    .get("AutoLockManagers")
                    .getAsBoolean();
            if (query.contains("rotateWorkerToken")) {
                tokens++;
            } else if (query.contains("rotateManagerUnlockKey")) {
                unlockKey = "SWMKEY-1-second";
            } else {
                rotations = body.getAsJsonObject("CAConfig").get("ForceRotate").getAsInt();
            }
            return "";
        }

        private String tasks(String query) {
            JsonArray list = new JsonArray();
            tasks.forEach((node, states) -> {
                if (query.contains(node)) {
                    for (String state : states) {
                        list.add(object("{\"ID\":\"t\",\"ServiceID\":\"service1\",\"NodeID\":\"" + node
                                + "\",\"Slot\":1,\"Status\":{\"State\":\"" + state
                                + "\"},\"DesiredState\":\"running\"}"));
                    }
                }
            });
            return list.toString();
        }

        private EngineRefusedException refused(int status, String message) {
            return new EngineRefusedException(address + ":2376", status, message);
        }
    }

    private boolean isDown(Node node) {
        return node.down
                || (!node.left
                        && engines.values().stream().noneMatch(engine -> engine.nodeId.equals(node.id) && !engine.off));
    }

    /** Adds a manager's status to a node's JSON. */
    private JsonObject withManager(JsonObject json, Node node) {
        JsonObject status = new JsonObject();
        status.addProperty("Reachability", isDown(node) && !slowToNotice ? "unreachable" : "reachable");
        status.addProperty("Addr", node.address + ":2377");
        if (node == leader()) {
            status.addProperty("Leader", true);
        }
        json.add("ManagerStatus", status);
        return json;
    }

    /** Returns the manager that decides: one that stops being one is replaced at once. */
    @Nullable
    Node leader() {
        Node current = nodes.get(leaderId);
        if (current == null || !current.raftMember || isDown(current)) {
            current = nodes.values().stream()
                    .filter(node -> node.raftMember && !isDown(node))
                    .findFirst()
                    .orElse(null);
            leaderId = current == null ? "" : current.id;
        }
        return current;
    }

    Engine engine(String name) {
        return engines.computeIfAbsent(name, it -> new Engine(it, "192.0.2." + (engines.size() + 1)));
    }

    Node node(String machine) {
        return requireNonNull(nodes.get(engine(machine).nodeId));
    }

    private static JsonObject object(String text) {
        try {
            return GoJsonReader.readObject(text);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
