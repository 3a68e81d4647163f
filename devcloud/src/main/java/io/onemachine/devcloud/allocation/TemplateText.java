package io.onemachine.devcloud.allocation;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.opennebula.template.Attribute;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.template.TemplateSyntaxException;
import java.util.TreeMap;

/** Parses template texts from callers. */
public final class TemplateText {

    private TemplateText() {}

    /**
     * Returns the attributes of a text.
     *
     * @throws CloudException when the text is not a template
     */
    public static Attributes parse(String text) {
        try {
            return attributes(Template.parse(text));
        } catch (TemplateSyntaxException e) {
            throw new CloudException(ErrorCode.INTERNAL, "Parse error: " + syntaxError(text, e));
        }
    }

    private static Attributes attributes(Template template) {
        Attributes attributes = new Attributes();
        for (Attribute attribute : template.attributes()) {
            switch (attribute) {
                case Attribute.Single single -> attributes.add(single.name(), single.value());
                case Attribute.Vector vector ->
                    attributes.add(vector.name(), new Attributes.Vector(new TreeMap<>(vector.values())));
            }
        }
        return attributes;
    }

    /**
     * Returns the front end's message: its parser counts lines from 0 and columns over the whole text, and reports most errors at the
     * text's end, with the same message for all of them.
     */
    private static String syntaxError(String text, TemplateSyntaxException e) {
        boolean neverClosed = String.valueOf(e.getMessage()).contains("never closed");
        int offset = neverClosed ? text.length() : Math.min(text.length(), offset(text, e));
        long line = text.substring(0, offset).chars().filter(c -> c == '\n').count();
        return "syntax error, unexpected %s, expecting EQUAL at line %d, columns %d:%d"
                .formatted(offset == text.length() ? "$end" : "invalid token", line, offset, offset + 1);
    }

    private static int offset(String text, TemplateSyntaxException e) {
        int offset = 0;
        for (int line = 1; line < e.line(); line++) {
            offset = text.indexOf('\n', offset) + 1;
        }
        return offset + e.column() - 1;
    }
}
