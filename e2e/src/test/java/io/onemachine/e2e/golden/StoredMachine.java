package io.onemachine.e2e.golden;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A machine's config.json: one written by the Go program for its driver, adapted to a case. */
public final class StoredMachine {
    private static final Gson GSON = new Gson();

    private final JsonObject config;

    private StoredMachine(JsonObject config) {
        this.config = config;
    }

    /** Returns a machine of driver none, or of another driver that has only a URL. */
    static StoredMachine withUrl(String driver, String name, String url) {
        StoredMachine machine = leftBy("create/none", "m1", name);
        machine.config.addProperty("DriverName", driver);
        String host = url.substring(url.indexOf("://") + 3);
        machine.driver().addProperty("IPAddress", url.startsWith("unix:") ? "" : host);
        machine.driver().addProperty("URL", url);
        return machine;
    }

    static StoredMachine withoutPlugin(String name) {
        StoredMachine machine = leftBy("create/none", "m1", name);
        machine.config.addProperty("DriverName", "gone");
        JsonObject driver = new JsonObject();
        driver.addProperty("Name", "gone");
        machine.config.add("Driver", driver);
        return machine;
    }

    /** Returns a machine of driver none. */
    public static StoredMachine none(String name) {
        return leftBy("create/none", "m1", name);
    }

    /** Returns a machine of driver generic on the host of the cases. */
    public static StoredMachine generic(String name) {
        return leftBy("create/generic-ok", "g1", name);
    }

    /** Returns a machine of driver opennebula. */
    public static StoredMachine opennebula(String name, int vmId, String address) {
        StoredMachine machine = leftBy("one/ip-noid", "golden-vm", name);
        machine.driver().addProperty("MachineId", vmId);
        machine.driver().addProperty("IPAddress", address);
        return machine;
    }

    /** Returns the driver's object. */
    private JsonObject driver() {
        return config.getAsJsonObject("Driver");
    }

    StoredMachine version(int version) {
        config.addProperty("ConfigVersion", version);
        return this;
    }

    /** Applies an option of {@code create}. */
    StoredMachine flag(String flag) {
        int equals = flag.indexOf('=');
        String value = equals < 0 ? "" : flag.substring(equals + 1);
        JsonObject options = config.getAsJsonObject("HostOptions");
        JsonObject swarm = options.getAsJsonObject("SwarmOptions");
        JsonObject engine = options.getAsJsonObject("EngineOptions");
        switch (equals < 0 ? flag : flag.substring(0, equals)) {
            case "--engine-label" -> add(engine, "Labels", value);
            case "--engine-opt" -> add(engine, "ArbitraryFlags", value);
            case "--swarm" -> {
                swarm.addProperty("IsSwarm", true);
                swarm.addProperty("Agent", true);
            }
            case "--swarm-master" -> {
                swarm.addProperty("IsSwarm", true);
                swarm.addProperty("Master", true);
            }
            case "--swarm-discovery" -> swarm.addProperty("Discovery", value);
            default -> throw new IllegalStateException("unknown option " + flag);
        }
        return this;
    }

    /** Returns the text, with the placeholders of the cases. */
    public String json() {
        return indented(config);
    }

    private static void add(JsonObject object, String list, String value) {
        JsonArray values = object.getAsJsonArray(list);
        values.add(value);
    }

    private static StoredMachine leftBy(String id, String itsName, String name) {
        JsonObject config = GoldenCase.configLeftBy(id);
        config.addProperty("Name", name);
        config.getAsJsonObject("Driver").addProperty("MachineName", name);
        String text = indented(config).replace("/machines/" + itsName, "/machines/" + name);
        return new StoredMachine(GSON.fromJson(text, JsonObject.class));
    }

    private static String indented(JsonObject object) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setIndent("    ");
            GSON.getAdapter(JsonElement.class).write(writer, object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
