package io.onemachine.opennebula.xmlrpc;

import io.onemachine.opennebula.xmlrpc.XmlRpcValue.ArrayValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.IntValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StructValue;
import java.nio.charset.StandardCharsets;

/** Writes one message. */
final class XmlRpcWriter {

    private final StringBuilder out = new StringBuilder(1024);
    private final boolean strict;

    private XmlRpcWriter(boolean strict) {
        this.strict = strict;
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }

    static byte[] call(MethodCall call) {
        XmlRpcWriter writer = new XmlRpcWriter(true);
        writer.out.append("<methodCall>\n<methodName>");
        writer.text(call.method());
        writer.out.append("</methodName>\n<params>\n");
        for (XmlRpcValue param : call.params()) {
            writer.param(param);
        }
        writer.out.append("</params>\n</methodCall>\n");
        return writer.bytes();
    }

    static byte[] response(MethodResponse response) {
        XmlRpcWriter writer = new XmlRpcWriter(false);
        writer.out.append("<methodResponse>\n");
        switch (response) {
            case MethodResponse.Success(XmlRpcValue value) -> {
                writer.out.append("<params>\n");
                writer.param(value);
                writer.out.append("</params>\n");
            }
            case MethodResponse.Fault(int code, String message) -> {
                writer.out.append("<fault>\n<value><struct>\n<member><name>faultCode</name>\n");
                writer.value(new IntValue(code));
                writer.out.append("</member>\n<member><name>faultString</name>\n");
                writer.value(new StringValue(message));
                writer.out.append("</member>\n</struct></value>\n</fault>\n");
            }
        }
        writer.out.append("</methodResponse>\n");
        return writer.bytes();
    }

    private byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void param(XmlRpcValue value) {
        out.append("<param>");
        value(value);
        out.append("</param>\n");
    }

    private void value(XmlRpcValue value) {
        out.append("<value>");
        // No switch: a switch over types generates a class at its first run, which costs milliseconds of every command
        // with a call.
        if (value instanceof XmlRpcValue.Scalar scalar) {
            leaf(scalar.type(), scalar.text());
        } else if (value instanceof ArrayValue array) {
            out.append("<array><data>\n");
            for (XmlRpcValue item : array.values()) {
                value(item);
                out.append('\n');
            }
            out.append("</data></array>");
        } else {
            StructValue struct = (StructValue) value; // the only remaining type
            out.append("<struct>\n");
            struct.members().forEach((name, member) -> {
                out.append("<member>");
                leaf("name", name);
                value(member);
                out.append("</member>\n");
            });
            out.append("</struct>");
        }
        out.append("</value>");
    }

    private void leaf(String element, String text) {
        out.append('<').append(element).append('>');
        text(text);
        out.append("</").append(element).append('>');
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                // A bare carriage return would be read as a line feed.
                case '\r' -> out.append("&#13;");
                default -> character(c);
            }
        }
    }

    private void character(int c) {
        if (isRepresentable(c)) {
            out.appendCodePoint(c);
        } else if (strict) {
            throw new IllegalArgumentException(
                    "the character U+%04X cannot be sent: XML has no way to write it".formatted(c));
        } else {
            out.append('\uFFFD');
        }
    }

    private static boolean isRepresentable(int c) {
        if (c < 0x20) {
            return c == '\t' || c == '\n';
        }
        boolean loneSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !loneSurrogate && c != 0xFFFE && c != 0xFFFF;
    }
}
