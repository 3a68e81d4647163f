package io.onemachine.opennebula.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An element of a document, as a tree.
 *
 * @param name its tag
 * @param text its own text, without that of its children; not trimmed
 * @param children the elements in it, in order
 */
public record XmlElement(String name, String text, List<XmlElement> children) {

    public XmlElement {
        children = List.copyOf(children);
    }

    /**
     * Parses a whole document.
     *
     * @throws XmlException when it is not XML, not complete, or too big
     */
    public static XmlElement parse(String document, XmlLimits limits) {
        XmlReader xml = XmlReader.of(document, limits);
        if (!xml.next()) {
            throw xml.unexpected("no element in the document");
        }
        XmlElement root = read(xml);
        xml.next();
        return root;
    }

    /** Reads the element that the reader has just entered, up to its end tag. */
    public static XmlElement read(XmlReader xml) {
        String name = xml.name();
        List<XmlElement> children = new ArrayList<>();
        String text = "";
        while (xml.next()) {
            text = xml.hasText() ? text + xml.text() : text;
            children.add(read(xml));
        }
        return new XmlElement(name, children.isEmpty() ? xml.text() : text + xml.text(), children);
    }

    /** Returns the first child of that name. */
    public Optional<XmlElement> child(String childName) {
        for (XmlElement child : children) {
            if (child.name.equals(childName)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** Returns all children of that name, in order. */
    public List<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /** Returns the text of the first child of that name; empty when there is none. */
    public String childText(String childName) {
        return child(childName).map(XmlElement::text).orElse("");
    }
}
