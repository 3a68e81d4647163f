package io.onemachine.plugin.gob;

import java.util.List;

/** The type of a value that is to be written. Structural: equal types are one type on a stream. */
public sealed interface GobType {

    /** The types every stream knows. */
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

        /** The number that stands for the type in a stream. */
        int id() {
            return id;
        }
    }

    /** A slice; of bytes it is {@link Basic#BYTES}. */
    record Slice(GobType element) implements GobType {}

    /** An array of a fixed length. */
    record Array(GobType element, int length) implements GobType {}

    /** A map. */
    record Mapping(GobType key, GobType value) implements GobType {}

    /**
     * A struct.
     *
     * @param name for those who read the stream by eye; Go looks at the fields' names alone
     */
    record Struct(String name, List<Field> fields) implements GobType {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /** A field of a {@link Struct}. */
    record Field(String name, GobType type) {}

    /** The struct without fields, which Go programs send for want of anything else. */
    Struct EMPTY_STRUCT = new Struct("", List.of());
}
