package io.onemachine.opennebula.template;

import io.onemachine.opennebula.template.Attribute.Single;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.xml.XmlElement;
import io.onemachine.opennebula.xml.XmlLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A template: attributes in the given order; names may repeat. Immutable.
 *
 * @param attributes in order
 */
public record Template(List<Attribute> attributes) {

    /** No attributes. */
    public static final Template EMPTY = new Template(List.of());

    public Template {
        attributes = List.copyOf(attributes);
    }

    /** Returns a template of these attributes. */
    public static Template of(Attribute... attributes) {
        return new Template(List.of(attributes));
    }

    /**
     * Parses the text syntax.
     *
     * @throws TemplateSyntaxException when the text is not a template; it names the place
     */
    public static Template parse(String text) {
        return new Template(new TemplateParser(text).parse());
    }

    /**
     * Parses the XML form: {@code <TEMPLATE>} or {@code <USER_TEMPLATE>} of an {@code *.info} answer. An element that contains elements
     * is a {@link Vector}, any other a {@link Single}.
     */
    public static Template fromXml(XmlElement template) {
        List<Attribute> attributes = new ArrayList<>(template.children().size());
        for (XmlElement attribute : template.children()) {
            attributes.add(TemplateXml.attribute(attribute));
        }
        return new Template(attributes);
    }

    /**
     * Parses the XML form from text.
     *
     * @throws io.onemachine.opennebula.xml.XmlException when it is not XML
     */
    public static Template fromXml(String document) {
        return fromXml(XmlElement.parse(document, XmlLimits.DEFAULT));
    }

    /** Returns the value of the first {@link Single} of that name. */
    public Optional<String> single(String name) {
        for (Attribute attribute : attributes) {
            if (attribute instanceof Single(String key, String value) && key.equals(upper(name))) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** Returns the first {@link Vector} of that name. */
    public Optional<Vector> vector(String name) {
        List<Vector> all = vectors(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    /** Returns every {@link Vector} of that name, in order. */
    public List<Vector> vectors(String name) {
        List<Vector> found = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (attribute instanceof Vector vector && vector.name().equals(upper(name))) {
                found.add(vector);
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** Returns whether there is an attribute of that name. */
    public boolean has(String name) {
        return attributes.stream().anyMatch(attribute -> attribute.name().equals(upper(name)));
    }

    /** Returns this template with an attribute appended. */
    public Template with(Attribute attribute) {
        List<Attribute> changed = new ArrayList<>(attributes);
        changed.add(attribute);
        return new Template(changed);
    }

    /** Returns this template with a {@link Single} appended. */
    public Template with(String name, String value) {
        return with(new Single(name, value));
    }

    /** Returns this template with an attribute in place of all of its name. */
    public Template replacing(Attribute attribute) {
        return without(attribute.name()).with(attribute);
    }

    /** Returns this template without the attributes of that name. */
    public Template without(String name) {
        return new Template(attributes.stream()
                .filter(attribute -> !attribute.name().equals(upper(name)))
                .toList());
    }

    /**
     * Formats the text syntax, one attribute a line.
     *
     * @throws IllegalArgumentException when a name or value cannot be expressed; the message says which and why
     */
    public String format() {
        return TemplateWriter.format(this);
    }

    /**
     * Formats the XML form as OpenNebula does, values in CDATA.
     *
     * @param root the name of the element around it, for example {@code TEMPLATE}
     */
    public String toXml(String root) {
        return TemplateXml.write(this, root);
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
