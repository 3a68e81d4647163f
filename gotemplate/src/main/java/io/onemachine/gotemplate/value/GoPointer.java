package io.onemachine.gotemplate.value;

import org.jspecify.annotations.Nullable;

/**
 * A pointer to a struct, or nil. Templates follow it; {@code printf} shows that it is a pointer.
 *
 * @param targetType Go's name of the struct's type
 * @param target the struct
 */
public record GoPointer(String targetType, @Nullable GoStruct target) {
    /** The address that is printed for all structs. */
    public static final long ADDRESS = 0xc000010000L;

    public String typeName() {
        return "*" + targetType;
    }

    public static @Nullable Object follow(@Nullable Object value) {
        return value instanceof GoPointer pointer ? pointer.target() : value;
    }
}
