package io.onemachine.devcloud.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.testing.RawAnswer;
import io.onemachine.devcloud.testing.RawHttp;
import io.onemachine.devcloud.testing.TestCloud;
import io.onemachine.opennebula.xmlrpc.MethodResponse;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import io.onemachine.testing.RecordedExchanges;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The recorded requests and answers, and which of them have been compared with this cloud's. */
final class Captures {

    private final XmlRpcCodec codec = new XmlRpcCodec();
    private final TestCloud cloud;
    private final RecordedExchanges recorded;
    private final Set<String> compared = new TreeSet<>();
    private final Map<String, String> partly = new TreeMap<>();

    /** Loads the captures of the front end whose release the cloud imitates. */
    Captures(TestCloud cloud) {
        this.cloud = cloud;
        this.recorded = RecordedExchanges.of(cloud.cloud().release().version());
    }

    /** Sends recorded requests, one after the other, and compares each answer with the recorded one. */
    void replay(String... names) {
        for (String name : names) {
            compare(name, Set.of(), UnaryOperator.identity());
        }
    }

    /**
     * Replays one request and leaves parts of the document out of the comparison.
     *
     * @param reason why they differ
     * @param ignored see {@link Shape#of}
     */
    void replayPartly(String name, String reason, String... ignored) {
        partly.put(name, reason);
        compare(name, Set.of(ignored), UnaryOperator.identity());
    }

    /**
     * Replays one request and adapts the recorded document to this cloud's objects before the comparison.
     *
     * @param reason what differs
     */
    void replayAdapted(String name, String reason, UnaryOperator<String> adapted, String... ignored) {
        partly.put(name, reason);
        compare(name, Set.of(ignored), adapted);
    }

    /** Counts a capture that was compared in another way. */
    void compared(String name) {
        compared.add(name);
    }

    Set<String> compared() {
        return compared;
    }

    /** Returns the captures that were compared only in part, with the reason. */
    Map<String, String> partly() {
        return partly;
    }

    byte[] request(String name) {
        return recorded.bytes(name + ".request.xml");
    }

    byte[] response(String name) {
        return recorded.bytes(name + ".response.xml");
    }

    /** Returns the names of all captures. */
    Set<String> names() {
        return new TreeSet<>(recorded.names());
    }

    private void compare(String name, Set<String> ignored, UnaryOperator<String> adapted) {
        RawAnswer answer = RawHttp.post(cloud.port(), "/RPC2", request(name));
        assertThat(answer.status()).as(name).isEqualTo(200);
        assertThat(answer.head()).as(name).contains("connection: close");
        MethodResponse expected = codec.readResponse(response(name));
        MethodResponse actual = codec.readResponse(answer.body());
        if (expected instanceof MethodResponse.Success(XmlRpcValue.ArrayValue(List<XmlRpcValue> wanted))
                && actual instanceof MethodResponse.Success(XmlRpcValue.ArrayValue(List<XmlRpcValue> given))
                && wanted.get(1) instanceof XmlRpcValue.StringValue(String document)
                && document.startsWith("<")) {
            assertThat(given).as(name).hasSameSizeAs(wanted);
            assertThat(given.get(0)).as(name).isEqualTo(wanted.get(0));
            assertThat(given.get(1)).as(name).isInstanceOf(XmlRpcValue.StringValue.class);
            String own = ((XmlRpcValue.StringValue) given.get(1)).value();
            assertThat(Shape.of(own, ignored)).as(name).isEqualTo(Shape.of(adapted.apply(document), ignored));
            assertThat(given.subList(2, given.size())).as(name).isEqualTo(wanted.subList(2, wanted.size()));
        } else {
            assertThat(actual).as(name).isEqualTo(expected);
        }
        compared.add(name);
    }
}
