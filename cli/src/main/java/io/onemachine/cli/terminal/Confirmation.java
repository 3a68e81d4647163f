package io.onemachine.cli.terminal;

/** The answer to a question for y or n. */
public enum Confirmation {
    YES,
    NO,
    /** Return was pressed without an answer. */
    EMPTY,
    /** The input ended before an answer. */
    END_OF_INPUT,
    /** More than one word. */
    MALFORMED
}
