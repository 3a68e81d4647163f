package io.onemachine.opennebula.xmlrpc;

import io.onemachine.opennebula.xml.XmlException;
import io.onemachine.opennebula.xml.XmlReader;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.ArrayValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.BooleanValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.DoubleValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.IntValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.LongValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.OtherValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StructValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses one message. Every method begins after a start tag and ends after its end tag. */
final class XmlRpcParser {

    private final XmlReader xml;

    XmlRpcParser(XmlReader xml) {
        this.xml = xml;
    }

    MethodCall call() {
        enterRoot("methodCall");
        enter("methodName");
        String method = xml.leaf().strip();
        List<XmlRpcValue> params = new ArrayList<>();
        if (xml.next()) {
            expect("params");
            while (xml.next()) {
                expect("param");
                params.add(onlyValue());
            }
            leave();
        }
        toEnd();
        return new MethodCall(method, params);
    }

    MethodResponse response() {
        enterRoot("methodResponse");
        if (!xml.next()) {
            throw xml.unexpected("an empty <methodResponse>");
        }
        MethodResponse response = switch (xml.name()) {
            case "params" -> success();
            case "fault" -> fault(onlyValue());
            default -> throw xml.unexpected("<" + xml.name() + "> in <methodResponse>");
        };
        leave();
        toEnd();
        return response;
    }

    private MethodResponse success() {
        enter("param");
        XmlRpcValue value = onlyValue();
        leave();
        return new MethodResponse.Success(value);
    }

    private MethodResponse fault(XmlRpcValue value) {
        if (value instanceof StructValue(Map<String, XmlRpcValue> members)
                && members.get("faultCode") instanceof IntValue(int code)
                && members.get("faultString") instanceof StringValue(String message)) {
            return new MethodResponse.Fault(code, message);
        }
        throw xml.unexpected("a <fault> without faultCode and faultString");
    }

    /** Returns the {@code <value>} in the element last entered, and consumes the end of both. */
    private XmlRpcValue onlyValue() {
        enter("value");
        XmlRpcValue value = value();
        leave();
        return value;
    }

    private XmlRpcValue value() {
        if (!xml.next()) {
            return new StringValue(xml.text());
        }
        XmlRpcValue value = typed(xml.name());
        leave();
        return value;
    }

    private XmlRpcValue typed(String type) {
        return switch (type) {
            case "string" -> new StringValue(xml.leaf());
            case "i4", "int" -> new IntValue((int) integer(type, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "i8" -> new LongValue(integer(type, Long.MIN_VALUE, Long.MAX_VALUE));
            case "boolean" -> truth();
            case "double" -> number();
            case "array" -> array();
            case "struct" -> struct();
            default -> new OtherValue(type, xml.leaf());
        };
    }

    private long integer(String type, long min, long max) {
        String text = xml.leaf().strip();
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(type, text);
        }
        throw wrong(type, text);
    }

    private XmlRpcValue truth() {
        String text = xml.leaf().strip();
        return switch (text) {
            case "1", "true" -> new BooleanValue(true);
            case "0", "false" -> new BooleanValue(false);
            default -> throw wrong("boolean", text);
        };
    }

    private XmlRpcValue number() {
        String text = xml.leaf().strip();
        try {
            return new DoubleValue(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw wrong("double", text);
        }
    }

    private XmlRpcValue array() {
        enter("data");
        List<XmlRpcValue> values = new ArrayList<>();
        while (xml.next()) {
            expect("value");
            values.add(value());
        }
        leave();
        return new ArrayValue(values);
    }

    private XmlRpcValue struct() {
        Map<String, XmlRpcValue> members = new LinkedHashMap<>();
        while (xml.next()) {
            expect("member");
            enter("name");
            String name = xml.leaf();
            members.put(name, onlyValue());
        }
        return new StructValue(members);
    }

    private void enterRoot(String root) {
        if (!xml.next() || !xml.name().equals(root)) {
            throw xml.unexpected("<" + xml.name() + "> where <" + root + "> was expected");
        }
    }

    private void enter(String element) {
        String outer = xml.name();
        if (!xml.next()) {
            throw xml.unexpected("<" + outer + "> without <" + element + ">");
        }
        expect(element);
    }

    private void expect(String element) {
        if (!xml.name().equals(element) || xml.hasText()) {
            throw xml.unexpected("<" + xml.name() + "> where <" + element + "> was expected");
        }
    }

    private void leave() {
        if (xml.next()) {
            throw xml.unexpected("<" + xml.name() + "> where nothing more was expected");
        }
    }

    /** Reads to the end of the document, so that a truncated message or trailing content is an error. */
    private void toEnd() {
        while (xml.depth() > 0) {
            leave();
        }
        leave();
    }

    private XmlException wrong(String type, String text) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return xml.unexpected("\"" + shown + "\" in <" + type + ">");
    }
}
