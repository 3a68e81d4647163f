package io.onemachine.opennebula.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An attribute of a template. Names are in upper case, as in OpenNebula. */
public sealed interface Attribute {

    /** Returns the attribute's name, in upper case. */
    String name();

    /** {@code NAME="value"}. */
    record Single(String name, String value) implements Attribute {

        public Single {
            name = upper(name);
        }
    }

    /**
     * {@code NAME=[A="b",C="d"]}.
     *
     * @param name the attribute's name
     * @param values in the order written; names in upper case
     */
    record Vector(String name, Map<String, String> values) implements Attribute {

        public Vector {
            name = upper(name);
            Map<String, String> ordered = new LinkedHashMap<>();
            values.forEach((key, value) -> ordered.putIfAbsent(upper(key), value));
            values = Collections.unmodifiableMap(ordered);
        }

        /** Returns an attribute without values. */
        public static Vector of(String name) {
            return new Vector(name, Map.of());
        }

        /** Returns the value of that name, if there is one; it may be empty. */
        public Optional<String> value(String key) {
            return Optional.ofNullable(values.get(upper(key)));
        }

        /** Returns this attribute with a value added, or replaced in its place. */
        public Vector with(String key, String value) {
            Map<String, String> changed = new LinkedHashMap<>(values);
            changed.put(upper(key), value);
            return new Vector(name, changed);
        }

        /** Returns this attribute without that value. */
        public Vector without(String key) {
            Map<String, String> changed = new LinkedHashMap<>(values);
            changed.remove(upper(key));
            return new Vector(name, changed);
        }
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
