package io.onemachine.plugin.gob;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types that a stream has defined so far.
 *
 * <p>A definition is itself a value of a predefined struct type: the one of its seven fields that is present says what is
 * defined.
 */
final class DecoderTypes {
    private static final int STRING = GobType.Basic.STRING.id();
    private static final int INT = GobType.Basic.INT.id();

    /** The type of definitions; Go reserves the numbers from here to {@link #OWN_ENCODING} for its predefined types. */
    static final int DEFINITION = 16;

    private static final int ARRAY = 17;
    private static final int COMMON = 18;
    private static final int SLICE = 19;
    private static final int STRUCT = 20;
    private static final int FIELD = 21;
    private static final int FIELDS = 22;
    private static final int MAP = 23;
    private static final int OWN_ENCODING = 24;

    /** The lowest number of a defined type: Go begins at 64 or 65 and reserves all below. */
    private static final int FIRST_OWN = 64;

    private final Map<Integer, DecoderType> types = new HashMap<>();

    DecoderTypes() {
        DecoderType.Field common = new DecoderType.Field("CommonType", COMMON);
        struct(
                DEFINITION,
                new DecoderType.Field("ArrayT", ARRAY),
                new DecoderType.Field("SliceT", SLICE),
                new DecoderType.Field("StructT", STRUCT),
                new DecoderType.Field("MapT", MAP),
                new DecoderType.Field("GobEncoderT", OWN_ENCODING),
                new DecoderType.Field("BinaryMarshalerT", OWN_ENCODING),
                new DecoderType.Field("TextMarshalerT", OWN_ENCODING));
        struct(COMMON, new DecoderType.Field("Name", STRING), new DecoderType.Field("Id", INT));
        struct(ARRAY, common, new DecoderType.Field("Elem", INT), new DecoderType.Field("Len", INT));
        struct(SLICE, common, new DecoderType.Field("Elem", INT));
        struct(STRUCT, common, new DecoderType.Field("Field", FIELDS));
        struct(FIELD, new DecoderType.Field("Name", STRING), new DecoderType.Field("Id", INT));
        struct(MAP, common, new DecoderType.Field("Key", INT), new DecoderType.Field("Elem", INT));
        struct(OWN_ENCODING, common);
        types.put(FIELDS, new DecoderType.Slice(FIELD));
    }

    private void struct(int id, DecoderType.Field... fields) {
        types.put(id, new DecoderType.Struct(List.of(fields)));
    }

    /** Returns the type of that number. */
    DecoderType get(int id) throws GobException {
        DecoderType type = types.get(id);
        if (type == null) {
            throw new GobException("type " + id + " is not defined");
        }
        return type;
    }

    /** Checks that a type may be defined under that number. */
    int checkedNew(long id) throws GobException {
        if (id < FIRST_OWN || id > Integer.MAX_VALUE) {
            throw new GobException("type number " + Long.toUnsignedString(id) + " cannot be defined");
        }
        if (types.containsKey((int) id)) {
            throw new GobException("type " + id + " is defined twice");
        }
        return (int) id;
    }

    /** Adds a type from a definition, which is a value of type {@link #DEFINITION}. */
    void define(int id, GobValue definition) throws GobException {
        if (definition instanceof GobValue.Struct fields && fields.fields().size() == 1) {
            Map.Entry<String, GobValue> only =
                    fields.fields().entrySet().iterator().next();
            if (only.getValue() instanceof GobValue.Struct content) {
                types.put(id, type(only.getKey(), content));
                return;
            }
        }
        throw new GobException("the definition of type " + id + " says nothing, or too much");
    }

    private static DecoderType type(String kind, GobValue.Struct content) throws GobException {
        return switch (kind) {
            case "ArrayT", "SliceT" -> new DecoderType.Slice(reference(content, "Elem"));
            case "MapT" -> new DecoderType.Mapping(reference(content, "Key"), reference(content, "Elem"));
            case "StructT" -> new DecoderType.Struct(fields(content.items("Field")));
            default -> new DecoderType.Opaque();
        };
    }

    private static List<DecoderType.Field> fields(List<GobValue> values) throws GobException {
        List<DecoderType.Field> fields = new ArrayList<>(values.size());
        for (GobValue value : values) {
            if (!(value instanceof GobValue.Struct field)) {
                throw new GobException("a field definition that is not a struct");
            }
            fields.add(new DecoderType.Field(field.text("Name"), reference(field, "Id")));
        }
        return fields;
    }

    private static int reference(GobValue.Struct content, String field) throws GobException {
        long id = content.integer(field);
        if (id < 1 || id > Integer.MAX_VALUE) {
            throw new GobException("a definition refers to type " + id);
        }
        return (int) id;
    }

    /** Returns the predefined basic type of that number, or null. */
    static GobType.@Nullable Basic basic(int id) {
        GobType.Basic[] all = GobType.Basic.values();
        return id >= 1 && id <= all.length ? all[id - 1] : null;
    }
}
