package io.onemachine.devcloud.state;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.onemachine.devcloud.cloud.Attributes;
import java.io.IOException;
import java.util.Map;

/**
 * Stores attributes as pairs of name and value, because names may repeat: {@code [["CPU","1"],["NIC",{"NETWORK":"public"}]]}.
 */
final class AttributesAdapter extends TypeAdapter<Attributes> {

    @Override
    public void write(JsonWriter out, Attributes attributes) throws IOException {
        out.beginArray();
        for (String name : attributes.names()) {
            for (Attributes.Value value : attributes.all(name)) {
                out.beginArray().value(name);
                write(out, value);
                out.endArray();
            }
        }
        out.endArray();
    }

    private static void write(JsonWriter out, Attributes.Value value) throws IOException {
        switch (value) {
            case Attributes.Text(String text) -> out.value(text);
            case Attributes.Vector(var texts) -> {
                out.beginObject();
                for (Map.Entry<String, String> entry : texts.entrySet()) {
                    out.name(entry.getKey()).value(entry.getValue());
                }
                out.endObject();
            }
        }
    }

    @Override
    public Attributes read(JsonReader in) throws IOException {
        Attributes attributes = new Attributes();
        in.beginArray();
        while (in.hasNext()) {
            in.beginArray();
            attributes.add(in.nextString(), value(in));
            in.endArray();
        }
        in.endArray();
        return attributes;
    }

    private static Attributes.Value value(JsonReader in) throws IOException {
        if (in.peek() != JsonToken.BEGIN_OBJECT) {
            return new Attributes.Text(in.nextString());
        }
        Attributes.Vector texts = new Attributes.Vector();
        in.beginObject();
        while (in.hasNext()) {
            texts.with(in.nextName(), in.nextString());
        }
        in.endObject();
        return texts;
    }
}
