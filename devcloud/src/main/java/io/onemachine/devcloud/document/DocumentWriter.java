package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Permissions.Party;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.Release;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the elements of a document in sequence, and omits those that the release does not have. */
final class DocumentWriter {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private static final String CDATA_END = "]]>";

    /** A step of the XML writer. Its exceptions are those of the stream, which is a text in memory. */
    @FunctionalInterface
    private interface Step {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private final StringWriter out = new StringWriter(1024);
    private final XMLStreamWriter xml;
    private final Set<String> omitted;

    /** The path of the open elements, each followed by a slash. */
    private final StringBuilder path = new StringBuilder();

    /** The number of open elements from the outermost omitted one on. */
    private int hidden;

    DocumentWriter(Release release) {
        omitted = release.omitted();
        try {
            xml = FACTORY.createXMLStreamWriter(out);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    DocumentWriter open(String name) {
        if (hidden > 0 || isOmitted(name)) {
            hidden++;
            return this;
        }
        path.append(name).append('/');
        return write(to -> to.writeStartElement(name));
    }

    DocumentWriter close(String name) {
        if (hidden > 0) {
            hidden--;
            return this;
        }
        path.setLength(path.length() - name.length() - 1);
        return write(XMLStreamWriter::writeEndElement);
    }

    /** Writes an element without content: {@code <MONITORING/>}. */
    DocumentWriter empty(String name) {
        return isOmitted(name) ? this : write(to -> to.writeEmptyElement(name));
    }

    /** Writes an element with text. */
    DocumentWriter text(String name, String text) {
        return open(name).write(to -> to.writeCharacters(text)).close(name);
    }

    DocumentWriter text(String name, long number) {
        return text(name, Long.toString(number));
    }

    /** Writes an element with text in a CDATA section; text that would end the section continues in another one. */
    DocumentWriter cdata(String name, String text) {
        open(name);
        int from = 0;
        for (int end = text.indexOf(CDATA_END); end >= 0; end = text.indexOf(CDATA_END, from)) {
            String part = text.substring(from, end + 2);
            write(to -> to.writeCData(part));
            from = end + 2;
        }
        String rest = text.substring(from);
        return write(to -> to.writeCData(rest)).close(name);
    }

    /** Writes a list of ids: {@code <VMS><ID>9</ID></VMS>}. */
    DocumentWriter ids(String name, Collection<Integer> ids) {
        open(name);
        ids.forEach(id -> text("ID", id));
        return close(name);
    }

    /** Writes an element with attributes as its children. */
    DocumentWriter attributes(String name, Attributes attributes) {
        open(name);
        attributes.forEach(this::attribute);
        return close(name);
    }

    DocumentWriter attribute(String name, Attributes.Value value) {
        return switch (value) {
            case Attributes.Text(String text) -> cdata(name, text);
            case Attributes.Vector(var texts) -> {
                open(name);
                texts.forEach(this::cdata);
                yield close(name);
            }
        };
    }

    DocumentWriter permissions(Permissions permissions) {
        open("PERMISSIONS");
        for (Party party : Party.values()) {
            for (Right right : Right.values()) {
                text(party + "_" + right.name().charAt(0), permissions.grants(party, right) ? "1" : "0");
            }
        }
        return close("PERMISSIONS");
    }

    @Override
    public String toString() {
        write(XMLStreamWriter::flush);
        return out.toString();
    }

    private boolean isOmitted(String name) {
        return !omitted.isEmpty() && omitted.contains(path + name);
    }

    private DocumentWriter write(Step step) {
        if (hidden == 0) {
            try {
                step.write(xml);
            } catch (XMLStreamException e) {
                throw new IllegalStateException(e);
            }
        }
        return this;
    }
}
