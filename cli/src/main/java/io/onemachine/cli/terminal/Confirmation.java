package io.onemachine.cli.terminal;

/** What came back to a question that is answered by y or n. */
public enum Confirmation {
    YES,
    NO,
    /** Return was pressed without an answer. */
    EMPTY,
    /** There is nobody to ask: the input ended. */
    END_OF_INPUT,
    /** More than one word. */
    MALFORMED
}
