package io.onemachine.gotemplate.value;

import io.onemachine.gotemplate.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An integer of a named type, such as a state or a duration.
 *
 * @param typeName Go's name of the type
 * @param value the number, which {@code %d} prints and comparisons use
 * @param text the printed text, null for the number itself
 * @param json the value that the function {@code json} writes: a text or a number
 * @param methods the results of its methods without arguments, by name; values as {@link Template} takes them
 */
public record GoInteger(
        String typeName, long value, @Nullable String text, Object json, Map<String, Object> methods) {
    static final String BYTE = "uint8";

    public GoInteger {
        methods = Map.copyOf(methods);
    }

    /** Returns a byte of a string. */
    public static GoInteger ofByte(byte value) {
        long number = value & 0xff;
        return new GoInteger(BYTE, number, null, number, Map.of());
    }

    public boolean isUnsigned() {
        return typeName.equals(BYTE);
    }
}
