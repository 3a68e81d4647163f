package io.onemachine.machine.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HexFormat;
import java.util.Iterator;

/**
 * Writes JSON as Go's encoding/json does with an indent of four spaces: keys in their order, {@code <}, {@code >}
 * and {@code &} escaped, no newline at the end, numbers as they were read.
 */
public final class GoJson {
    private static final HexFormat HEX = HexFormat.of();
    private static final String INDENT = "    ";
    private static final String NO_INDENT = "";

    private GoJson() {}

    /** Returns the text indented by four spaces a level, as in config.json. */
    public static String indented(JsonElement element) {
        return indented(element, INDENT);
    }

    /** Returns the text indented by these characters a level. */
    public static String indented(JsonElement element, String indent) {
        StringBuilder out = new StringBuilder();
        write(out, element, 0, indent);
        return out.toString();
    }

    /** Returns the text on one line without spaces. */
    public static String compact(JsonElement element) {
        StringBuilder out = new StringBuilder();
        write(out, element, 0, NO_INDENT);
        return out.toString();
    }

    private static void write(StringBuilder out, JsonElement element, int level, String indent) {
        // No switch over types: it creates a class at its first run, which costs milliseconds.
        if (element instanceof JsonObject object) {
            writeObject(out, object, level, indent);
        } else if (element instanceof JsonArray array) {
            writeArray(out, array, level, indent);
        } else if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            writeString(out, primitive.getAsString());
        } else {
            out.append(element);
        }
    }

    private static void writeObject(StringBuilder out, JsonObject object, int level, String indent) {
        out.append('{');
        boolean first = true;
        for (var entry : object.entrySet()) {
            separate(out, first, level + 1, indent);
            first = false;
            writeString(out, entry.getKey());
            out.append(indent.isEmpty() ? ":" : ": ");
            write(out, entry.getValue(), level + 1, indent);
        }
        close(out, first, '}', level, indent);
    }

    private static void writeArray(StringBuilder out, JsonArray array, int level, String indent) {
        out.append('[');
        Iterator<JsonElement> items = array.iterator();
        boolean first = true;
        while (items.hasNext()) {
            separate(out, first, level + 1, indent);
            first = false;
            write(out, items.next(), level + 1, indent);
        }
        close(out, first, ']', level, indent);
    }

    private static void separate(StringBuilder out, boolean first, int level, String indent) {
        if (!first) {
            out.append(',');
        }
        newLine(out, level, indent);
    }

    private static void close(StringBuilder out, boolean empty, char bracket, int level, String indent) {
        if (!empty) {
            newLine(out, level, indent);
        }
        out.append(bracket);
    }

    private static void newLine(StringBuilder out, int level, String indent) {
        if (!indent.isEmpty()) {
            out.append('\n').repeat(indent, level);
        }
    }

    private static void writeString(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(out, c);
                default -> {
                    if (c < ' ') {
                        escape(out, c);
                    } else if (isLoneSurrogate(text, i)) {
                        out.append("\\ufffd");
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void escape(StringBuilder out, char c) {
        out.append("\\u").append(HEX.toHexDigits(c));
    }

    /** Returns whether a character is half of a surrogate pair; Go writes the replacement character for it. */
    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
