package io.onemachine.devcloud.state;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;

/** Refuses to read records of which a key is missing: without it Gson takes null or 0 in its place. Other keys are ignored. */
final class RequiredKeys implements TypeAdapterFactory {

    @Override
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        Class<? super T> record = type.getRawType();
        TypeAdapter<T> all = gson.getDelegateAdapter(this, type);
        TypeAdapter<JsonElement> any = gson.getAdapter(JsonElement.class);
        return new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                all.write(out, value);
            }

            @Override
            public T read(JsonReader in) throws IOException {
                return all.fromJsonTree(complete(record, any.read(in)));
            }
        };
    }

    private static JsonObject complete(Class<?> record, JsonElement json) {
        if (!(json instanceof JsonObject object)) {
            throw new JsonParseException("an object was expected instead of " + json);
        }
        for (RecordComponent component : record.getRecordComponents()) {
            JsonElement value = object.get(component.getName());
            if (!component.isAnnotationPresent(OptionalKey.class) && (value == null || value.isJsonNull())) {
                throw new JsonParseException("\"" + component.getName() + "\" is missing");
            }
        }
        return object;
    }
}
