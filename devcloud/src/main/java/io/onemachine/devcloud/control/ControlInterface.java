package io.onemachine.devcloud.control;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.fault.Effect;
import io.onemachine.devcloud.fault.EffectText;
import io.onemachine.devcloud.fault.Fault;
import io.onemachine.devcloud.fault.FaultPlan;
import io.onemachine.devcloud.http.CallCounter;
import io.onemachine.devcloud.http.FrontEnd;
import io.onemachine.devcloud.http.HttpAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves {@code /devcloud/…} to requests with the token; all others get "not found". */
public final class ControlInterface implements HttpHandler {

    /** The header that carries the token. */
    public static final String TOKEN_HEADER = "X-Devcloud-Token";

    private static final int LARGEST_REQUEST = 1 << 16;

    private final String token;
    private final Cloud cloud;
    private final FaultPlan faults;
    private final CallCounter calls;
    private final ImageCatalog images;
    private final StateOverrides overrides;
    private final Runnable stop;

    /**
     * Creates the interface of a cloud.
     *
     * @param saver saves a changed VM; called inside {@link Cloud#locked}
     * @param stop runs when a request asks the cloud to stop
     */
    public ControlInterface(
            String token,
            Cloud cloud,
            Consumer<VirtualMachine> saver,
            FaultPlan faults,
            CallCounter calls,
            ImageCatalog images,
            Runnable stop) {
        this.token = token;
        this.cloud = cloud;
        this.faults = faults;
        this.calls = calls;
        this.images = images;
        this.overrides = new StateOverrides(cloud, saver);
        this.stop = stop;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String given = exchange.getRequestHeaders().getFirst(TOKEN_HEADER);
            String path = exchange.getRequestURI().getPath();
            if (given == null || !isToken(given)) {
                FrontEnd.notFound(path).send(exchange);
                return;
            }
            String body = new String(exchange.getRequestBody().readNBytes(LARGEST_REQUEST), StandardCharsets.UTF_8);
            answer(exchange.getRequestMethod() + " " + path, body).send(exchange);
        }
    }

    private HttpAnswer answer(String request, String body) {
        try {
            return switch (request) {
                case "GET /devcloud/status" -> HttpAnswer.json(200, status().toString());
                case "GET /devcloud/users" -> HttpAnswer.json(200, users().toString());
                case "GET /devcloud/calls" -> HttpAnswer.json(200, counts().toString());
                case "GET /devcloud/faults" -> HttpAnswer.json(200, list().toString());
                case "POST /devcloud/faults" ->
                    HttpAnswer.json(200, add(parse(body)).toString());
                case "POST /devcloud/faults/clear" ->
                    HttpAnswer.json(200, clear(parse(body)).toString());
                case "GET /devcloud/images" ->
                    HttpAnswer.json(200, images.list().toString());
                case "POST /devcloud/images" ->
                    HttpAnswer.json(
                            200, images.add(strings(parse(body), "names")).toString());
                case "POST /devcloud/state" ->
                    HttpAnswer.json(200, overrides.apply(parse(body)).toString());
                case "POST /devcloud/stop" -> {
                    stop.run();
                    yield HttpAnswer.json(200, "{}");
                }
                default -> HttpAnswer.json(404, error("there is no such request: " + request));
            };
        } catch (IllegalArgumentException | JsonParseException e) {
            return HttpAnswer.json(400, error(String.valueOf(e.getMessage())));
        }
    }

    private JsonObject status() {
        return cloud.locked(() -> {
            JsonObject json = new JsonObject();
            json.addProperty("hypervisor", cloud.host().name());
            json.addProperty("imitates", cloud.release().version());
            TreeMap<String, Integer> byState = new TreeMap<>();
            cloud.vms().forEach(vm -> byState.merge(vm.shown().toString(), 1, Integer::sum));
            JsonObject vms = new JsonObject();
            byState.forEach(vms::addProperty);
            json.add("vms", vms);
            JsonObject networks = new JsonObject();
            cloud.networks()
                    .forEach(network -> networks.addProperty(
                            network.name(), network.subnet().toString()));
            json.add("networks", networks);
            return json;
        });
    }

    private JsonObject users() {
        return cloud.locked(() -> {
            JsonObject json = new JsonObject();
            cloud.users().forEach(user -> json.addProperty(user.name(), user.password()));
            return json;
        });
    }

    private JsonObject counts() {
        JsonObject json = new JsonObject();
        calls.counts().forEach(json::addProperty);
        return json;
    }

    private JsonArray list() {
        JsonArray json = new JsonArray();
        faults.list().forEach(fault -> json.add(describe(fault)));
        return json;
    }

    private JsonObject add(JsonObject request) {
        String target =
                string(request, "target").orElseThrow(() -> new IllegalArgumentException("the target is missing"));
        Effect effect = EffectText.parse(strings(request, "effect"));
        EffectText.requireFit(target, effect);
        int times = request.has("times") ? request.get("times").getAsInt() : -1;
        return describe(faults.add(target, string(request, "vm"), effect, times));
    }

    private JsonObject clear(JsonObject request) {
        if (request.has("id")) {
            int id = request.get("id").getAsInt();
            if (!faults.clear(id)) {
                throw new IllegalArgumentException("there is no fault " + id);
            }
        } else {
            faults.clear();
        }
        return new JsonObject();
    }

    private static JsonObject describe(Fault fault) {
        JsonObject json = new JsonObject();
        json.addProperty("id", fault.id());
        json.addProperty("target", fault.target());
        fault.vm().ifPresent(vm -> json.addProperty("vm", vm));
        json.addProperty("effect", EffectText.format(fault.effect()));
        json.addProperty("remaining", fault.remaining());
        return json;
    }

    private static List<String> strings(JsonObject json, String name) {
        List<String> strings = new ArrayList<>();
        if (json.get(name) instanceof JsonArray array) {
            array.forEach(element -> strings.add(element.getAsString()));
        }
        return strings;
    }

    private static Optional<String> string(JsonObject json, String name) {
        @Nullable JsonElement element = json.get(name);
        return element == null ? Optional.empty() : Optional.of(element.getAsString());
    }

    private static JsonObject parse(String body) {
        JsonObject json = new Gson().fromJson(body, JsonObject.class);
        return json == null ? new JsonObject() : json;
    }

    private static String error(String message) {
        JsonObject json = new JsonObject();
        json.addProperty("error", message);
        return json.toString();
    }

    private boolean isToken(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
