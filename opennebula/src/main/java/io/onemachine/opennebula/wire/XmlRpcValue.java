package io.onemachine.opennebula.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a call or an answer. */
public sealed interface XmlRpcValue {

    /** {@code <string>}, or text without a type. */
    record StringValue(String value) implements XmlRpcValue {}

    /** {@code <i4>} or {@code <int>}. */
    record IntValue(int value) implements XmlRpcValue {}

    /** {@code <i8>}. */
    record LongValue(long value) implements XmlRpcValue {}

    /** {@code <boolean>}. */
    record BooleanValue(boolean value) implements XmlRpcValue {}

    /** {@code <double>}. */
    record DoubleValue(double value) implements XmlRpcValue {}

    /** {@code <array>}. */
    record ArrayValue(List<XmlRpcValue> values) implements XmlRpcValue {

        public ArrayValue {
            values = List.copyOf(values);
        }

        /** An array of these values. */
        public static ArrayValue of(XmlRpcValue... values) {
            return new ArrayValue(List.of(values));
        }
    }

    /** {@code <struct>}; members in the order written. */
    record StructValue(Map<String, XmlRpcValue> members) implements XmlRpcValue {

        public StructValue {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /**
     * A type that OpenNebula never uses, kept as it was written.
     *
     * @param type the tag: {@code dateTime.iso8601}, {@code base64}, {@code nil} …
     * @param text what it holds
     */
    record OtherValue(String type, String text) implements XmlRpcValue {}

    /** A string. */
    static XmlRpcValue of(String value) {
        return new StringValue(value);
    }

    /** A 32 bit number. */
    static XmlRpcValue of(int value) {
        return new IntValue(value);
    }

    /** A 64 bit number. */
    static XmlRpcValue of(long value) {
        return new LongValue(value);
    }

    /** A truth value. */
    static XmlRpcValue of(boolean value) {
        return new BooleanValue(value);
    }
}
