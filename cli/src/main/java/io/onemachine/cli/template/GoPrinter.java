package io.onemachine.cli.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as Go's {@code fmt.Print} writes them. */
final class GoPrinter {
    private GoPrinter() {}

    /** All values, with blanks between those of which neither is a string. */
    static String print(List<? extends @Nullable Object> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            boolean apart = i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String);
            text.append(apart ? " " : "");
            appendPlain(text, values.get(i), false);
        }
        return text.toString();
    }

    /** All values with blanks between and a line feed behind. */
    static String println(List<? extends @Nullable Object> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append(i > 0 ? " " : "");
            appendPlain(text, values.get(i), false);
        }
        return text.append('\n').toString();
    }

    /**
     * Writes a value as {@code %v} does.
     *
     * @param named whether the fields of structures are named, as {@code %+v} does
     */
    static void appendPlain(StringBuilder text, @Nullable Object value, boolean named) {
        if (value == null) {
            text.append("<nil>");
        } else if (value instanceof Double number) {
            text.append(GoFloats.shortest(number));
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object element : list) {
                text.append(separator);
                appendPlain(text, element, named);
                separator = " ";
            }
            text.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Map<?, ?> map) {
            text.append("map[");
            String separator = "";
            for (String key : sortedKeys(map)) {
                text.append(separator).append(key).append(':');
                appendPlain(text, map.get(key), named);
                separator = " ";
            }
            text.append(']');
        } else if (value instanceof GoStruct struct) {
            text.append('{');
            String separator = "";
            for (Map.Entry<String, @Nullable Object> field : struct.fields().entrySet()) {
                text.append(separator).append(named ? field.getKey() + ":" : "");
                appendPlain(text, field.getValue(), named);
                separator = " ";
            }
            text.append('}');
        } else {
            text.append(value);
        }
    }

    /** Writes a value as {@code %#v} does: in Go's own syntax. */
    static void appendGoSyntax(StringBuilder text, @Nullable Object value) {
        if (value == null) {
            text.append("interface {}(nil)");
        } else if (value instanceof String string) {
            text.append(Quoting.quote(string));
        } else if (value instanceof List<?> list) {
            text.append(Values.typeName(list)).append('{');
            String separator = "";
            for (Object element : list) {
                text.append(separator);
                appendGoSyntax(text, element);
                separator = ", ";
            }
            text.append('}');
        } else if (value instanceof Map<?, ?> map) {
            text.append(Values.typeName(map)).append('{');
            String separator = "";
            for (String key : sortedKeys(map)) {
                text.append(separator).append(Quoting.quote(key)).append(':');
                appendGoSyntax(text, map.get(key));
                separator = ", ";
            }
            text.append('}');
        } else if (value instanceof GoStruct struct) {
            text.append(struct.typeName()).append('{');
            String separator = "";
            for (Map.Entry<String, @Nullable Object> field : struct.fields().entrySet()) {
                text.append(separator).append(field.getKey()).append(':');
                appendGoSyntax(text, field.getValue());
                separator = ", ";
            }
            text.append('}');
        } else {
            appendPlain(text, value, false);
        }
    }

    static List<String> sortedKeys(Map<?, ?> map) {
        List<String> keys = new ArrayList<>(map.size());
        for (Object key : map.keySet()) {
            keys.add(String.valueOf(key));
        }
        Collections.sort(keys);
        return keys;
    }
}
