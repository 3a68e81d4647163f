package io.onemachine.plugin.gob;

import java.util.List;

/** A type as a stream defines it. It names others by their numbers, which may be defined later, or be its own. */
sealed interface DecoderType {

    record Slice(int element) implements DecoderType {}

    record Mapping(int key, int value) implements DecoderType {}

    record Struct(List<Field> fields) implements DecoderType {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    record Field(String name, int type) {}

    /** A type with an encoding of its own. */
    record Opaque() implements DecoderType {}
}
