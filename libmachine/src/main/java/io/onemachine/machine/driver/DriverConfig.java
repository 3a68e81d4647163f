package io.onemachine.machine.driver;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.json.GoJson;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Driver} object of a machine's config.json, which its driver reads and writes; immutable. May hold secrets, so {@link #toString}
 * does not show it.
 */
public final class DriverConfig {
    private final JsonObject tree;

    DriverConfig(JsonObject tree) {
        this.tree = tree;
    }

    /**
     * Reads a configuration.
     *
     * @param json a JSON object
     * @throws InvalidMachineConfigException when it is not one; the message does not quote it
     */
    public static DriverConfig parse(String json) {
        try {
            return new DriverConfig(GoJsonReader.readObject(json));
        } catch (MalformedJsonException e) {
            throw new InvalidMachineConfigException(
                    "The driver's configuration is not a JSON object: " + e.getMessage(), e);
        }
    }

    /** Returns the configuration as a JSON object without blanks, with its keys in their order. */
    public String json() {
        return GoJson.compact(tree);
    }

    /** Returns the text of a key; empty when it is missing or not a text. */
    public String text(String key) {
        return text(tree, key);
    }

    /** Returns the number of a key; empty when it is missing or not a whole number of at least 0. */
    public OptionalInt number(String key) {
        return number(tree, key);
    }

    static OptionalInt number(JsonObject object, String key) {
        if (object.get(key) instanceof JsonPrimitive primitive && primitive.isNumber()) {
            double number = primitive.getAsDouble();
            if (number == Math.rint(number) && number >= 0 && number <= Integer.MAX_VALUE) {
                return OptionalInt.of((int) number);
            }
        }
        return OptionalInt.empty();
    }

    static String text(JsonObject object, String key) {
        return object.get(key) instanceof JsonPrimitive primitive && primitive.isString()
                ? primitive.getAsString()
                : "";
    }

    /** Returns a copy that can be changed. */
    JsonObject tree() {
        return tree.deepCopy();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DriverConfig config && tree.equals(config.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    @Override
    public String toString() {
        return "configuration of machine " + text(BaseDriverConfig.MACHINE_NAME);
    }
}
