package io.onemachine.gotemplate.parse;

/** The kinds of tokens. */
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
    /** Any other character, such as a comma. */
    OTHER,
    END_OF_TEXT,
    /** An error; the text is the reason, and it is the last token. */
    ERROR
}
