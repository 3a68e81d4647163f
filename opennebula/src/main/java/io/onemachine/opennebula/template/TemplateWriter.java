package io.onemachine.opennebula.template;

import io.onemachine.opennebula.template.Attribute.Single;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.util.Iterator;
import java.util.Map;

/**
 * Formats the text syntax.
 *
 * <p>oned's parser unescapes only a backslash before a quote: two backslashes are two backslashes.
 * So a value may contain line feeds, brackets, commas, equals signs and number signs unchanged, and an escaped quote.
 * It cannot end in a backslash, unless it needs no quotes, because that would escape the closing quote. It cannot contain
 * {@code ]]>} either: oned refuses it, because its XML has every value in CDATA.
 */
final class TemplateWriter {

    private TemplateWriter() {}

    static String format(Template template) {
        StringBuilder out = new StringBuilder(256);
        for (Attribute attribute : template.attributes()) {
            name(out, attribute.name());
            switch (attribute) {
                case Single single -> value(out, single.name(), single.value());
                case Vector vector -> vector(out, vector);
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static void vector(StringBuilder out, Vector vector) {
        out.append('[');
        Iterator<Map.Entry<String, String>> values = vector.values().entrySet().iterator();
        while (values.hasNext()) {
            Map.Entry<String, String> entry = values.next();
            name(out, entry.getKey());
            value(out, vector.name() + "/" + entry.getKey(), entry.getValue());
            if (values.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private static void name(StringBuilder out, String name) {
        if (name.isEmpty() || !name.chars().allMatch(TemplateParser::isNameCharacter)) {
            throw new IllegalArgumentException(
                    "\"" + name
                            + "\" cannot be the name of a template attribute: it may hold letters, digits and underscores only");
        }
        out.append(name).append('=');
    }

    private static void value(StringBuilder out, String name, String value) {
        if (value.contains("]]>")) {
            throw new IllegalArgumentException(
                    "the value of " + name + " contains \"]]>\", which OpenNebula does not take in templates");
        }
        if (!value.endsWith("\\")) {
            out.append('"').append(value.replace("\"", "\\\"")).append('"');
        } else if (!value.startsWith("\"") && value.chars().allMatch(TemplateParser::isBareCharacter)) {
            out.append(value.replace("\"", "\\\""));
        } else {
            throw new IllegalArgumentException("the value of " + name
                    + " ends in a backslash, which OpenNebula's template syntax has no way to write");
        }
    }
}
