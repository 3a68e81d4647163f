package io.onemachine.swarm.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.engine.EngineRefusedException;
import io.onemachine.machine.engine.EngineRequest;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.json.GoJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Docker's swarm API, as one engine answers it.
 *
 * <p>All methods throw an {@link EngineRefusedException} when the engine refuses, and another {@link EngineException} when it cannot be
 * reached or its answer cannot be used. A node that is no manager refuses with status 503 whatever only managers can do.
 */
public final class SwarmEngine {
    /** An engine answers a join after 20 seconds at most. */
    private static final Duration JOIN_TIMEOUT = Duration.ofMinutes(1);

    /** How often an update is tried while others change the same object. */
    private static final int ATTEMPTS = 5;

    private static final String OUT_OF_SEQUENCE = "update out of sequence";

    private final EngineCaller engine;

    public SwarmEngine(EngineCaller engine) {
        this.engine = engine;
    }

    /** Asks the engine what it is and which part it has in a swarm. */
    public EngineInfo info() {
        return AnswerReader.info(object(EngineRequest.get("/info")));
    }

    /** Asks the engine for something that has to do with no swarm. */
    public void ping() {
        engine.call(EngineRequest.get("/version"));
    }

    /**
     * Creates a swarm with this node as its manager.
     *
     * @param autolock whether managers need the unlock key after a restart
     * @return the id of the node
     */
    public String init(SwarmAddresses addresses, boolean autolock) {
        JsonObject body = body(addresses);
        if (autolock) {
            body.addProperty("AutoLockManagers", true);
            JsonObject encryption = new JsonObject();
            encryption.addProperty("AutoLockManagers", true);
            JsonObject spec = new JsonObject();
            spec.add("EncryptionConfig", encryption);
            body.add("Spec", spec);
        }
        EngineRequest request = EngineRequest.post("/swarm/init").within(JOIN_TIMEOUT);
        return JsonFields.ofText(
                engine.call(request.withBody(GoJson.compact(body))).body(), request);
    }

    /**
     * Joins a swarm. After a refusal with status 503, or without an answer, the engine may go on trying: {@link #leave} ends that.
     */
    public void join(JoinRequest join) {
        JsonObject body = body(join.addresses());
        JsonArray managers = new JsonArray();
        join.managers().forEach(managers::add);
        body.add("RemoteAddrs", managers);
        body.addProperty("JoinToken", join.token().reveal());
        body.addProperty("Availability", text(join.availability()));
        engine.call(EngineRequest.post("/swarm/join").within(JOIN_TIMEOUT).withBody(GoJson.compact(body)));
    }

    /**
     * Takes the node out of its swarm.
     *
     * @param force needed for a manager, and for one that is locked; it does not care about the quorum
     */
    public void leave(boolean force) {
        engine.call(
                EngineRequest.post("/swarm/leave" + (force ? "?force=1" : "")).within(JOIN_TIMEOUT));
    }

    /** Unlocks a manager after a restart. */
    public void unlock(Secret key) {
        JsonObject body = new JsonObject();
        body.addProperty("UnlockKey", key.reveal());
        engine.call(EngineRequest.post("/swarm/unlock").within(JOIN_TIMEOUT).withBody(GoJson.compact(body)));
    }

    /** Asks a manager for the unlock key; {@link Secret#NONE} where managers are not locked. */
    public Secret unlockKey() {
        return Secret.of(object(EngineRequest.get("/swarm/unlockkey")).text("UnlockKey"));
    }

    /** Asks a manager for the settings of its swarm. */
    public SwarmSettings settings() {
        return AnswerReader.settings(object(EngineRequest.get("/swarm")));
    }

    /** Has a manager lock the managers after each restart, or lock them no more. */
    public void setAutolock(boolean autolock) {
        updateSwarm("", spec -> {
            JsonObject encryption = new JsonFields(spec, EngineRequest.get("/swarm"))
                    .fields("EncryptionConfig")
                    .object()
                    .deepCopy();
            encryption.addProperty("AutoLockManagers", autolock);
            spec.add("EncryptionConfig", encryption);
        });
    }

    /** Asks a manager for what admits new nodes. */
    public JoinTokens joinTokens() {
        return AnswerReader.joinTokens(object(EngineRequest.get("/swarm")));
    }

    /** Returns whether nodes are being given certificates of a new CA. */
    public boolean rootRotationInProgress() {
        return object(EngineRequest.get("/swarm")).flag("RootRotationInProgress");
    }

