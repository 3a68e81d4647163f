package io.onemachine.gotemplate.parse;

/** What a piece of a template is. */
enum TokenKind {
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    SPACE,
    IDENTIFIER,
    KEYWORD,
    FIELD,
    VARIABLE,
    DOT,
    NIL,
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
    /** A character that is none of the above, such as a comma. */
    OTHER,
    END_OF_TEXT,
    /** What cannot be read; the text is the reason, and it is the last token. */
    ERROR
}
