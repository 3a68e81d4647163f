package io.onemachine.gotemplate.exec;

import org.jspecify.annotations.Nullable;

/** The current element of a loop over an untyped list or map; error messages name its type as {@code interface {}}. */
record Boxed(@Nullable Object value) {
    static @Nullable Object open(@Nullable Object value) {
        return value instanceof Boxed boxed ? boxed.value() : value;
    }
}
