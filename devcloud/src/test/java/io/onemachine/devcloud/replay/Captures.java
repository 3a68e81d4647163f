package io.onemachine.devcloud.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.testing.RawAnswer;
import io.onemachine.devcloud.testing.RawHttp;
import io.onemachine.devcloud.testing.TestCloud;
import io.onemachine.opennebula.wire.MethodResponse;
import io.onemachine.opennebula.wire.XmlRpcCodec;
import io.onemachine.opennebula.wire.XmlRpcValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The recorded requests and answers, and which of them have been compared with this cloud's. */
final class Captures {

    private static final Path FOLDER = Path.of("target", "test-classes", "opennebula-6.8.3");

    private final XmlRpcCodec codec = new XmlRpcCodec();
    private final TestCloud cloud;
    private final Set<String> compared = new TreeSet<>();
    private final Map<String, String> partly = new TreeMap<>();

    Captures(TestCloud cloud) {
        this.cloud = cloud;
    }

    /** Sends recorded requests, one after the other, and compares each answer with the recorded one. */
    void replay(String... names) {
        for (String name : names) {
            compare(name, Set.of());
        }
    }

    /**
     * Does the same with one request, but leaves parts of the document out.
     *
     * @param reason why they cannot be the same
     * @param ignored see {@link Shape#of}
     */
    void replayPartly(String name, String reason, String... ignored) {
        partly.put(name, reason);
        compare(name, Set.of(ignored));
    }

    /** Counts something that was compared in another way. */
    void compared(String name) {
        compared.add(name);
    }

    Set<String> compared() {
        return compared;
    }

    /** What was compared only in part, with the reason. */
    Map<String, String> partly() {
        return partly;
    }

    static byte[] request(String name) {
        return read(name + ".request.xml");
    }

    static byte[] response(String name) {
        return read(name + ".response.xml");
    }

    /** The names of all captures. */
    static Set<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".response.xml"))
                    .map(name -> name.substring(0, name.length() - ".response.xml".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(String name, Set<String> ignored) {
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
            assertThat(Shape.of(own, ignored)).as(name).isEqualTo(Shape.of(document, ignored));
            assertThat(given.subList(2, given.size())).as(name).isEqualTo(wanted.subList(2, wanted.size()));
        } else {
            assertThat(actual).as(name).isEqualTo(expected);
        }
        compared.add(name);
    }

    private static byte[] read(String file) {
        try {
            return Files.readAllBytes(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
