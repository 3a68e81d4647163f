package io.onemachine.machine.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;

/** Reads JSON as strictly as Go's encoding/json does. */
public final class GoJsonReader {
    private GoJsonReader() {}

    /**
     * Reads one JSON object and nothing else.
     *
     * @throws MalformedJsonException with the reason; for a truncated text, as in Go, {@code unexpected end of
     *     JSON input}
     */
    public static JsonObject readObject(String text) throws MalformedJsonException {
        if (readValue(text) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedJsonException("the top-level value is not an object");
    }

    /**
     * Reads one JSON value of any kind and nothing else.
     *
     * @throws MalformedJsonException as {@link #readObject}
     */
    public static JsonElement readValue(String text) throws MalformedJsonException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("unexpected text after the top-level value");
            }
            return element;
        } catch (IOException | JsonParseException e) {
            throw new MalformedJsonException(isCutOff(text) ? "unexpected end of JSON input" : explained(e), e);
        }
    }

    /** Reads a value. Recursion is bounded: the reader rejects values nested deeper than 255. */
    private static JsonElement read(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                JsonObject object = new JsonObject();
                reader.beginObject();
                while (reader.hasNext()) {
                    object.add(reader.nextName(), read(reader));
                }
                reader.endObject();
                yield object;
            }
            case BEGIN_ARRAY -> {
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(read(reader));
                }
                reader.endArray();
                yield array;
            }
            case STRING -> new JsonPrimitive(reader.nextString());
            // As written, so that a number that no double can hold stays as it was.
            case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            case END_ARRAY, END_OBJECT, END_DOCUMENT, NAME -> throw new IOException("value expected");
        };
    }

    /** Returns whether brackets or a string are still open at the end of the text. */
    private static boolean isCutOff(String text) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return inString || depth > 0 || text.isBlank();
    }

    /** Returns Gson's message without its advice to programmers. */
    private static String explained(Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null
                ? "not valid JSON"
                : "not valid JSON: " + message.lines().findFirst().orElse("");
    }
}