    /** Has a manager replace a secret; the old one is void at once. */
    public void rotate(Set<RotationTarget> targets) {
        StringBuilder parameters = new StringBuilder();
        targets.stream()
                .sorted()
                .forEach(target ->
                        parameters.append('&').append(target.parameter()).append("=true"));
        updateSwarm(parameters.toString(), spec -> {});
    }

    /** Has a manager create a new CA; see {@link #rootRotationInProgress}. */
    public void rotateCa() {
        updateSwarm("", spec -> {
            JsonFields ca = new JsonFields(spec, EngineRequest.get("/swarm")).fields("CAConfig");
            JsonObject config = ca.object().deepCopy();
            config.addProperty("ForceRotate", ca.number("ForceRotate") + 1);
            // A certificate or key of the user's own would be taken again instead of a new one.
            config.remove("SigningCACert");
            config.remove("SigningCAKey");
            spec.add("CAConfig", config);
        });
    }

    /** Returns all nodes, as a manager lists them. */
    public List<SwarmNode> nodes() {
        return list(EngineRequest.get("/nodes")).stream()
                .map(AnswerReader::node)
                .toList();
    }

    /** Returns a node; status 404 when there is none of that id. */
    public SwarmNode node(String id) {
        return AnswerReader.node(object(EngineRequest.get("/nodes/" + encoded(id))));
    }

    /** Changes a node, and leaves the rest of its settings as they are; repeats that when others change it at the same time. */
    public void updateNode(String id, NodeChange change) {
        String path = "/nodes/" + encoded(id);
        update(path, path + "/update?version=", "", spec -> {
            change.role().ifPresent(role -> spec.addProperty("Role", text(role)));
            change.availability().ifPresent(availability -> spec.addProperty("Availability", text(availability)));
            if (change.onlyLabels() || !change.labels().isEmpty()) {
                JsonObject labels = change.onlyLabels()
                        ? new JsonObject()
                        : new JsonFields(spec, EngineRequest.get(path))
                                .fields("Labels")
                                .object()
                                .deepCopy();
                change.labels().forEach(labels::addProperty);
                spec.add("Labels", labels);
            }
        });
    }

    /**
     * Removes a node from the list of nodes. Refused for managers.
     *
     * @param force needed for a node that is not down
     */
    public void removeNode(String id, boolean force) {
        engine.call(EngineRequest.delete("/nodes/" + encoded(id) + (force ? "?force=1" : "")));
    }

    /** Returns the tasks of a node that are to run or still run, as a manager knows them. */
    public List<SwarmTask> tasks(String nodeId) {
        JsonArray ids = new JsonArray();
        ids.add(nodeId);
        JsonObject filters = new JsonObject();
        filters.add("node", ids);
        return list(EngineRequest.get("/tasks?filters=" + encoded(GoJson.compact(filters)))).stream()
                .map(AnswerReader::task)
                .toList();
    }

    /** Returns the names of all services, by their ids. */
    public Map<String, String> serviceNames() {
        Map<String, String> names = new TreeMap<>();
        for (JsonFields service : list(EngineRequest.get("/services"))) {
            names.put(service.requiredText("ID"), service.fields("Spec").text("Name"));
        }
        return names;
    }

    private void updateSwarm(String parameters, SpecChange change) {
        update("/swarm", "/swarm/update?version=", parameters, change);
    }

    /** Changes the settings of a node or of the swarm in place. */
    @FunctionalInterface
    private interface SpecChange {
        void apply(JsonObject spec);
    }

    /** Posts the whole settings: what is missing in them would be reset. */
    private void update(String path, String target, String parameters, SpecChange change) {
        for (int attempt = 1; ; attempt++) {
            JsonFields present = object(EngineRequest.get(path));
            JsonObject spec = present.fields("Spec").object().deepCopy();
            change.apply(spec);
            try {
                engine.call(EngineRequest.post(target + AnswerReader.version(present) + parameters)
                        .withBody(GoJson.compact(spec)));
                return;
            } catch (EngineRefusedException e) {
                if (attempt == ATTEMPTS || !e.engineMessage().contains(OUT_OF_SEQUENCE)) {
                    throw e;
                }
            }
        }
    }

    private static JsonObject body(SwarmAddresses addresses) {
        JsonObject body = new JsonObject();
        body.addProperty("ListenAddr", addresses.listen());
        body.addProperty("AdvertiseAddr", addresses.advertise());
        addresses.dataPath().ifPresent(address -> body.addProperty("DataPathAddr", address));
        return body;
    }

    private JsonFields object(EngineRequest request) {
        return JsonFields.ofObject(engine.call(request).body(), request);
    }

    private List<JsonFields> list(EngineRequest request) {
        return JsonFields.ofList(engine.call(request).body(), request);
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
