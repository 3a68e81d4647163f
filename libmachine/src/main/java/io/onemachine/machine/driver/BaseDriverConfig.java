package io.onemachine.machine.driver;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A driver's part of config.json: the keys that every driver has at its top level, and the driver's own keys, with Go's names and JSON
 * types. Unknown keys stay in place.
 */
public class BaseDriverConfig {
    public static final String IP_ADDRESS = "IPAddress";
    public static final String MACHINE_NAME = "MachineName";
    public static final String SSH_USER = "SSHUser";
    public static final String SSH_PORT = "SSHPort";
    public static final String SSH_KEY_PATH = "SSHKeyPath";
    public static final String STORE_PATH = "StorePath";
    public static final String SWARM_MASTER = "SwarmMaster";
    public static final String SWARM_HOST = "SwarmHost";
    public static final String SWARM_DISCOVERY = "SwarmDiscovery";

    /** The port for SSH where a configuration, or a plugin, says 0. */
    public static final int DEFAULT_SSH_PORT = 22;

    private final JsonObject json;

    /** Wraps a configuration as it was stored, or {@link #initial}. */
    public BaseDriverConfig(DriverConfig stored) {
        json = stored.tree();
    }

    /** Returns a driver's configuration for a new machine. */
    public static DriverConfig initial(String machineName, String storePath) {
        JsonObject config = new JsonObject();
        config.addProperty(IP_ADDRESS, "");
        config.addProperty(MACHINE_NAME, machineName);
        config.addProperty(SSH_USER, "");
        config.addProperty(SSH_PORT, 0);
        config.addProperty(SSH_KEY_PATH, "");
        config.addProperty(STORE_PATH, storePath);
        config.addProperty(SWARM_MASTER, false);
        config.addProperty(SWARM_HOST, "");
        config.addProperty(SWARM_DISCOVERY, "");
        return new DriverConfig(config);
    }

    /** Returns all of it as it is now, for {@link Driver#config()}. */
    public final DriverConfig stored() {
        return new DriverConfig(json.deepCopy());
    }

    /** Returns the text of a key; empty when it is missing or not a text. */
    public final String text(String key) {
        return DriverConfig.text(json, key);
    }

    /** Returns the text of a key in an object; empty when either is missing or of another type. */
    protected final String text(String object, String key) {
        return json.get(object) instanceof JsonObject inner ? DriverConfig.text(inner, key) : "";
    }

    /** Returns the texts of a list; empty when it is missing. Items of other types are left out. */
    protected final List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (json.get(key) instanceof JsonArray items) {
            for (JsonElement item : items) {
                if (item instanceof JsonPrimitive text && text.isString()) {
                    texts.add(text.getAsString());
                }
            }
        }
        return texts;
    }

    /** Returns the number of a key; empty when it is missing or not a whole number of at least 0. */
    public final OptionalInt number(String key) {
        return DriverConfig.number(json, key);
    }

    /** Returns whether a key is {@code true}; false when it is missing or of another type. */
    public final boolean isTrue(String key) {
        return json.get(key) instanceof JsonPrimitive value && value.isBoolean() && value.getAsBoolean();
    }

    public final void set(String key, String value) {
        json.addProperty(key, value);
    }

    public final void set(String key, int value) {
        json.addProperty(key, value);
    }

    public final void set(String key, boolean value) {
        json.addProperty(key, value);
    }

    /** Sets an object of texts; another one of that key is replaced. */
    protected final void set(String key, Map<String, String> texts) {
        JsonObject object = new JsonObject();
        texts.forEach(object::addProperty);
        json.add(key, object);
    }

    protected final void set(String key, List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        json.add(key, array);
    }

    protected final boolean contains(String key) {
        return json.has(key);
    }

    protected final void remove(String key) {
        json.remove(key);
    }

    public final String machineName() {
        return text(MACHINE_NAME);
    }

    /** Returns the host's last known address; empty when there is none. */
    public final String ipAddress() {
        return text(IP_ADDRESS);
    }

    /** Returns the port for SSH; 22 when the configuration has none or 0. */
    public final int sshPort() {
        int port = number(SSH_PORT).orElse(0);
        return port == 0 ? DEFAULT_SSH_PORT : port;
    }
}
