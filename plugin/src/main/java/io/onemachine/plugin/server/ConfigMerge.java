package io.onemachine.plugin.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.plugin.rpc.RpcFault;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Merges a JSON text into a driver's configuration as Go unmarshals one into a struct: keys missing in the text keep their
 * values, null changes nothing, objects are merged, everything else is replaced. Keys are matched exactly, else
 * case-insensitively.
 */
final class ConfigMerge {
    private final String driver;

    /** @param driver the driver's name, for messages */
    ConfigMerge(String driver) {
        this.driver = driver;
    }

    /**
     * Returns the merged configuration.
     *
     * @throws RpcFault with the message of Go's encoding/json when the text is not JSON, or a value is of another type
     */
    DriverConfig merged(DriverConfig present, byte[] text) throws RpcFault {
        Optional<String> fault = JsonSyntax.fault(text);
        if (fault.isPresent()) {
            throw new RpcFault(fault.get());
        }
        String json = new String(text, StandardCharsets.UTF_8).strip();
        if ("null".equals(json)) {
            return present;
        }
        if (!json.startsWith("{")) {
            throw new RpcFault("json: cannot unmarshal " + kind(json) + " into Go value of type " + driver + ".Driver");
        }
        try {
            JsonObject all = GoJsonReader.readObject(present.json());
            merge(GoJsonReader.readObject(json), all);
            return DriverConfig.parse(GoJson.compact(all));
        } catch (MalformedJsonException e) {
            throw new RpcFault(String.valueOf(e.getMessage()), e);
        }
    }

    private void merge(JsonObject update, JsonObject target) throws RpcFault {
        for (Map.Entry<String, JsonElement> entry : update.entrySet()) {
            if (entry.getValue() instanceof JsonNull) {
                continue;
            }
            String key = existing(target, entry.getKey());
            JsonElement old = target.get(key);
            if (old != null) {
                check(key, old, entry.getValue());
            }
            if (old instanceof JsonObject nested && entry.getValue() instanceof JsonObject more) {
                merge(more, nested);
            } else {
                target.add(key, entry.getValue());
            }
        }
    }

    private static String existing(JsonObject object, String name) {
        if (!object.has(name)) {
            for (String key : object.keySet()) {
                if (key.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                    return key;
                }
            }
        }
        return name;
    }

    private void check(String key, JsonElement old, JsonElement update) throws RpcFault {
        String wanted = goType(old);
        if (!wanted.isEmpty() && !wanted.equals(goType(update))) {
            throw new RpcFault("json: cannot unmarshal " + kind(update.toString()) + " into Go struct field Driver."
                    + key + " of type " + wanted);
        }
    }

    private static String goType(JsonElement element) {
        return switch (element) {
            case JsonPrimitive text when text.isString() -> "string";
            case JsonPrimitive number when number.isNumber() -> "int";
            case JsonPrimitive _ -> "bool";
            case JsonObject _ -> "struct";
            case JsonArray _ -> "slice";
            default -> "";
        };
    }

    private static String kind(String json) {
        return switch (json.charAt(0)) {
            case '{' -> "object";
            case '[' -> "array";
            case '"' -> "string";
            case 't', 'f' -> "bool";
            default -> "number";
        };
    }
}
