package io.onemachine.plugin.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Checks the syntax of a JSON text and reports errors with the messages of Go's encoding/json, which callers show. */
final class JsonSyntax {
    private static final int MAX_DEPTH = 255;
    private static final int END = -1;

    private final byte[] text;
    private int position;

    private JsonSyntax(byte[] text) {
        this.text = text;
    }

    /** Returns the syntax error of the text; empty when it is a JSON value. */
    static Optional<String> fault(byte[] text) {
        JsonSyntax syntax = new JsonSyntax(text);
        try {
            syntax.value(0);
            syntax.blanks();
            if (syntax.peek() != END) {
                throw syntax.invalid("after top-level value");
            }
            return Optional.empty();
        } catch (Fault e) {
            return Optional.of(e.text);
        }
    }

    private void value(int depth) throws Fault {
        if (depth > MAX_DEPTH) {
            throw new Fault("exceeded max depth");
        }
        blanks();
        switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw invalid("looking for beginning of value");
        }
    }

    private void object(int depth) throws Fault {
        position++;
        blanks();
        if (peek() == '}') {
            position++;
            return;
        }
        while (true) {
            blanks();
            if (peek() != '"') {
                throw invalid("looking for beginning of object key string");
            }
            string();
            blanks();
            if (peek() != ':') {
                throw invalid("after object key");
            }
            position++;
            value(depth + 1);
            blanks();
            if (closed('}', "after object key:value pair")) {
                return;
            }
        }
    }

    private void array(int depth) throws Fault {
        position++;
        blanks();
        if (peek() == ']') {
            position++;
            return;
        }
        do {
            value(depth + 1);
            blanks();
        } while (!closed(']', "after array element"));
    }

    /** Reads the closing bracket or a comma; returns whether it was the bracket. */
    private boolean closed(char bracket, String where) throws Fault {
        int next = peek();
        if (next != bracket && next != ',') {
            throw invalid(where);
        }
        position++;
        return next == bracket;
    }

    private void string() throws Fault {
        position++;
        while (peek() != '"') {
            if (peek() < ' ') {
                throw invalid("in string literal");
            }
            if (peek() == '\\') {
                position++;
                escape();
            } else {
                position++;
            }
        }
        position++;
    }

    private void escape() throws Fault {
        if (peek() == 'u') {
            position++;
            for (int i = 0; i < 4; i++) {
                if (Character.digit(peek(), 16) < 0) {
                    throw invalid("in \\u hexadecimal character escape");
                }
                position++;
            }
        } else if (peek() == END || "\"\\/bfnrt".indexOf(peek()) < 0) {
            throw invalid("in string escape code");
        } else {
            position++;
        }
    }

    private void literal(String word) throws Fault {
        position++;
        for (int i = 1; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw invalid("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
            position++;
        }
    }

    private void number() throws Fault {
        if (peek() == '-') {
            position++;
        }
        if (peek() == '0') {
            position++;
        } else {
            digits("in numeric literal");
        }
        if (peek() == '.') {
            position++;
            digits("after decimal point in numeric literal");
        }
        if (peek() == 'e' || peek() == 'E') {
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            digits("in exponent of numeric literal");
        }
    }

    /** Reads at least one digit. */
    private void digits(String where) throws Fault {
        if (!isDigit(peek())) {
            throw invalid(where);
        }
        while (isDigit(peek())) {
            position++;
        }
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private void blanks() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') {
            position++;
        }
    }

    private int peek() {
        return position < text.length ? text[position] & 0xff : END;
    }

    private Fault invalid(String where) {
        return new Fault(
                peek() == END ? "unexpected end of JSON input" : "invalid character " + quoted(peek()) + " " + where);
    }

    /** Quotes a byte as Go does, which shows each byte as the character of that number. */
    private static String quoted(int character) {
        return switch (character) {
            case '\'' -> "'\\''";
            case '\\' -> "'\\\\'";
            case '\n' -> "'\\n'";
            case '\r' -> "'\\r'";
            case '\t' -> "'\\t'";
            default ->
                character < ' ' || character == 0x7f
                        ? String.format("'\\x%02x'", character)
                        : "'" + new String(new byte[] {(byte) character}, StandardCharsets.ISO_8859_1) + "'";
        };
    }

    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        private final String text;

        private Fault(String text) {
            super(text);
            this.text = text;
        }
    }
}
