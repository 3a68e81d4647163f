package io.onemachine.plugin.gob;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Writes values as a gob stream that Go can read. Not thread-safe.
 *
 * <p>Defines all types of a value before it, including those of its interface values. Go defines the latter within the
 * value, but its reader does not require that.
 */
public final class GobWriter {
    private final OutputStream out;
    private final Map<String, GobType> registered;
    private final EncoderTypes types = new EncoderTypes();

    /**
     * @param registered the types that interface values may hold, by the name they are registered under in Go, such as
     *     {@code string} or {@code *mcnflag.StringFlag}
     */
    public GobWriter(OutputStream out, Map<String, GobType> registered) {
        this.out = out;
        this.registered = Map.copyOf(registered);
    }

    /**
     * Writes a value, preceded by the definitions of types that are new to the stream, in a single write. Does not flush.
     *
     * @throws IllegalArgumentException when the value is not of the type; then nothing has been written, but the
     *     writer cannot be used any more
     */
    public void write(TypedValue typed) throws IOException {
        GobType type = typed.type();
        GobValue value = typed.value();
        GobBytes stream = new GobBytes();
        int number = types.number(type, stream);
        GobBytes message = new GobBytes();
        message.signed(number);
        standalone(type, value, message, stream);
        stream.withLength(message.toArray());
        out.write(stream.toArray());
    }

    private void standalone(GobType type, GobValue value, GobBytes message, GobBytes definitions) {
        if (!(type instanceof GobType.Struct)) {
            message.unsigned(0);
        }
        value(type, value, message, definitions);
    }

    private void value(GobType type, GobValue value, GobBytes message, GobBytes definitions) {
        switch (type) {
            case GobType.Basic basic -> basic(basic, value, message, definitions);
            case GobType.Slice slice -> items(slice.element(), itemsOf(value), message, definitions);
            case GobType.Array array -> {
                List<GobValue> items = itemsOf(value);
                if (items.size() != array.length()) {
                    throw new IllegalArgumentException(items.size() + " values for an array of " + array.length());
                }
                items(array.element(), items, message, definitions);
            }
            case GobType.Mapping mapping -> mapping(mapping, value, message, definitions);
            case GobType.Struct struct -> struct(struct, value, message, definitions);
        }
    }

    private void basic(GobType.Basic type, GobValue value, GobBytes message, GobBytes definitions) {
        switch (value) {
            case GobValue.Bool bool when type == GobType.Basic.BOOL -> message.unsigned(bool.value() ? 1 : 0);
            case GobValue.Int number when type == GobType.Basic.INT -> message.signed(number.value());
            case GobValue.Uint number when type == GobType.Basic.UINT -> message.unsigned(number.value());
            case GobValue.Real number when type == GobType.Basic.FLOAT -> message.real(number.value());
            case GobValue.Bytes bytes when type == GobType.Basic.BYTES -> message.withLength(bytes.toArray());
            case GobValue.Text text when type == GobType.Basic.STRING -> message.text(text.value());
            case GobValue.Complex number
            when type == GobType.Basic.COMPLEX -> {
                message.real(number.real());
                message.real(number.imaginary());
            }
            case GobValue.Nil _ when type == GobType.Basic.INTERFACE -> message.unsigned(0);
            case GobValue.Dynamic dynamic
            when type == GobType.Basic.INTERFACE -> dynamic(dynamic, message, definitions);
            default -> throw mismatch(type.toString(), value);
        }
    }

    private void dynamic(GobValue.Dynamic dynamic, GobBytes message, GobBytes definitions) {
        GobType type = registered.get(dynamic.typeName());
        if (type == null) {
            throw new IllegalArgumentException("no type is registered as " + dynamic.typeName());
        }
        message.text(dynamic.typeName());
        message.signed(types.number(type, definitions));
        GobBytes content = new GobBytes();
        standalone(type, dynamic.value(), content, definitions);
        message.withLength(content.toArray());
    }

    private void items(GobType element, List<GobValue> items, GobBytes message, GobBytes definitions) {
        message.unsigned(items.size());
        for (GobValue item : items) {
            value(element, item, message, definitions);
        }
    }

    private void mapping(GobType.Mapping type, GobValue value, GobBytes message, GobBytes definitions) {
        if (!(value instanceof GobValue.Mapping mapping)) {
            throw mismatch("a map", value);
        }
        message.unsigned(mapping.entries().size());
        for (GobValue.Entry entry : mapping.entries()) {
            value(type.key(), entry.key(), message, definitions);
            value(type.value(), entry.value(), message, definitions);
        }
    }

    private void struct(GobType.Struct type, GobValue value, GobBytes message, GobBytes definitions) {
        if (!(value instanceof GobValue.Struct struct)) {
            throw mismatch("a struct", value);
        }
        int written = -1;
        int known = 0;
        for (int number = 0; number < type.fields().size(); number++) {
            GobType.Field field = type.fields().get(number);
            GobValue content = struct.fields().get(field.name());
            if (content == null) {
                continue;
            }
            known++;
            if (!isZero(content)) {
                message.unsigned(number - written);
                written = number;
                value(field.type(), content, message, definitions);
            }
        }
        if (known < struct.fields().size()) {
            throw new IllegalArgumentException(
                    "fields " + struct.fields().keySet() + " for a struct with " + type.fields());
        }
        message.unsigned(0);
    }

    private static List<GobValue> itemsOf(GobValue value) {
        if (value instanceof GobValue.Items items) {
            return items.values();
        }
        throw mismatch("a slice or an array", value);
    }

    /** Returns whether a struct omits a field with this value. */
    private static boolean isZero(GobValue value) {
        return switch (value) {
            case GobValue.Bool bool -> !bool.value();
            case GobValue.Int number -> number.value() == 0;
            case GobValue.Uint number -> number.value() == 0;
            case GobValue.Real number -> Double.doubleToRawLongBits(number.value()) == 0;
            case GobValue.Complex number -> number.equals(new GobValue.Complex(0, 0));
            case GobValue.Text text -> text.value().isEmpty();
            case GobValue.Bytes bytes -> bytes.length() == 0;
            case GobValue.Items items -> items.values().isEmpty();
            case GobValue.Mapping mapping -> mapping.entries().isEmpty();
            case GobValue.Nil _ -> true;
            case GobValue.Struct _, GobValue.Dynamic _, GobValue.Opaque _ -> false;
        };
    }

    private static IllegalArgumentException mismatch(String wanted, GobValue value) {
        return new IllegalArgumentException(GobValue.kind(value) + " where " + wanted + " is to be written");
    }
}
