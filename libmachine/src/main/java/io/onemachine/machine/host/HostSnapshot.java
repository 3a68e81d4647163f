package io.onemachine.machine.host;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A snapshot of a host.
 *
 * @param kind what it holds
 * @param id its id, unique among those of its kind
 * @param name its name; need not be unique
 * @param taken its time; empty when unknown
 */
public record HostSnapshot(Kind kind, String id, String name, Optional<Instant> taken) {
    /** What a snapshot holds. */
    public enum Kind {
        /** The whole running host, memory included. */
        SYSTEM,
        /** The first disk. */
        DISK;

        /** Returns the word for it in listings. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
