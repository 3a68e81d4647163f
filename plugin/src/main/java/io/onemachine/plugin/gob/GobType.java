package io.onemachine.plugin.gob;

import java.util.List;

/** The type of a value to write. Types are structural: equal ones are one type on a stream. */
public sealed interface GobType {

    /** The predefined types. */
    enum Basic implements GobType {
        BOOL(1),
        INT(2),
        UINT(3),
        FLOAT(4),
        BYTES(5),
        STRING(6),
        COMPLEX(7),
        INTERFACE(8);

        private final int id;

        Basic(int id) {
            this.id = id;
        }

        /** Returns the number of the type in a stream. */
        int id() {
            return id;
        }
    }

    /** A slice; a slice of bytes is {@link Basic#BYTES} instead. */
    record Slice(GobType element) implements GobType {}

    /** An array of a fixed length. */
    record Array(GobType element, int length) implements GobType {}

    /** A map. */
    record Mapping(GobType key, GobType value) implements GobType {}

    /**
     * A struct.
     *
     * @param name an informational name; Go matches structs by the fields' names only
     */
    record Struct(String name, List<Field> fields) implements GobType {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /** A field of a {@link Struct}. */
    record Field(String name, GobType type) {}

    /** The struct without fields, which Go programs send when there is no argument or result. */
    Struct EMPTY_STRUCT = new Struct("", List.of());
}
