package io.onemachine.opennebula;

import io.onemachine.opennebula.xml.XmlLimits;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.MethodResponse;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.ArrayValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import io.onemachine.testing.RecordedExchanges;
import java.util.List;

/**
 * Recorded exchanges between a client and real OpenNebula front ends: of release 6.8.3, and of release 7.4.0 for names that begin with
 * {@code 7.4/}.
 */
public final class Captures {

    private static final String RELEASE_7_4 = "7.4/";
    private static final RecordedExchanges OF_6_8 = RecordedExchanges.of("6.8.3");
    private static final RecordedExchanges OF_7_4 = RecordedExchanges.of("7.4.0");
    private static final XmlRpcCodec CODEC = new XmlRpcCodec(XmlLimits.DEFAULT);

    private Captures() {}

    /** Returns the recorded bytes of {@code NAME.request.xml} or {@code NAME.response.xml}. */
    public static byte[] bytes(String file) {
        return file.startsWith(RELEASE_7_4) ? OF_7_4.bytes(file.substring(RELEASE_7_4.length())) : OF_6_8.bytes(file);
    }

    public static MethodCall call(String name) {
        return CODEC.readCall(bytes(name + ".request.xml"));
    }

    public static MethodResponse response(String name) {
        return CODEC.readResponse(bytes(name + ".response.xml"));
    }

    /** Returns the items of the array that OpenNebula answers with. */
    public static List<XmlRpcValue> items(String name) {
        if (response(name) instanceof MethodResponse.Success(ArrayValue(List<XmlRpcValue> values))) {
            return values;
        }
        throw new AssertionError(name + " is not answered with an array");
    }

    /** Returns the document or message in the answer. */
    public static String body(String name) {
        if (items(name).get(1) instanceof StringValue(String text)) {
            return text;
        }
        throw new AssertionError(name + " is not answered with a text");
    }

    /** Returns every exchange recorded with release 6.8.3, sorted by name. */
    public static List<String> names() {
        return OF_6_8.names();
    }

    /** Returns every exchange recorded with release 7.4.0, sorted by name. */
    public static List<String> namesOf74() {
        return OF_7_4.names().stream().map(RELEASE_7_4::concat).toList();
    }
}
