package io.onemachine.machine.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.error.InvalidMachineConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads and writes single keys of a JSON object as Go's encoding/json does: absent and null are the zero value. */
final class JsonFields {
    private JsonFields() {}

    static String text(JsonObject object, String key) {
        return primitive(object, key, "a string", JsonPrimitive::isString)
                .map(JsonPrimitive::getAsString)
                .orElse("");
    }

    static boolean truth(JsonObject object, String key) {
        return primitive(object, key, "true or false", JsonPrimitive::isBoolean)
                .map(JsonPrimitive::getAsBoolean)
                .orElse(false);
    }

    static List<String> texts(JsonObject object, String key) {
        JsonElement element = present(object, key);
        if (element == null) {
            return List.of();
        }
        if (!(element instanceof JsonArray array)) {
            throw wrong(key, "a list of strings");
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement item : array) {
            if (!(item instanceof JsonPrimitive primitive) || !primitive.isString()) {
                throw wrong(key, "a list of strings");
            }
            texts.add(primitive.getAsString());
        }
        return texts;
    }

    /** Sets a list; an empty list leaves an absent or null key null, as in the Go program for some keys. */
    static void put(JsonObject object, String key, List<String> texts) {
        if (texts.isEmpty() && present(object, key) == null && object.has(key)) {
            return;
        }
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        object.add(key, array);
    }

    static void putNullWhenEmpty(JsonObject object, String key, List<String> texts) {
        if (texts.isEmpty() && !object.has(key)) {
            object.add(key, JsonNull.INSTANCE);
        } else {
            put(object, key, texts);
        }
    }

    /** Sets zero where there is no number: for keys that nothing reads. */
    static void putZero(JsonObject object, String key) {
        if (!object.has(key)) {
            object.addProperty(key, 0);
        }
    }

    /** Returns the object under a key, created when missing. */
    static JsonObject child(JsonObject object, String key) {
        JsonElement element = present(object, key);
        if (element == null) {
            JsonObject child = new JsonObject();
            object.add(key, child);
            return child;
        }
        if (element instanceof JsonObject child) {
            return child;
        }
        throw wrong(key, "an object");
    }

    private static Optional<JsonPrimitive> primitive(
            JsonObject object, String key, String type, Predicate<JsonPrimitive> isType) {
        JsonElement element = present(object, key);
        if (element == null) {
            return Optional.empty();
        }
        if (element instanceof JsonPrimitive primitive && isType.test(primitive)) {
            return Optional.of(primitive);
        }
        throw wrong(key, type);
    }

    private static @Nullable JsonElement present(JsonObject object, String key) {
        JsonElement element = object.get(key);
        return element == null || element.isJsonNull() ? null : element;
    }

    private static InvalidMachineConfigException wrong(String key, String type) {
        return new InvalidMachineConfigException(
                "Error getting migrated host: \"" + key + "\" in config.json must be " + type);
    }
}
