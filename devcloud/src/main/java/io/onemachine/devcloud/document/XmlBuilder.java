package io.onemachine.devcloud.document;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Permissions;
import io.onemachine.devcloud.cloud.Permissions.Party;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.Release;
import java.util.Collection;
import java.util.Set;

/** Writes elements in sequence, and omits those that the release does not have. */
final class XmlBuilder {

    private final StringBuilder out = new StringBuilder(1024);
    private final Set<String> omitted;

    /** The path of the open elements, each followed by a slash. */
    private final StringBuilder path = new StringBuilder();

    /** The number of open elements from the outermost omitted one on. */
    private int hidden;

    XmlBuilder(Release release) {
        omitted = release.omitted();
    }

    XmlBuilder open(String name) {
        if (hidden > 0 || isOmitted(name)) {
            hidden++;
            return this;
        }
        path.append(name).append('/');
        out.append('<').append(name).append('>');
        return this;
    }

    XmlBuilder close(String name) {
        if (hidden > 0) {
            hidden--;
            return this;
        }
        path.setLength(path.length() - name.length() - 1);
        out.append("</").append(name).append('>');
        return this;
    }

    /** Writes an element without content: {@code <MONITORING/>}. */
    XmlBuilder empty(String name) {
        if (hidden == 0 && !isOmitted(name)) {
            out.append('<').append(name).append("/>");
        }
        return this;
    }

    /** Writes an element with text. */
    XmlBuilder text(String name, String text) {
        open(name);
        if (hidden == 0) {
            escape(text);
        }
        return close(name);
    }

    XmlBuilder text(String name, long number) {
        return text(name, Long.toString(number));
    }

    /** Writes an element with text in a CDATA section. */
    XmlBuilder cdata(String name, String text) {
        open(name);
        if (hidden == 0) {
            out.append("<![CDATA[")
                    .append(text.replace("]]>", "]]]]><![CDATA[>"))
                    .append("]]>");
        }
        return close(name);
    }

    /** Writes a list of ids: {@code <VMS><ID>9</ID></VMS>}. */
    XmlBuilder ids(String name, Collection<Integer> ids) {
        open(name);
        ids.forEach(id -> text("ID", id));
        return close(name);
    }

    /** Writes an element with attributes as its children. */
    XmlBuilder attributes(String name, Attributes attributes) {
        open(name);
        attributes.forEach(this::attribute);
        return close(name);
    }

    XmlBuilder attribute(String name, Attributes.Value value) {
        return switch (value) {
            case Attributes.Text(String text) -> cdata(name, text);
            case Attributes.Vector(var texts) -> {
                open(name);
                texts.forEach(this::cdata);
                yield close(name);
            }
        };
    }

    XmlBuilder permissions(Permissions permissions) {
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
        return out.toString();
    }

    private boolean isOmitted(String name) {
        return !omitted.isEmpty() && omitted.contains(path + name);
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> out.append(c);
            }
        }
    }
}
