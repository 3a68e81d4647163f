package io.onemachine.swarm.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.engine.EngineRequest;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object in an engine's answer. A field that is missing or null is empty, as in Go; one of another type makes
 * the answer unusable.
 *
 * @param source names the answer in error messages
 */
record JsonFields(JsonObject object, EngineRequest source) {
    /** Reads an answer that is one object. */
    static JsonFields ofObject(String body, EngineRequest source) {
        return object(value(body, source), source);
    }

    /** Reads an answer that is a list of objects; {@code null} is Go's empty list. */
    static List<JsonFields> ofList(String body, EngineRequest source) {
        JsonElement value = value(body, source);
        return value.isJsonNull() ? List.of() : objects(value, source);
    }

    /** Reads an answer that is one text. */
    static String ofText(String body, EngineRequest source) {
        if (value(body, source) instanceof JsonPrimitive text && text.isString()) {
            return text.getAsString();
        }
        throw unusable(source, "it is not a text", null);
    }

    private static JsonElement value(String body, EngineRequest source) {
        try {
            return GoJsonReader.readValue(body);
        } catch (MalformedJsonException e) {
            throw unusable(source, e.getMessage(), e);
        }
    }

    private static JsonFields object(JsonElement value, EngineRequest source) {
        if (value instanceof JsonObject object) {
            return new JsonFields(object, source);
        }
        throw unusable(source, "an object is expected", null);
    }

    private static List<JsonFields> objects(JsonElement value, EngineRequest source) {
        if (!(value instanceof JsonArray array)) {
            throw unusable(source, "a list is expected", null);
        }
        List<JsonFields> items = new ArrayList<>(array.size());
        for (JsonElement item : array) {
            items.add(object(item, source));
        }
        return items;
    }

    /** Returns an object's fields; those of an empty one when it is missing. */
    JsonFields fields(String key) {
        return optional(key).orElseGet(() -> new JsonFields(new JsonObject(), source));
    }

    Optional<JsonFields> optional(String key) {
        return present(key).map(value -> object(value, source));
    }

    List<JsonFields> list(String key) {
        return present(key).map(value -> objects(value, source)).orElse(List.of());
    }

    String text(String key) {
        return present(key).map(value -> text(value, key)).orElse("");
    }

    /** Returns a text that must not be empty. */
    String requiredText(String key) {
        String text = text(key);
        if (text.isEmpty()) {
            throw wrong(key);
        }
        return text;
    }

    Secret secret(String key) {
        return Secret.of(requiredText(key));
    }

    boolean flag(String key) {
        Optional<JsonElement> value = present(key);
        if (value.isEmpty()) {
            return false;
        }
        if (value.get() instanceof JsonPrimitive flag && flag.isBoolean()) {
            return flag.getAsBoolean();
        }
        throw wrong(key);
    }

    long number(String key) {
        Optional<JsonElement> value = present(key);
        if (value.isEmpty()) {
            return 0;
        }
        if (value.get() instanceof JsonPrimitive number && number.isNumber()) {
            try {
                return Long.parseLong(number.getAsString());
            } catch (NumberFormatException e) {
                throw wrong(key);
            }
        }
        throw wrong(key);
    }

    Map<String, String> texts(String key) {
        Map<String, String> texts = new TreeMap<>();
        fields(key).object.asMap().forEach((name, value) -> texts.put(name, text(value, key)));
        return texts;
    }

    /** Returns the constant whose name the text is, in lower case. */
    <E extends Enum<E>> E constant(String key, E[] constants) {
        String text = text(key);
        return find(text, constants)
                .orElseThrow(() -> unusable(source, "\"" + key + "\" is \"" + text + "\", which is unknown", null));
    }

    /** Does the same, with a constant for all that it does not know. */
    <E extends Enum<E>> E constant(String key, E[] constants, E otherwise) {
        return find(text(key), constants).orElse(otherwise);
    }

    private static <E extends Enum<E>> Optional<E> find(String text, E[] constants) {
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    private Optional<JsonElement> present(String key) {
        return Optional.ofNullable(object.get(key)).filter(value -> !value.isJsonNull());
    }

    private String text(JsonElement value, String key) {
        if (value instanceof JsonPrimitive text && text.isString()) {
            return text.getAsString();
        }
        throw wrong(key);
    }

    private EngineException wrong(String key) {
        return unusable(source, "\"" + key + "\" is missing or of the wrong type", null);
    }

    private static EngineException unusable(EngineRequest source, String reason, @Nullable Throwable cause) {
        return new EngineException("The Docker engine's answer to \"" + source + "\" cannot be used: " + reason, cause);
    }
}
