package io.onemachine.plugin.gob;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as gob knows it. Immutable; equal when the contents are. */
public sealed interface GobValue {

    /** A boolean. */
    record Bool(boolean value) implements GobValue {}

    /** A signed integer of any width. */
    record Int(long value) implements GobValue {}

    /** An unsigned integer of any width; above {@code Long.MAX_VALUE} the number is negative here. */
    record Uint(long value) implements GobValue {}

    /** A floating point number of any width. */
    record Real(double value) implements GobValue {}

    /** A complex number. */
    record Complex(double real, double imaginary) implements GobValue {}

    /** A string. Go's may hold any bytes; those that are not UTF-8 are read as U+FFFD. */
    record Text(String value) implements GobValue {}

    /** A slice or an array. */
    record Items(List<GobValue> values) implements GobValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** A map, its entries in the order of the stream, which is random in Go. */
    record Mapping(List<Entry> entries) implements GobValue {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** An entry of a {@link Mapping}. */
    record Entry(GobValue key, GobValue value) {}

    /** An interface value that holds something: the name its type is registered under, and the value. */
    record Dynamic(String typeName, GobValue value) implements GobValue {}

    /** An interface value that holds nothing. */
    record Nil() implements GobValue {}

    /** What a type with an encoding of its own (GobEncoder, BinaryMarshaler, TextMarshaler) has written. */
    record Opaque(Bytes content) implements GobValue {}

    /**
     * A struct. Fields that have their zero value do not travel, so one that is absent here is zero, false, empty or
     * nil; the accessors answer so.
     *
     * @param fields by name, in the order of their numbers
     */
    record Struct(Map<String, GobValue> fields) implements GobValue {
        public Struct {
            fields = fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** A struct none of whose fields travelled. */
        public static Struct empty() {
            return new Struct(Map.of());
        }

        /**
         * A text field.
         *
         * @throws GobException when the field is there and no string
         */
        public String text(String field) throws GobException {
            return switch (fields.get(field)) {
                case null -> "";
                case Text text -> text.value();
                case GobValue other -> throw wrong(field, "string", other);
            };
        }

        /** A signed number field; see {@link #text} for the error. */
        public long integer(String field) throws GobException {
            return switch (fields.get(field)) {
                case null -> 0;
                case Int number -> number.value();
                case GobValue other -> throw wrong(field, "int", other);
            };
        }

        /** An unsigned number field; see {@link #text} for the error. */
        public long unsigned(String field) throws GobException {
            return switch (fields.get(field)) {
                case null -> 0;
                case Uint number -> number.value();
                case GobValue other -> throw wrong(field, "unsigned int", other);
            };
        }

        /** A field that is a slice or an array; see {@link #text} for the error. */
        public List<GobValue> items(String field) throws GobException {
            return switch (fields.get(field)) {
                case null -> List.of();
                case Items items -> items.values();
                case GobValue other -> throw wrong(field, "slice", other);
            };
        }

        /** A field that is a map; see {@link #text} for the error. */
        public List<Entry> entries(String field) throws GobException {
            return switch (fields.get(field)) {
                case null -> List.of();
                case Mapping mapping -> mapping.entries();
                case GobValue other -> throw wrong(field, "map", other);
            };
        }

        private static GobException wrong(String field, String wanted, GobValue found) {
            return new GobException("field " + field + " is no " + wanted + " but " + kind(found));
        }
    }

    /** A byte slice. */
    final class Bytes implements GobValue {
        private final byte[] content;

        private Bytes(byte[] content) {
            this.content = content;
        }

        /** Takes a copy. */
        public static Bytes of(byte[] content) {
            return new Bytes(content.clone());
        }

        /** The bytes of a text in UTF-8. */
        public static Bytes of(String text) {
            return new Bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        /** For bytes nobody else holds. */
        static Bytes owning(byte[] content) {
            return new Bytes(content);
        }

        public int length() {
            return content.length;
        }

        /** A copy. */
        public byte[] toArray() {
            return content.clone();
        }

        /** Read as UTF-8; what is not, as U+FFFD. */
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

    /** What sort of value it is, for messages: {@code a string}. */
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
