package io.onemachine.opennebula.xml;

import io.onemachine.opennebula.xml.XmlException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks through a document tag by tag. Comments and processing instructions are passed over, attributes are not looked at (the
 * API has none), a document type declaration ends the reading before anything in it is acted on.
 *
 * <p>Bytes are UTF-8, whatever the document says about itself: that is what OpenNebula sends. Bytes that are no UTF-8 and
 * control characters that XML cannot carry are read as U+FFFD.
 */
public final class XmlReader {

    private final XmlLimits limits;
    private final XMLStreamReader stream;
    private final StringBuilder text = new StringBuilder();
    private String name = "";
    private int depth;
    private int elements;

    private XmlReader(Reader source, XmlLimits limits) {
        this.limits = limits;
        try {
            this.stream = Factory.INSTANCE.createXMLStreamReader(new BoundedReader(source, limits.maxCharacters()));
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }

    /**
     * Reads a document from bytes. The stream is not closed.
     *
     * @throws XmlException when the very beginning of the document is not XML
     * @throws UncheckedIOException when the stream fails
     */
    public static XmlReader of(InputStream in, XmlLimits limits) {
        return new XmlReader(new InputStreamReader(in, StandardCharsets.UTF_8), limits);
    }

    /**
     * Reads a document from text.
     *
     * @throws XmlException when the very beginning of the document is not XML
     */
    public static XmlReader of(String document, XmlLimits limits) {
        return new XmlReader(new StringReader(document), limits);
    }

    /**
     * Goes on to the next tag.
     *
     * @return true at a start tag, which {@link #name()} names; false at the end tag of the element last entered and not yet left,
     *     or at the end of the document
     * @throws XmlException when the document is not well-formed or too big
     * @throws UncheckedIOException when the source fails
     */
    public boolean next() {
        text.setLength(0);
        try {
            while (stream.hasNext()) {
                switch (stream.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        enter();
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        name = stream.getLocalName();
                        depth--;
                        return false;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        text.append(stream.getTextCharacters(), stream.getTextStart(), stream.getTextLength());
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XmlException(
                                Problem.DOCUMENT_TYPE, "a document type declaration or an entity, which is refused");
                    default -> {
                        // Comments and processing instructions mean nothing here.
                    }
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }

    /** The name of the tag last met; empty before the first. */
    public String name() {
        return name;
    }

    /** The text between the last two tags, entities resolved and CDATA unwrapped; not trimmed. */
    public String text() {
        return text.toString();
    }

    /** Whether there is anything but white space between the last two tags. */
    public boolean hasText() {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** How many elements are open. */
    public int depth() {
        return depth;
    }

    /** Goes to the end tag of the element last entered, over everything in it. */
    public void skip() {
        int outside = depth - 1;
        while (depth > outside) {
            next();
        }
    }

    /**
     * Reads to the end tag of the element last entered, which may hold text only.
     *
     * @return the element's text
     * @throws XmlException when there is an element inside
     */
    public String leaf() {
        String outer = name;
        if (next()) {
            throw unexpected("<" + name + "> inside <" + outer + ">, where only text may be");
        }
        return text();
    }

    /** An exception that says what was met and where. */
    public XmlException unexpected(String what) {
        return new XmlException(
                Problem.UNEXPECTED, what + " (line " + stream.getLocation().getLineNumber() + ")");
    }

    private void enter() {
        name = stream.getLocalName();
        if (++depth > limits.maxDepth()) {
            throw new XmlException(Problem.TOO_BIG, "elements nested deeper than " + limits.maxDepth() + " levels");
        }
        if (++elements > limits.maxElements()) {
            throw new XmlException(Problem.TOO_BIG, "more than " + limits.maxElements() + " elements");
        }
    }

    private XmlException refused(XMLStreamException e) {
        Throwable source = e.getNestedException();
        if (source instanceof BoundedReader.TooLong) {
            return new XmlException(Problem.TOO_BIG, "more than " + limits.maxCharacters() + " characters", e);
        }
        if (source instanceof IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String where =
                e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNumber() + ")";
        return new XmlException(Problem.NOT_XML, "not well-formed XML" + where, e);
    }

    /** Made when first needed: it costs milliseconds that most start-ups can do without. */
    private static final class Factory {

        static final XMLInputFactory INSTANCE = hardened();

        private static XMLInputFactory hardened() {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
            // The JDK's own limits count every &lt; as an entity, and a pool holds some hundred thousand of them.
            for (String limit : new String[] {
                "jdk.xml.entityExpansionLimit", "jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit"
            }) {
                factory.setProperty(limit, 0);
            }
            return factory;
        }
    }
}
