package io.onemachine.gotemplate.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go's properties of template data: truth, type names and elements. */
public final class Values {
    private Values() {}

    /** Returns whether {@code if} treats a value as true: it is not false, 0, null or empty. */
    public static boolean isTrue(@Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof Long number) {
            return number != 0;
        }
        if (value instanceof Double number) {
            return number != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof GoInteger integer) {
            return integer.value() != 0;
        }
        if (value instanceof GoComplex number) {
            return !number.isZero();
        }
        if (value instanceof GoPointer pointer) {
            return pointer.target() != null;
        }
        if (value instanceof GoSlice slice) {
            return !slice.elements().isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return true;
    }

    /** Returns the name of a value's type in Go. */
    public static String typeName(@Nullable Object value) {
        if (value == null) {
            return "<nil>";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof Long) {
            return "int";
        }
        if (value instanceof Double) {
            return "float64";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof List<?>) {
            return "[]interface {}";
        }
        if (value instanceof Map<?, ?>) {
            return "map[string]interface {}";
        }
        return switch (value) {
            case GoStruct struct -> struct.typeName();
            case GoPointer pointer -> pointer.typeName();
            case GoSlice slice -> "[]" + slice.elementType();
            case GoInteger integer -> integer.typeName();
            case GoComplex _ -> "complex128";
            default -> value.getClass().getSimpleName();
        };
    }

    /** Returns the elements of a list of either kind, null for any other value. */
    public static @Nullable List<?> elements(@Nullable Object value) {
        if (value instanceof GoSlice slice) {
            return slice.elements();
        }
        return value instanceof List<?> list ? list : null;
    }

    public static List<String> sortedKeys(Map<?, ?> map) {
        List<String> keys = new ArrayList<>(map.size());
        for (Object key : map.keySet()) {
            keys.add(String.valueOf(key));
        }
        Collections.sort(keys);
        return keys;
    }
}
