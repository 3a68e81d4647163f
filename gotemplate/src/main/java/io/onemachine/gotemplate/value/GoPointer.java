package io.onemachine.gotemplate.value;

import org.jspecify.annotations.Nullable;

/**
 * A reference to a structure, or to none. Templates follow it by themselves; it shows in how {@code printf} writes it.
 *
 * @param targetType Go's name of the structure's type
 * @param target the structure
 */
public record GoPointer(String targetType, @Nullable GoStruct target) {
    /** Where structures are said to be in memory; a template can print it and no one can use it. */
    public static final long ADDRESS = 0xc000010000L;

    public String typeName() {
        return "*" + targetType;
    }

    public static @Nullable Object follow(@Nullable Object value) {
        return value instanceof GoPointer pointer ? pointer.target() : value;
    }
}
