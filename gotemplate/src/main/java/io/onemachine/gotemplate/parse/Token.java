package io.onemachine.gotemplate.parse;

import io.onemachine.gotemplate.text.Quoting;

/**
 * A token of a template.
 *
 * @param kind the kind of the token
 * @param text the source text
 * @param position the index of its first character, from 0
 * @param line its line, from 1
 */
record Token(TokenKind kind, String text, int position, int line) {

    /** Returns the token as error messages show it. */
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
