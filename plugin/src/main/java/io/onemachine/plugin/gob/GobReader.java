package io.onemachine.plugin.gob;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the values of a gob stream. Not thread-safe.
 *
 * <p>For any input, reading ends with a value, a {@link GobException}, or an exception of the underlying stream, within the
 * memory and time that its {@link GobLimits} allow. After an exception the reader cannot be used any more.
 */
public final class GobReader {
    private static final int MAX_INITIAL_CAPACITY = 64;

    private final MessageReader message;
    private final GobLimits limits;
    private final DecoderTypes types = new DecoderTypes();
    private long definitionBytes;
    private int nodes;

    /** @param in the stream, which is read only to the end of the message that completes a value */
    public GobReader(InputStream in, GobLimits limits) {
        this.message = new MessageReader(in, limits.valueBytes());
        this.limits = limits;
    }

    /**
     * Reads the next value.
     *
     * @return the value, empty when the stream ends before it
     * @throws GobException when the stream is invalid, or ends within the value
     */
    public Optional<GobValue> next() throws IOException {
        message.beginValue();
        nodes = 0;
        if (!message.load()) {
            return Optional.empty();
        }
        return Optional.of(standalone(typeNumber(false), 0));
    }

    /**
     * Reads type definitions, if any, and the type number of the value that follows.
     *
     * <p>Within an interface value a definition ends its message, and the value continues in the next one; nested in another
     * interface value, it continues after one more number, the length of the rest.
     */
    private int typeNumber(boolean inInterface) throws IOException {
        while (true) {
            if (message.isEmpty() && !message.load()) {
                throw new GobException("the stream ends where a value should follow");
            }
            long number = message.signed();
            if (number >= 0) {
                return number > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) number;
            }
            define(number == Long.MIN_VALUE ? Long.MAX_VALUE : -number);
            if (!message.isEmpty()) {
                if (!inInterface) {
                    throw new GobException("a type definition is followed by something in its message");
                }
                message.unsigned();
            }
        }
    }

    private void define(long number) throws IOException {
        int id = types.checkedNew(number);
        long begin = message.consumed();
        GobValue definition = value(DecoderTypes.DEFINITION, 0);
        definitionBytes += message.consumed() - begin;
        if (definitionBytes > limits.definitionBytes()) {
            throw new GobException("type definitions of more than " + limits.definitionBytes() + " bytes");
        }
        types.define(id, definition);
    }

    /** Reads a value at the top level or in an interface, where values other than structs are preceded by a zero. */
    private GobValue standalone(int type, int depth) throws IOException {
        boolean struct = DecoderTypes.basic(type) == null && types.get(type) instanceof DecoderType.Struct;
        if (!struct && message.unsigned() != 0) {
            throw new GobException("a value that is not a struct begins with a field number");
        }
        return value(type, depth);
    }

    private GobValue value(int type, int depth) throws IOException {
        if (++nodes > limits.nodes()) {
            throw new GobException("a value of more than " + limits.nodes() + " parts");
        }
        if (depth > limits.depth()) {
            throw new GobException("a value nested deeper than " + limits.depth());
        }
        GobType.Basic basic = DecoderTypes.basic(type);
        return basic == null ? composite(types.get(type), depth) : basic(basic, depth);
    }

    private GobValue basic(GobType.Basic type, int depth) throws IOException {
        return switch (type) {
            case BOOL -> new GobValue.Bool(message.unsigned() != 0);
            case INT -> new GobValue.Int(message.signed());
            case UINT -> new GobValue.Uint(message.unsigned());
            case FLOAT -> new GobValue.Real(message.real());
            case BYTES -> GobValue.Bytes.owning(message.bytes());
            case STRING -> new GobValue.Text(message.text());
            case COMPLEX -> new GobValue.Complex(message.real(), message.real());
            case INTERFACE -> dynamic(depth);
        };
    }

    private GobValue composite(DecoderType type, int depth) throws IOException {
        return switch (type) {
            case DecoderType.Slice slice -> items(slice, depth);
            case DecoderType.Mapping mapping -> mapping(mapping, depth);
            case DecoderType.Struct struct -> struct(struct, depth);
            case DecoderType.Opaque _ -> new GobValue.Opaque(GobValue.Bytes.owning(message.bytes()));
        };
    }

    private GobValue dynamic(int depth) throws IOException {
        String name = message.text();
        if (name.isEmpty()) {
            return new GobValue.Nil();
        }
        int type = typeNumber(true);
        message.unsigned(); // the value's length, which is redundant
        return new GobValue.Dynamic(name, standalone(type, depth + 1));
    }

    private GobValue items(DecoderType.Slice slice, int depth) throws IOException {
        long count = message.unsigned();
        List<GobValue> values = new ArrayList<>(initialCapacity(count));
        // A false count ends with the message, because every value takes at least one byte.
        for (long i = 0; i != count; i++) {
            values.add(value(slice.element(), depth + 1));
        }
        return new GobValue.Items(values);
    }

    private GobValue mapping(DecoderType.Mapping mapping, int depth) throws IOException {
        long count = message.unsigned();
        List<GobValue.Entry> entries = new ArrayList<>(initialCapacity(count));
        for (long i = 0; i != count; i++) {
            GobValue key = value(mapping.key(), depth + 1);
            entries.add(new GobValue.Entry(key, value(mapping.value(), depth + 1)));
        }
        return new GobValue.Mapping(entries);
    }

    /** Returns a small initial capacity, because the count may be false at every level of nesting. */
    private static int initialCapacity(long count) {
        return count < 0 || count > MAX_INITIAL_CAPACITY ? MAX_INITIAL_CAPACITY : (int) count;
    }

    private GobValue struct(DecoderType.Struct struct, int depth) throws IOException {
        Map<String, GobValue> values = new LinkedHashMap<>();
        int field = -1;
        while (true) {
            long step = message.unsigned();
            if (step == 0) {
                return new GobValue.Struct(values);
            }
            if (step < 0 || step >= struct.fields().size() - field) {
                throw new GobException("a struct of " + struct.fields().size() + " fields has one more");
            }
            field += (int) step;
            DecoderType.Field described = struct.fields().get(field);
            values.put(described.name(), value(described.type(), depth + 1));
        }
    }
}
