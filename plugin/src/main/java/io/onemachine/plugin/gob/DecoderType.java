package io.onemachine.plugin.gob;

import java.util.List;

/** A type defined in a stream. It refers to types by number, including itself and types that are defined later. */
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
