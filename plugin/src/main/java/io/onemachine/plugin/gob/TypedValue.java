package io.onemachine.plugin.gob;

/** A value and the type to write it as. */
public record TypedValue(GobType type, GobValue value) {

    /** The struct without fields, which Go programs send when there is no argument or result. */
    public static final TypedValue EMPTY = new TypedValue(GobType.EMPTY_STRUCT, GobValue.Struct.empty());

    public static TypedValue of(String text) {
        return new TypedValue(GobType.Basic.STRING, new GobValue.Text(text));
    }

    public static TypedValue of(long number) {
        return new TypedValue(GobType.Basic.INT, new GobValue.Int(number));
    }

    public static TypedValue of(GobValue.Bytes bytes) {
        return new TypedValue(GobType.Basic.BYTES, bytes);
    }
}
