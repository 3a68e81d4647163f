package io.onemachine.plugin.gob;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gob value. Immutable; compared by contents. */
public sealed interface GobValue {

    /** A boolean. */
    record Bool(boolean value) implements GobValue {}

    /** A signed integer of any width. */
    record Int(long value) implements GobValue {}

    /** An unsigned integer of any width; values above {@code Long.MAX_VALUE} are negative here. */
    record Uint(long value) implements GobValue {}

    /** A floating point number of any width. */
    record Real(double value) implements GobValue {}

    /** A complex number. */
    record Complex(double real, double imaginary) implements GobValue {}

    /** A string. Go strings may hold any bytes; invalid UTF-8 is read as U+FFFD. */
    record Text(String value) implements GobValue {}

    /** A slice or an array. */
    record Items(List<GobValue> values) implements GobValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** A map. The entries are in the order of the stream, which is random in Go. */
    record Mapping(List<Entry> entries) implements GobValue {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** An entry of a {@link Mapping}. */
    record Entry(GobValue key, GobValue value) {}

    /** A non-nil interface value: the name its type is registered under, and the value. */
    record Dynamic(String typeName, GobValue value) implements GobValue {}

    /** A nil interface value. */
    record Nil() implements GobValue {}

    /** The bytes written by a type with its own encoding (GobEncoder, BinaryMarshaler, TextMarshaler). */
    record Opaque(Bytes content) implements GobValue {}

    /**
     * A struct. Gob omits fields with their zero value, so the accessors return zero, false or an empty value for an absent
     * field.
     *
     * @param fields by name, in the order of their numbers
     */
    record Struct(Map<String, GobValue> fields) implements GobValue {
        public Struct {
            fields = fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** Returns a struct without any field. */
        public static Struct empty() {
            return new Struct(Map.of());
        }

        /**
         * Returns the value of a string field.
         *
         * @throws GobException when the field is present and of another type
         */
        public String text(String field) throws GobException {
            return switch (fields.get(field)) {
                case null -> "";
                case Text text -> text.value();
                case GobValue other -> throw wrong(field, "string", other);
            };
        }

        /** Returns the value of a signed integer field; throws as {@link #text}. */
        public long integer(String field) throws GobException {
            return switch (fields.get(field)) {
                case null -> 0;
                case Int number -> number.value();
                case GobValue other -> throw wrong(field, "int", other);
            };
        }

        /** Returns the value of an unsigned integer field; throws as {@link #text}. */
        public long unsigned(String field) throws GobException {
            return switch (fields.get(field)) {
                case null -> 0;
                case Uint number -> number.value();
                case GobValue other -> throw wrong(field, "unsigned int", other);
            };
        }

        /** Returns the elements of a slice or array field; throws as {@link #text}. */
        public List<GobValue> items(String field) throws GobException {
            return switch (fields.get(field)) {
                case null -> List.of();
                case Items items -> items.values();
                case GobValue other -> throw wrong(field, "slice", other);
            };
        }

        /** Returns the entries of a map field; throws as {@link #text}. */
        public List<Entry> entries(String field) throws GobException {
            return switch (fields.get(field)) {
                case null -> List.of();
                case Mapping mapping -> mapping.entries();
                case GobValue other -> throw wrong(field, "map", other);
            };
        }

        private static GobException wrong(String field, String wanted, GobValue found) {
            return new GobException("field " + field + " is " + kind(found) + ", expected " + wanted);
        }
    }

    /** A byte slice. */
    final class Bytes implements GobValue {
        private final byte[] content;

        private Bytes(byte[] content) {
            this.content = content;
        }

        /** Creates a value with a copy of the bytes. */
        public static Bytes of(byte[] content) {
            return new Bytes(content.clone());
        }

        /** Creates a value with the bytes of a text in UTF-8. */
        public static Bytes of(String text) {
            return new Bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Creates a value without copying; the caller must not keep the array. */
        static Bytes owning(byte[] content) {
            return new Bytes(content);
        }

        public int length() {
            return content.length;
        }

        /** Returns a copy of the bytes. */
        public byte[] toArray() {
            return content.clone();
        }

        /** Decodes the bytes as UTF-8; invalid ones become U+FFFD. */
        public String toText() {
            return new String(content, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }

        @Override
        public String toString() {
            return "Bytes[" + HexFormat.of().formatHex(content) + "]";
        }
    }

    /** Returns the kind of a value for messages, such as {@code a string}. */
    static String kind(GobValue value) {
        return switch (value) {
            case Bool _ -> "a bool";
            case Int _ -> "an int";
            case Uint _ -> "an unsigned int";
            case Real _ -> "a float";
            case Complex _ -> "a complex number";
            case Text _ -> "a string";
            case Bytes _ -> "a byte slice";
            case Items _ -> "a slice";
            case Mapping _ -> "a map";
            case Struct _ -> "a struct";
            case Dynamic dynamic -> "an interface value of type " + dynamic.typeName();
            case Nil _ -> "nil";
            case Opaque _ -> "a value in an encoding of its own";
        };
    }
}
