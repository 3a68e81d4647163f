package io.onemachine.machine.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Masks the secrets in a machine's configuration before it is shown.
 *
 * <p>Third-party drivers store arbitrary keys, so secrets are recognized by usual names. The name of a file ({@code SSHKeyPath}) is not a
 * secret.
 */
public final class SecretValues {
    /** The replacement for a secret. */
    public static final String MASK = "***";

    private static final Pattern SECRET_KEY = Pattern.compile(
            "(?i).*(password|passwd|passphrase|secret|token|(access|secret)_?key|api_?key|auth_?key|private_?key|credentials?)");
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://[^/\\s:@]*:)[^/\\s]+@");

    private SecretValues() {}

    /**
     * Returns a copy of config.json in which the driver's secrets, and passwords in URLs anywhere, are {@value #MASK}. Empty values stay
     * empty, so that their absence shows.
     */
    public static JsonObject masked(JsonObject config) {
        JsonObject masked = object(config, false);
        if (config.get("Driver") instanceof JsonObject driver) {
            masked.add("Driver", object(driver, true));
        }
        return masked;
    }

    private static JsonObject object(JsonObject object, boolean byName) {
        JsonObject masked = new JsonObject();
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            boolean secret = byName && SECRET_KEY.matcher(entry.getKey()).matches();
            masked.add(entry.getKey(), value(entry.getValue(), byName, secret));
        }
        return masked;
    }

    private static JsonElement value(JsonElement value, boolean byName, boolean secret) {
        // No switch over types: it creates a class at its first run, which costs milliseconds.
        if (value instanceof JsonObject object) {
            return object(object, byName);
        }
        if (value instanceof JsonArray array) {
            JsonArray masked = new JsonArray();
            for (JsonElement item : array) {
                masked.add(value(item, byName, secret));
            }
            return masked;
        }
        if (value instanceof JsonPrimitive text
                && text.isString()
                && !text.getAsString().isEmpty()) {
            return new JsonPrimitive(secret ? MASK : withoutPassword(text.getAsString()));
        }
        return value;
    }

    private static String withoutPassword(String text) {
        return PASSWORD_IN_URL.matcher(text).replaceAll("$1" + MASK + "@");
    }
}
