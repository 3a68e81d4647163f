package io.onemachine.opennebula.template;

import io.onemachine.opennebula.template.Attribute.Single;
import io.onemachine.opennebula.template.Attribute.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses the text syntax as oned does (OpenNebula 7, {@code src/parsers}): values in quotes span lines and have one
 * escape, a backslash before a quote; values without quotes end at white space and at any of {@code = # , [ ]}; comments begin
 * with a number sign where a name could be; the first of two equal names in a vector counts; a name that begins with a digit
 * gets the prefix {@code ONE_}.
 *
 * <p>Two differences. Characters that match no rule are an error here, while oned drops them. A carriage return at the end of a
 * line is white space here, while oned reads it as part of an unquoted value.
 */
final class TemplateParser {

    private final String text;
    private final int lastQuote;
    private int position;

    TemplateParser(String text) {
        this.text = text;
        this.lastQuote = text.lastIndexOf('"');
    }

    List<Attribute> parse() {
        List<Attribute> attributes = new ArrayList<>();
        skipBlanksAndComments();
        while (!atEnd()) {
            String name = attributeName();
            if (equalsSign()) {
                attributes.add(attribute(name));
            } else {
                attributes.add(new Single(name, ""));
            }
            skipBlanksAndComments();
        }
        return attributes;
    }

    static boolean isNameCharacter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** Returns whether a value without quotes may contain the character. */
    static boolean isBareCharacter(int c) {
        return " \t\r\n=#,[]".indexOf(c) < 0;
    }

    private Attribute attribute(String name) {
        if (atEnd() || text.charAt(position) != '[') {
            return new Single(name, value(name));
        }
        int opened = position++;
        Map<String, String> values = new LinkedHashMap<>();
        skipBlanksAndComments();
        while (atEnd() || text.charAt(position) != ']') {
            if (!values.isEmpty()) {
                take(',', name, opened);
            }
            String key = vectorKey(name, opened);
            values.putIfAbsent(key, value(name + "/" + key));
            skipBlanksAndComments();
        }
        position++;
        return new Vector(name, values);
    }

    private String vectorKey(String name, int opened) {
        if (atEnd()) {
            throw neverClosed(name, opened);
        }
        String key = name();
        if (!equalsSign()) {
            throw problem(name + "/" + key + " has no value; write \"\" for an empty one", position);
        }
        return key;
    }

    private void take(char expected, String name, int opened) {
        if (atEnd()) {
            throw neverClosed(name, opened);
        }
        if (text.charAt(position) != expected) {
            throw problem("expected \",\" or \"]\" in " + name, position);
        }
        position++;
        skipBlanksAndComments();
    }

    private String attributeName() {
        String name = name();
        boolean unfit = (name.charAt(0) >= '0' && name.charAt(0) <= '9') || name.startsWith("XML");
        return unfit ? "ONE_" + name : name;
    }

    private String name() {
        int start = position;
        while (!atEnd() && isNameCharacter(text.charAt(position))) {
            position++;
        }
        if (position == start) {
            throw problem("expected the name of an attribute", start);
        }
        return text.substring(start, position);
    }

    /**
     * Consumes the equals sign and the blanks around it.
     *
     * @return false when the line ends after it: the value is empty
     */
    private boolean equalsSign() {
        skipBlanks();
        if (atEnd() || text.charAt(position) != '=') {
            throw problem("expected \"=\"", position);
        }
        position++;
        skipBlanks();
        if (!atEnd() && (text.charAt(position) == '\n' || text.charAt(position) == '\r')) {
            return false;
        }
        return true;
    }

    private String value(String name) {
        if (atEnd()) {
            throw problem(name + " has no value; write \"\" for an empty one", position);
        }
        return text.charAt(position) == '"' ? quoted(name) : bare(name);
    }

    private String quoted(String name) {
        int opened = position++;
        int close = position;
        // A quote after a backslash closes the value only when no other quote can.
        while ((close = text.indexOf('"', close)) >= 0 && text.charAt(close - 1) == '\\' && close != lastQuote) {
            close++;
        }
        if (close < 0) {
            throw problem("the quote that opens the value of " + name + " is never closed", opened);
        }
        position = close + 1;
        return unescaped(name, opened, text.substring(opened + 1, close));
    }

    private String bare(String name) {
        int start = position;
        while (!atEnd() && isBareCharacter(text.charAt(position))) {
            position++;
        }
        if (position == start) {
            throw problem("expected the value of " + name, start);
        }
        return unescaped(name, start, text.substring(start, position));
    }

    private String unescaped(String name, int start, String written) {
        if (written.contains("]]>")) {
            throw problem("the value of " + name + " contains \"]]>\", which OpenNebula does not take", start);
        }
        return written.replace("\\\"", "\"");
    }

    private void skipBlanks() {
        while (!atEnd() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
    }

    private void skipBlanksAndComments() {
        while (!atEnd()) {
            char c = text.charAt(position);
            if (c == '#') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end + 1;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                position++;
            } else {
                return;
            }
        }
    }

    private boolean atEnd() {
        return position >= text.length();
    }

    private TemplateSyntaxException neverClosed(String name, int opened) {
        return problem("the bracket that opens " + name + " is never closed", opened);
    }

    private TemplateSyntaxException problem(String what, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset && i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new TemplateSyntaxException(what, line, offset - lineStart + 1);
    }
}
