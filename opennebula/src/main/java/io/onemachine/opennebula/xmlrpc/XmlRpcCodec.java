package io.onemachine.opennebula.xmlrpc;

import io.onemachine.opennebula.xml.XmlException;
import io.onemachine.opennebula.xml.XmlLimits;
import io.onemachine.opennebula.xml.XmlReader;
import io.onemachine.opennebula.xmlrpc.MalformedMessageException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * Converts calls and answers to and from bytes (UTF-8).
 *
 * <p>Reading accepts what the XML-RPC specification and OpenNebula's server library allow: {@code i4}, {@code int} and {@code i8},
 * values without a type, missing parameters. Writing uses the tags of OpenNebula's own programs.
 *
 * <p>Text with characters that XML 1.0 cannot contain is read with U+FFFD in their place. A call with such text is refused,
 * because its meaning would change; an answer is written with U+FFFD in their place.
 */
public final class XmlRpcCodec {

    private final XmlLimits limits;

    /** Creates a codec with the limits {@link XmlLimits#DEFAULT}. */
    public XmlRpcCodec() {
        this(XmlLimits.DEFAULT);
    }

    /** Creates a codec with these limits for reading. */
    public XmlRpcCodec(XmlLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a call.
     *
     * @throws MalformedMessageException when the bytes are not a call
     * @throws IOException when the stream fails
     */
    public MethodCall readCall(InputStream in) throws IOException {
        return read(in, XmlRpcParser::call);
    }

    /**
     * Reads a call.
     *
     * @throws MalformedMessageException when the bytes are not a call
     */
    public MethodCall readCall(byte[] body) {
        return readAll(body, XmlRpcParser::call);
    }

    /**
     * Reads an answer.
     *
     * @throws MalformedMessageException when the bytes are not an answer
     * @throws IOException when the stream fails
     */
    public MethodResponse readResponse(InputStream in) throws IOException {
        return read(in, XmlRpcParser::response);
    }

    /**
     * Reads an answer.
     *
     * @throws MalformedMessageException when the bytes are not an answer
     */
    public MethodResponse readResponse(byte[] body) {
        return readAll(body, XmlRpcParser::response);
    }

    /**
     * Writes a call.
     *
     * @throws IllegalArgumentException when a text in it has a character that XML cannot contain
     */
    public byte[] writeCall(MethodCall call) {
        return XmlRpcWriter.call(call);
    }

    /** Writes an answer. */
    public byte[] writeResponse(MethodResponse response) {
        return XmlRpcWriter.response(response);
    }

    private <T> T readAll(byte[] body, Function<XmlRpcParser, T> form) {
        try {
            return read(new ByteArrayInputStream(body), form);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(InputStream in, Function<XmlRpcParser, T> form) throws IOException {
        try {
            return form.apply(new XmlRpcParser(XmlReader.of(in, limits)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (XmlException e) {
            Problem problem = switch (e.problem()) {
                case NOT_XML -> Problem.NOT_XML;
                case DOCUMENT_TYPE, UNEXPECTED -> Problem.NOT_XML_RPC;
                case TOO_BIG -> Problem.TOO_BIG;
            };
            throw new MalformedMessageException(problem, String.valueOf(e.getMessage()), e);
        }
    }
}
