package io.onemachine.gotemplate.exec;

import org.jspecify.annotations.Nullable;

/** An element of a list or map of anything while a loop stands at it; error messages tell its type differently. */
record Boxed(@Nullable Object value) {
    static @Nullable Object open(@Nullable Object value) {
        return value instanceof Boxed boxed ? boxed.value() : value;
    }
}
