package io.onemachine.machine;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;

/**
 * A machine's membership in a fleet: the machines that one file describes. It is the object {@code Fleet} of config.json, which
 * docker-machine does not have.
 *
 * @param fleet the fleet's name
 * @param group the group of the file that the machine came from
 * @param file the file's absolute path; empty when it was read from standard input
 * @param settings what the file asked for when it was last applied: a JSON object of the fleet's own
 */
public record FleetMembership(String fleet, String group, String file, String settings) {
    /** The key in config.json. */
    static final String KEY = "Fleet";

    /** Returns the object for config.json. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("Name", fleet);
        json.addProperty("Group", group);
        json.addProperty("File", file);
        try {
            json.add("Settings", GoJsonReader.readObject(settings));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("settings is not a JSON object", e);
        }
        return json;
    }

    /** Reads the object of config.json; what is missing in it is empty. */
    static FleetMembership of(JsonObject json) {
        return new FleetMembership(
                text(json, "Name"),
                text(json, "Group"),
                text(json, "File"),
                json.get("Settings") instanceof JsonObject settings ? GoJson.compact(settings) : "{}");
    }

    private static String text(JsonObject json, String key) {
        return json.get(key) instanceof JsonPrimitive value && value.isString() ? value.getAsString() : "";
    }
}
