package io.onemachine.cli.testing;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.testing.StubEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Engines of a {@link ScriptedDriver}'s hosts that form swarms as real ones do, as far as the command line shows it. */
public final class StubSwarm implements AutoCloseable {
    public static final String WORKER_TOKEN = "SWMTKN-1-worker";
    public static final String MANAGER_TOKEN = "SWMTKN-1-manager";
    public static final String UNLOCK_KEY = "SWMKEY-1-secret";

    private final ScriptedDriver driver;
    private final Map<String, Engine> engines = new LinkedHashMap<>();
    private final List<String> changes = new ArrayList<>();
    private int swarms;

    public StubSwarm(ScriptedDriver driver) {
        this.driver = driver;
    }

    /** Returns the engine of a machine's host, which exists or not; in no swarm at first. */
    public Engine engine(String machine) {
        return engines.computeIfAbsent(machine, name -> {
            Engine engine = new Engine(name);
            driver.engine(name, engine.server.port());
            return engine;
        });
    }

    /** Returns what changed the swarms, in order: {@code MACHINE METHOD PATH} without parameters. */
    public synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    @Override
    public void close() {
        engines.values().forEach(engine -> engine.server.close());
    }

    private synchronized byte[] answer(Engine engine, StubEngine.Request request) {
        String path = request.path().split("\\?", 2)[0];
        if (!request.method().equals("GET")) {
            changes.add(engine.machine + " " + request.method() + " " + path);
        }
        try {
            return StubEngine.json(200, engine.answer(request.method(), path, request));
        } catch (RefusedException e) {
            JsonObject message = new JsonObject();
            message.addProperty("message", e.getMessage());
            return StubEngine.json(e.status, message.toString());
        }
    }

    /** A refusal of an engine. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** An engine, and its node. */
    public final class Engine {
        private final String machine;
        private final StubEngine server;
        private String cluster = "";
        private String state = "inactive";
        private String availability = "active";
        private boolean manager;
        private boolean autolock;
        private boolean tasks;
        private JsonObject labels = new JsonObject();
        private int version = 1;
        private String refusal = "";

        Engine(String machine) {
            this.machine = machine;
            this.server = TestCertificates.engineForRequests(request -> StubSwarm.this.answer(this, request));
        }

        /** Lets a task of the service "web" run on the node, or ends it. */
        public void runTask(boolean run) {
            tasks = run;
        }

        /** Refuses to join with a message. */
        public void refuseToJoin(String message) {
            refusal = message;
        }

        /** Becomes a worker of a swarm, as by hand. */
        public void enter(String swarm) {
            enter(swarm, false);
        }

        /** Is lost to its swarm, whose managers still list the node. */
        public void leave() {
            state = "inactive";
        }

        public void lock() {
            state = "locked";
        }

        public String state() {
            return state;
        }

        public String availability() {
            return availability;
        }

        public boolean isManager() {
            return manager;
        }

        private String id() {
            return "node-" + machine;
        }

        private boolean manages() {
            return manager && state.equals("active");
        }

        private String answer(String method, String path, StubEngine.Request request) {
            return switch (path) {
                case "/info" -> info();
                case "/swarm/init" -> {
                    autolock = request.body().contains("AutoLockManagers");
                    enter("swarm" + ++swarms, true);
                    yield "\"" + id() + "\"";
                }
                case "/swarm/join" -> join(request.body());
                case "/swarm/leave" -> {
                    state = "inactive";
                    yield "";
                }
                case "/swarm/unlock" -> {
                    if (!request.body().contains("\"" + UNLOCK_KEY + "\"")) {
                        throw new RefusedException(401, "invalid key provided");
                    }
                    state = "active";
                    yield "";
                }
                default -> manage(method, path, request.body());
            };
        }

        private void enter(String swarm, boolean asManager) {
            cluster = swarm;
            manager = asManager;
            state = "active";
        }

        private String join(String body) {
            if (!refusal.isEmpty()) {
                throw new RefusedException(500, refusal);
            }
            Engine other = engines.values().stream()
                    .filter(Engine::manages)
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(500, "no manager"));
            enter(other.cluster, body.contains("\"" + MANAGER_TOKEN + "\""));
            return "";
        }

