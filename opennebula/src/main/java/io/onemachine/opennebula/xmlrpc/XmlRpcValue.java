package io.onemachine.opennebula.xmlrpc;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a call or an answer. */
public sealed interface XmlRpcValue {

    /** A value that contains no others. */
    sealed interface Scalar extends XmlRpcValue {
        /** Returns its tag. */
        String type();

        /** Returns the text between the tags, not escaped. */
        String text();
    }

    /** {@code <string>}, or text without a type. */
    record StringValue(String value) implements Scalar {
        @Override
        public String type() {
            return "string";
        }

        @Override
        public String text() {
            return value;
        }
    }

    /** {@code <i4>} or {@code <int>}. */
    record IntValue(int value) implements Scalar {
        @Override
        public String type() {
            return "i4";
        }

        @Override
        public String text() {
            return Integer.toString(value);
        }
    }

    /** {@code <i8>}. */
    record LongValue(long value) implements Scalar {
        @Override
        public String type() {
            return "i8";
        }

        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /** {@code <boolean>}. */
    record BooleanValue(boolean value) implements Scalar {
        @Override
        public String type() {
            return "boolean";
        }

        @Override
        public String text() {
            return value ? "1" : "0";
        }
    }

    /** {@code <double>}. */
    record DoubleValue(double value) implements Scalar {
        @Override
        public String type() {
            return "double";
        }

        @Override
        public String text() {
            return new BigDecimal(value).toPlainString();
        }
    }

    /** {@code <array>}. */
    record ArrayValue(List<XmlRpcValue> values) implements XmlRpcValue {

        public ArrayValue {
            values = List.copyOf(values);
        }

        /** Returns an array of these values. */
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
     * A type that OpenNebula never uses, kept as written.
     *
     * @param type the tag: {@code dateTime.iso8601}, {@code base64}, {@code nil} …
     * @param text its text
     */
    record OtherValue(String type, String text) implements Scalar {}

    /** Returns a string value. */
    static XmlRpcValue of(String value) {
        return new StringValue(value);
    }

    /** Returns a 32-bit number. */
    static XmlRpcValue of(int value) {
        return new IntValue(value);
    }

    /** Returns a 64-bit number. */
    static XmlRpcValue of(long value) {
        return new LongValue(value);
    }

    /** Returns a boolean value. */
    static XmlRpcValue of(boolean value) {
        return new BooleanValue(value);
    }
}
