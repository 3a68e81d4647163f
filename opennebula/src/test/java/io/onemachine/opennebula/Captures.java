package io.onemachine.opennebula;

import static java.util.Objects.requireNonNull;

import io.onemachine.opennebula.xml.XmlLimits;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.MethodResponse;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.ArrayValue;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue.StringValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recorded exchanges between a client and real OpenNebula front ends: of release 6.8.3, and of release 7.4.0 for names that begin with
 * {@code 7.4/}.
 */
public final class Captures {

    private static final String RELEASE_7_4 = "7.4/";
    private static final String FOLDER_6_8 = "/opennebula-6.8.3/";
    private static final String FOLDER_7_4 = "/opennebula-7.4.0/";
    private static final XmlRpcCodec CODEC = new XmlRpcCodec(XmlLimits.DEFAULT);

    private Captures() {}

    /** Returns the recorded bytes of {@code NAME.request.xml} or {@code NAME.response.xml}. */
    public static byte[] bytes(String file) {
        String path =
                file.startsWith(RELEASE_7_4) ? FOLDER_7_4 + file.substring(RELEASE_7_4.length()) : FOLDER_6_8 + file;
        try (InputStream in = requireNonNull(Captures.class.getResourceAsStream(path), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return names(FOLDER_6_8);
    }

    /** Returns every exchange recorded with release 7.4.0, sorted by name. */
    public static List<String> namesOf74() {
        return names(FOLDER_7_4).stream().map(RELEASE_7_4::concat).toList();
    }

    private static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(
                Path.of(requireNonNull(Captures.class.getResource(folder)).toURI()))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".response.xml"))
                    .map(file -> file.substring(0, file.length() - ".response.xml".length()))
                    .sorted()
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
