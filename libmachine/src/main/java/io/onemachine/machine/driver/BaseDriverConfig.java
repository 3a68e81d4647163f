package io.onemachine.machine.driver;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.OptionalInt;

/**
 * A driver's part of config.json: the keys that every driver has at its top level, and the driver's own beside them, with
 * Go's names and JSON types. Keys that are not known stay where they are.
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

    /** The configuration itself, for the keys of a driver that are neither text, number nor truth. */
    protected final JsonObject json;

    /** Takes over a configuration as it was stored, or {@link #initial}. */
    public BaseDriverConfig(JsonObject stored) {
        json = stored.deepCopy();
    }

    /** The configuration a driver gets for a machine that is to be made. */
    public static JsonObject initial(String machineName, String storePath) {
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
        return config;
    }

    /** All of it, as {@link Driver#config()} has to give it; a copy. */
    public final JsonObject json() {
        return json.deepCopy();
    }

    /** The text of a key; empty when it is missing or is no text. */
    public final String text(String key) {
        return textOf(json, key);
    }

    /** The number of a key; empty when it is missing or is no whole number from 0 on. */
    public final OptionalInt number(String key) {
        if (json.get(key) instanceof JsonPrimitive primitive && primitive.isNumber()) {
            double number = primitive.getAsDouble();
            if (number == Math.rint(number) && number >= 0 && number <= Integer.MAX_VALUE) {
                return OptionalInt.of((int) number);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether a key is true; not when it is missing or something else. */
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

    public final String machineName() {
        return text(MACHINE_NAME);
    }

    /** The host's address as last known; empty when none was known. */
    public final String ipAddress() {
        return text(IP_ADDRESS);
    }

    /** The port for SSH; 22 when the configuration has none or 0. */
    public final int sshPort() {
        int port = number(SSH_PORT).orElse(0);
        return port == 0 ? DEFAULT_SSH_PORT : port;
    }

    /** The text of a key of an object; empty when it is missing or is no text. */
    protected static String textOf(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : "";
    }
}
