package io.onemachine.gotemplate.value;

import io.onemachine.gotemplate.Template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole number of a type of its own, such as a state or a duration.
 *
 * @param typeName Go's name of the type
 * @param value the number: what {@code %d} shows, and what it is compared by
 * @param text what it is shown as, null when that is the number
 * @param json what the function {@code json} makes of it: a text or a number
 * @param methods what can be asked of it as if it were a field; values as {@link Template} takes them
 */
public record GoInteger(
        String typeName, long value, @Nullable String text, Object json, Map<String, Object> methods) {
    static final String BYTE = "uint8";

    public GoInteger {
        methods = Map.copyOf(methods);
    }

    /** A byte of a text. */
    public static GoInteger ofByte(byte value) {
        long number = value & 0xff;
        return new GoInteger(BYTE, number, null, number, Map.of());
    }

    public boolean isUnsigned() {
        return typeName.equals(BYTE);
    }
}
