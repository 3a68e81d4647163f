package io.onemachine.cli.flag;

/** The kinds of values an option takes. */
public enum FlagKind {
    /** On or off; {@code --flag=false} turns it off again. */
    BOOLEAN,
    /** One text; the last one given counts. */
    TEXT,
    /** One whole number; the last one given counts. */
    NUMBER,
    /** Any number of texts, in the order given. */
    LIST
}
