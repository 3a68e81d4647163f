package io.onemachine.machine.driver;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A password or token, which no message shows by mistake: {@link #toString()} returns asterisks. */
public final class Secret {
    /** No secret: the option was not given. */
    public static final Secret NONE = new Secret("");

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Returns the secret with this text; an empty text is {@link #NONE}. */
    public static Secret of(String value) {
        return requireNonNull(value, "value is null").isEmpty() ? NONE : new Secret(value);
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** Returns the text, for the one place that sends or stores it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
