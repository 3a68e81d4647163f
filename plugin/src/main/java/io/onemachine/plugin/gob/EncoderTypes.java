package io.onemachine.plugin.gob;

import java.util.HashMap;
import java.util.Map;

/** The types that have been defined on a stream. Writes each type's definition once. */
final class EncoderTypes {
    /** The first number for a defined type; Go reserves those below. */
    private static final int FIRST = 65;

    // The field of a definition that is set, as the step from before the first field.
    private static final int ARRAY = 1;
    private static final int SLICE = 2;
    private static final int STRUCT = 3;
    private static final int MAP = 4;

    private final Map<GobType, Integer> numbers = new HashMap<>();

    /** Returns the type's number; first defines the type and its component types, unless the stream has them. */
    int number(GobType type, GobBytes out) {
        if (type instanceof GobType.Basic basic) {
            return basic.id();
        }
        Integer known = numbers.get(type);
        if (known != null) {
            return known;
        }
        int number = FIRST + numbers.size();
        numbers.put(type, number);
        // The component types get their numbers first, so that the definition can refer to them.
        GobBytes definitionsOfParts = new GobBytes();
        GobBytes definition = new GobBytes();
        definition.signed(-number);
        describe(type, number, definition, definitionsOfParts);
        definition.unsigned(0);
        out.append(definitionsOfParts.toArray());
        out.withLength(definition.toArray());
        return number;
    }

    private void describe(GobType type, int number, GobBytes definition, GobBytes parts) {
        switch (type) {
            case GobType.Basic basic -> throw new IllegalArgumentException(basic + " needs no definition");
            case GobType.Slice slice -> {
                int element = number(slice.element(), parts);
                begin(definition, SLICE, "", number);
                reference(definition, 1, element);
            }
            case GobType.Array array -> {
                int element = number(array.element(), parts);
                begin(definition, ARRAY, "", number);
                reference(definition, 1, element);
                reference(definition, 1, array.length());
            }
            case GobType.Mapping mapping -> {
                int key = number(mapping.key(), parts);
                int value = number(mapping.value(), parts);
                begin(definition, MAP, "", number);
                reference(definition, 1, key);
                reference(definition, 1, value);
            }
            case GobType.Struct struct -> {
                int[] fields = struct.fields().stream()
                        .mapToInt(field -> number(field.type(), parts))
                        .toArray();
                begin(definition, STRUCT, struct.name(), number);
                if (fields.length > 0) {
                    definition.unsigned(1);
                    definition.unsigned(fields.length);
                }
                for (int i = 0; i < fields.length; i++) {
                    definition.unsigned(1);
                    definition.text(struct.fields().get(i).name());
                    reference(definition, 1, fields[i]);
                    definition.unsigned(0);
                }
            }
        }
        definition.unsigned(0);
    }

    /** Writes the struct that every definition begins with: the type's name and number. */
    private static void begin(GobBytes definition, int kind, String name, int number) {
        definition.unsigned(kind);
        definition.unsigned(1);
        if (name.isEmpty()) {
            reference(definition, 2, number);
        } else {
            definition.unsigned(1);
            definition.text(name);
            reference(definition, 1, number);
        }
        definition.unsigned(0);
    }

    private static void reference(GobBytes definition, int step, int number) {
        definition.unsigned(step);
        definition.signed(number);
    }
}
