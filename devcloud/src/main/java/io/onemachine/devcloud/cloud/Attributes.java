package io.onemachine.devcloud.cloud;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The attributes of an object as in OpenNebula: sorted by name, names in upper case, names may repeat, and
 * a value is a text or a set of named texts.
 *
 * <p>Not thread-safe.
 */
public final class Attributes {

    private final TreeMap<String, List<Value>> byName = new TreeMap<>();

    /** The value of one attribute. */
    public sealed interface Value {}

    /** A text: {@code CPU="1"}. */
    public record Text(String text) implements Value {}

    /** Named texts, sorted by name: {@code NIC=[NETWORK="public"]}. Mutable. */
    public record Vector(NavigableMap<String, String> texts) implements Value {

        public Vector {
            texts = new TreeMap<>(texts);
        }

        public Vector() {
            this(new TreeMap<>());
        }

        /** Returns the text of a name; empty when there is none. */
        public String text(String name) {
            return texts.getOrDefault(name, "");
        }

        public boolean has(String name) {
            return !text(name).isEmpty();
        }

        /** Sets a text and returns this. */
        public Vector with(String name, String text) {
            texts.put(name, text);
            return this;
        }

        public Vector copy() {
            return new Vector(texts);
        }
    }

    /** Adds a text beside those with the same name. */
    public Attributes add(String name, String text) {
        return add(name, new Text(text));
    }

    /** Adds a value beside those with the same name. */
    public Attributes add(String name, Value value) {
        byName.computeIfAbsent(name.toUpperCase(Locale.ROOT), key -> new ArrayList<>())
                .add(value);
        return this;
    }

    /** Replaces all values of a name by a text. */
    public Attributes set(String name, String text) {
        remove(name);
        return add(name, text);
    }

    /** Replaces all values of a name by other values. */
    public Attributes set(String name, Collection<? extends Value> values) {
        remove(name);
        values.forEach(value -> add(name, value));
        return this;
    }

    public void remove(String name) {
        byName.remove(name.toUpperCase(Locale.ROOT));
    }

    /** Returns the first text of a name; empty when there is none. */
    public String text(String name) {
        return all(name).stream()
                .filter(Text.class::isInstance)
                .map(value -> ((Text) value).text())
                .findFirst()
                .orElse("");
    }

    /** Returns the first set of named texts of a name. */
    public Optional<Vector> vector(String name) {
        return vectors(name).stream().findFirst();
    }

    /** Returns the sets of named texts of a name; changing them changes this object. */
    public List<Vector> vectors(String name) {
        return all(name).stream()
                .filter(Vector.class::isInstance)
                .map(Vector.class::cast)
                .toList();
    }

    /** Returns all values of a name. */
    public List<Value> all(String name) {
        return byName.getOrDefault(name.toUpperCase(Locale.ROOT), List.of());
    }

    public boolean has(String name) {
        return byName.containsKey(name.toUpperCase(Locale.ROOT));
    }

    public List<String> names() {
        return List.copyOf(new TreeSet<>(byName.keySet()));
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Visits every value with its name, sorted by name and then in the order of addition. */
    public void forEach(BiConsumer<String, Value> visitor) {
        byName.forEach((name, values) -> values.forEach(value -> visitor.accept(name, value)));
    }

    /** Replaces, for each name in {@code other}, all values of that name. */
    public void replaceWith(Attributes other) {
        for (Map.Entry<String, List<Value>> entry : other.copy().byName.entrySet()) {
            byName.put(entry.getKey(), entry.getValue());
        }
    }

    public Attributes copy() {
        Attributes copy = new Attributes();
        forEach((name, value) -> copy.add(name, copyOf(value)));
        return copy;
    }

    private static Value copyOf(Value value) {
        return switch (value) {
            case Text text -> text;
            case Vector vector -> vector.copy();
        };
    }
}
