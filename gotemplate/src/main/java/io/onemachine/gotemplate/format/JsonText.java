package io.onemachine.gotemplate.format;

import io.onemachine.gotemplate.error.FunctionException;
import io.onemachine.gotemplate.text.BoundedStringBuilder;
import io.onemachine.gotemplate.text.GoFloats;
import io.onemachine.gotemplate.text.GoText;
import io.onemachine.gotemplate.value.GoComplex;
import io.onemachine.gotemplate.value.GoInteger;
import io.onemachine.gotemplate.value.GoPointer;
import io.onemachine.gotemplate.value.GoSlice;
import io.onemachine.gotemplate.value.GoStruct;
import io.onemachine.gotemplate.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Formats values as Go's {@code encoding/json} does: keys of maps sorted, {@code < > &} escaped. */
public final class JsonText {
    private static final String INDENT = "    ";

    private final BoundedStringBuilder text = new BoundedStringBuilder();
    private final boolean indented;

    private JsonText(boolean indented) {
        this.indented = indented;
    }

    public static String compact(@Nullable Object value) throws FunctionException {
        JsonText json = new JsonText(false);
        json.append(value, "\n");
        return json.text.toString();
    }

    /** Returns the JSON with an indent of four blanks. */
    public static String indented(@Nullable Object value) throws FunctionException {
        JsonText json = new JsonText(true);
        json.append(value, "\n");
        return json.text.toString();
    }

    private void append(@Nullable Object value, String lineStart) throws FunctionException {
        if (value == null) {
            text.append("null");
        } else if (value instanceof String string) {
            appendString(string);
        } else if (value instanceof Double number) {
            text.append(number(number));
        } else if (value instanceof GoComplex) {
            throw new FunctionException("json: unsupported type: complex128");
        } else if (value instanceof GoInteger integer) {
            append(integer.json(), lineStart);
        } else if (value instanceof GoSlice slice && slice.list() == null) {
            text.append("null");
        } else if (value instanceof GoPointer pointer) {
            append(pointer.target(), lineStart);
        } else if (value instanceof GoSlice slice) {
            appendList(slice.elements(), lineStart);
        } else if (value instanceof List<?> list) {
            appendList(list, lineStart);
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (String key : Values.sortedKeys(map)) {
                separator = member(separator, key, map.get(key), lineStart);
            }
            text.append(map.isEmpty() ? "{}" : indented ? lineStart + "}" : "}");
        } else if (value instanceof GoStruct struct) {
            String separator = "{";
            for (Map.Entry<String, @Nullable Object> field : struct.fields().entrySet()) {
                separator = member(separator, field.getKey(), field.getValue(), lineStart);
            }
            text.append(struct.fields().isEmpty() ? "{}" : indented ? lineStart + "}" : "}");
        } else {
            text.append(value.toString());
        }
    }

    private void appendList(List<?> list, String lineStart) throws FunctionException {
        String separator = "[";
        for (Object element : list) {
            text.append(separator).append(indented ? lineStart + INDENT : "");
            append(element, lineStart + INDENT);
            separator = ",";
        }
        text.append(list.isEmpty() ? "[]" : indented ? lineStart + "]" : "]");
    }

    private String member(String separator, String key, @Nullable Object value, String lineStart)
            throws FunctionException {
        text.append(separator).append(indented ? lineStart + INDENT : "");
        appendString(key);
        text.append(indented ? ": " : ":");
        append(value, lineStart + INDENT);
        return ",";
    }

    private static String number(double number) throws FunctionException {
        if (!Double.isFinite(number)) {
            throw new FunctionException("json: unsupported value: " + GoFloats.shortest(number));
        }
        double magnitude = Math.abs(number);
        if (magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)) {
            String exponential = GoFloats.format(number, 'e', GoFloats.SHORTEST);
            return exponential.replace("e-0", "e-");
        }
        return GoFloats.format(number, 'f', GoFloats.SHORTEST);
    }

    private void appendString(String written) throws FunctionException {
        String string = GoText.printable(written);
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            int known = "\"\\\b\f\n\r\t".indexOf(c);
            if (known >= 0) {
                text.append('\\').append("\"\\bfnrt".charAt(known));
            } else if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                String hex = Integer.toHexString(c).toLowerCase(Locale.ROOT);
                text.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
