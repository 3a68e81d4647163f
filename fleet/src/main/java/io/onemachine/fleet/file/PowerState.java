package io.onemachine.fleet.file;

import java.util.Locale;
import java.util.Optional;

/** The state that a machine of a fleet shall have. */
public enum PowerState {
    RUNNING,
    STOPPED;

    /** Returns the state of that name in a fleet file; empty when there is none. */
    static Optional<PowerState> parse(String name) {
        return switch (name) {
            case "running" -> Optional.of(RUNNING);
            case "stopped" -> Optional.of(STOPPED);
            default -> Optional.empty();
        };
    }

    /** Returns the name in a fleet file. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
