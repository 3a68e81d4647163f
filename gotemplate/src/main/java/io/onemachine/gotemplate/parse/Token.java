package io.onemachine.gotemplate.parse;

import io.onemachine.gotemplate.text.Quoting;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text how it is written
 * @param position its first character, counted from 0
 * @param line its line, counted from 1
 */
record Token(TokenKind kind, String text, int position, int line) {

    /** The piece as an error message names it. */
    String named() {
        return switch (kind) {
            case END_OF_TEXT -> "EOF";
            case ERROR -> text;
            case KEYWORD, DOT, NIL -> "<" + text + ">";
            case TEXT,
                    LEFT_DELIMITER,
                    RIGHT_DELIMITER,
                    SPACE,
                    IDENTIFIER,
                    FIELD,
                    VARIABLE,
                    BOOLEAN,
                    NUMBER,
                    CHARACTER_CONSTANT,
                    STRING,
                    RAW_STRING,
                    PIPE,
                    DECLARE,
                    ASSIGN,
                    LEFT_PAREN,
                    RIGHT_PAREN,
                    OTHER -> text.length() > 10 ? Quoting.quote(text.substring(0, 10)) + "..." : Quoting.quote(text);
        };
    }
}
