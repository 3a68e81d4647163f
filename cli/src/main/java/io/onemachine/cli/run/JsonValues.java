package io.onemachine.cli.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts JSON into template data. */
public final class JsonValues {
    private JsonValues() {}

    /** Returns the value of an element; all numbers become floating point numbers, as in Go's encoding/json. */
    public static @Nullable Object of(JsonElement element) {
        if (element instanceof JsonObject object) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                map.put(member.getKey(), of(member.getValue()));
            }
            return map;
        }
        if (element instanceof JsonArray array) {
            List<@Nullable Object> list = new ArrayList<>(array.size());
            for (JsonElement item : array) {
                list.add(of(item));
            }
            return list;
        }
        if (element instanceof JsonPrimitive primitive) {
            if (primitive.isBoolean()) {
                return primitive.getAsBoolean();
            }
            return primitive.isNumber() ? (Object) primitive.getAsDouble() : primitive.getAsString();
        }
        return null;
    }
}
