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
 * Reads a document tag by tag. Comments and processing instructions are skipped, attributes are ignored (the
 * API has none), and a document type declaration ends the reading before it takes effect.
 *
 * <p>Bytes are read as UTF-8, which OpenNebula sends, whatever the document declares. Invalid UTF-8 and
 * control characters that XML cannot contain are read as U+FFFD.
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
     * Opens a document from bytes. The stream is not closed.
     *
     * @throws XmlException when the beginning of the document is not XML
     * @throws UncheckedIOException when the stream fails
     */
    public static XmlReader of(InputStream in, XmlLimits limits) {
        return new XmlReader(new InputStreamReader(in, StandardCharsets.UTF_8), limits);
    }

    /**
     * Opens a document from text.
     *
     * @throws XmlException when the beginning of the document is not XML
     */
    public static XmlReader of(String document, XmlLimits limits) {
        return new XmlReader(new StringReader(document), limits);
    }

    /**
     * Advances to the next tag.
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
                        // Comments and processing instructions have no meaning here.
                    }
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }

    /** Returns the name of the last tag; empty before the first. */
    public String name() {
        return name;
    }

    /** Returns the text between the last two tags, entities resolved and CDATA unwrapped; not trimmed. */
    public String text() {
        return text.toString();
    }

    /** Returns whether there is more than white space between the last two tags. */
    public boolean hasText() {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number of open elements. */
    public int depth() {
        return depth;
    }

    /** Skips to the end tag of the element last entered. */
    public void skip() {
        int outside = depth - 1;
        while (depth > outside) {
            next();
        }
    }

    /**
     * Reads to the end tag of the element last entered, which must contain text only.
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

    /** Returns an exception that names the unexpected part and its place. */
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

    /** Created when first needed: it costs milliseconds that most starts of the program do not need. */
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
