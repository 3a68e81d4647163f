package io.onemachine.machine.lifecycle;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Work on a machine that has begun and is not known to have ended. */
public enum Unfinished {
    /** The creation: it runs, was killed, or failed and was not rolled back. */
    CREATION,
    /** The host's new engine configuration is stored, and not yet known to be on the host. */
    CONFIGURATION;

    /** Returns the work of this text in config.json; empty for one that this version does not know. */
    static Optional<Unfinished> of(String text) {
        return Arrays.stream(values()).filter(work -> work.text().equals(text)).findFirst();
    }

    /** Returns the text in config.json. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
