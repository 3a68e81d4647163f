package io.onemachine.opennebula;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.http.HttpTransport;
import io.onemachine.opennebula.resource.Owner;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xml.XmlLimits;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.ArrayValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.BooleanValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client whose front end answers as it was recorded or as a test says; the calls are recorded. */
abstract class RecordedClient {
    static final URI ENDPOINT = URI.create("http://one.example:2633/RPC2");
    static final Session ONEADMIN = new Session("oneadmin", "opennebula");
    static final Owner OWNER = new Owner(0, "oneadmin", 0, "oneadmin");

    final List<MethodCall> sent = new ArrayList<>();

    OpenNebulaClient recorded(String capture) {
        return over(Captures.bytes(capture + ".response.xml"));
    }

    OpenNebulaClient answering(String... values) {
        return raw("<methodResponse><params><param><value><array><data><value>" + String.join("</value><value>", values)
                + "</value></data></array></value></param></params></methodResponse>");
    }

    OpenNebulaClient document(String document) {
        return answering("<boolean>1</boolean>", "<string><![CDATA[" + document + "]]></string>", "<i4>0</i4>");
    }

    OpenNebulaClient raw(String answer) {
        return over(answer.getBytes(UTF_8));
    }

    OpenNebulaClient over(byte[] answer) {
        HttpTransport transport = (endpoint, body) -> {
            assertThat(endpoint).isEqualTo(ENDPOINT);
            sent.add(codec().readCall(body));
            return answer;
        };
        return new OpenNebulaClient(ENDPOINT, ONEADMIN, transport);
    }

    void assertSentAsRecorded(String capture) {
        assertThat(sent.getLast()).isEqualTo(Captures.call(capture));
    }

    static Optional<String> address(String nic) {
        Template template = Template.parse("NIC=[" + nic + "]");
        return new VirtualMachine(
                        1,
                        "x",
                        OWNER,
                        new io.onemachine.opennebula.resource.VmStatus(3, 3),
                        Optional.empty(),
                        template,
                        Template.EMPTY,
                        List.of(),
                        List.of())
                .nics()
                .getFirst()
                .address();
    }

    static String text(String capture, int index) {
        return text(Captures.call(capture), index);
    }

    static String text(MethodCall call, int index) {
        if (call.params().get(index) instanceof StringValue(String text)) {
            return text;
        }
        throw new AssertionError(call + " has no text there");
    }

    static boolean isSuccess(String capture) {
        byte[] bytes = Captures.bytes(capture + ".response.xml");
        return codec().readResponse(bytes)
                        instanceof
                        io.onemachine.opennebula.xmlrpc.MethodResponse.Success(ArrayValue(List<XmlRpcValue> items))
                && items.getFirst() instanceof BooleanValue(boolean success)
                && success;
    }

    static XmlRpcCodec codec() {
        return new XmlRpcCodec(XmlLimits.DEFAULT);
    }
}