        private String info() {
            return """
                    {"ServerVersion": "26.1.5", "Swarm": {"NodeID": "%s", "NodeAddr": "127.0.0.1", "LocalNodeState": "%s",
                     "ControlAvailable": %s, "Cluster": {"ID": "%s"}}}
                    """.formatted(state.equals("active") ? id() : "", state, manages(), manages() ? cluster : "");
        }

        private String manage(String method, String path, String body) {
            if (!manages()) {
                throw new RefusedException(503, "This node is not a swarm manager.");
            }
            if (path.equals("/nodes")) {
                JsonArray nodes = new JsonArray();
                members().values().forEach(node -> nodes.add(node.json()));
                return nodes.toString();
            }
            if (path.startsWith("/nodes/")) {
                Engine node = members().get(path.split("/", -1)[2]);
                if (node == null) {
                    throw new RefusedException(404, "node not found");
                }
                return node.asked(method, path, body);
            }
            return switch (path) {
                case "/swarm" -> """
                        {"Version": {"Index": 3}, "Spec": {"CAConfig": {}},
                         "JoinTokens": {"Worker": "%s", "Manager": "%s"}}""".formatted(WORKER_TOKEN, MANAGER_TOKEN);
                case "/swarm/update" -> "";
                case "/swarm/unlockkey" -> "{\"UnlockKey\": \"" + (autolock ? UNLOCK_KEY : "") + "\"}";
                case "/tasks" -> tasks();
                case "/services" -> "[{\"ID\": \"s1\", \"Spec\": {\"Name\": \"web\"}}]";
                default -> throw new RefusedException(404, "page not found");
            };
        }

        private Map<String, Engine> members() {
            Map<String, Engine> members = new TreeMap<>();
            for (Engine engine : engines.values()) {
                if (engine.cluster.equals(cluster)) {
                    members.put(engine.id(), engine);
                }
            }
            return members;
        }

        private String tasks() {
            JsonArray list = new JsonArray();
            members().values().stream().filter(node -> node.tasks).forEach(node -> list.add(read("""
                    {"ID": "t1", "ServiceID": "s1", "Slot": 1, "Status": {"State": "running"}, "DesiredState": "running"}""")));
            return list.toString();
        }

        private String asked(String method, String path, String body) {
            if (method.equals("DELETE")) {
                cluster = "";
                manager = false;
            } else if (path.endsWith("/update")) {
                update(body);
            } else {
                return json().toString();
            }
            return "";
        }

        /** Changes the node as a manager was told. */
        private void update(String body) {
            JsonObject spec = read(body);
            manager = spec.get("Role").getAsString().equals("manager");
            availability = spec.get("Availability").getAsString();
            labels = spec.has("Labels") ? spec.getAsJsonObject("Labels") : new JsonObject();
            version++;
        }

        private JsonObject json() {
            JsonObject node = read("""
                    {"ID": "%s", "Version": {"Index": %d}, "Spec": {"Role": "%s", "Availability": "%s"},
                     "Description": {"Hostname": "%s", "Engine": {"EngineVersion": "26.1.5"}},
                     "Status": {"State": "%s", "Addr": "127.0.0.1"}}
                    """.formatted(
                            id(),
                            version,
                            manager ? "manager" : "worker",
                            availability,
                            machine,
                            state.equals("active") ? "ready" : "down"));
            node.getAsJsonObject("Spec").add("Labels", labels);
            if (manager) {
                node.add("ManagerStatus", read("""
                        {"Leader": %s, "Reachability": "%s", "Addr": "127.0.0.1:2377"}
                        """.formatted(isLeader(), manages() ? "reachable" : "unreachable")));
            }
            return node;
        }

        private static JsonObject read(String text) {
            return new Gson().fromJson(text, JsonObject.class);
        }

        private boolean isLeader() {
            return members().values().stream()
                            .filter(Engine::manages)
                            .findFirst()
                            .orElse(this)
                    == this;
        }
    }
}
