package io.onemachine.machine.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.driver.BaseDriverConfig;
import java.nio.file.Path;
import java.util.Map;

/** The name of a machine in its config.json, and the paths that contain it. */
public final class ConfigNames {
    private static final String NAME = "Name";
    private static final String DRIVER = "Driver";

    private ConfigNames() {}

    /** Returns the machine's name in a configuration; empty when there is none. */
    public static String name(JsonObject config) {
        return config.get(NAME) instanceof JsonPrimitive name && name.isString() ? name.getAsString() : "";
    }

    /**
     * Returns a copy of a configuration for another name: the names, and every text that is a path in the machine's folder, those of keys
     * that this program does not know included.
     *
     * @param from the machine's folder
     * @param to its folder by the other name
     */
    public static JsonObject renamed(JsonObject config, String name, Path from, Path to) {
        JsonObject renamed = moved(config, from, to).getAsJsonObject();
        renamed.addProperty(NAME, name);
        if (renamed.get(DRIVER) instanceof JsonObject driver) {
            driver.addProperty(BaseDriverConfig.MACHINE_NAME, name);
        }
        return renamed;
    }

    private static JsonElement moved(JsonElement element, Path from, Path to) {
        if (element instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                copy.add(member.getKey(), moved(member.getValue(), from, to));
            }
            return copy;
        }
        if (element instanceof JsonArray array) {
            JsonArray copy = new JsonArray(array.size());
            array.forEach(item -> copy.add(moved(item, from, to)));
            return copy;
        }
        if (element instanceof JsonPrimitive text && text.isString()) {
            return new JsonPrimitive(moved(text.getAsString(), from.toString(), to.toString()));
        }
        return element;
    }

    private static String moved(String text, String from, String to) {
        return text.equals(from) || text.startsWith(from + "/") ? to + text.substring(from.length()) : text;
    }
}
