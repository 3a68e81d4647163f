package io.onemachine.opennebula.resource;

import io.onemachine.opennebula.xml.XmlElement;
import java.time.Instant;
import java.util.Optional;

/** Parses numbers in an answer. Invalid ones read as -1: a detail that is not needed must not spoil the answer. */
final class Numbers {

    private Numbers() {}

    static int integer(XmlElement object, String name) {
        return Math.clamp(number(object, name), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static int integer(String text) {
        return Math.clamp(number(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static long number(XmlElement object, String name) {
        return number(object.childText(name));
    }

    static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Parses seconds since 1970; empty for 0 and for what is no time. */
    static Optional<Instant> time(String text) {
        long seconds = number(text);
        return seconds > 0 && seconds <= Instant.MAX.getEpochSecond()
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }
}
