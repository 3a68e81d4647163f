package io.onemachine.cli.flag;

/** What values an option takes. */
public enum FlagKind {
    /** Given or not; {@code --flag=false} takes it back. */
    BOOLEAN,
    /** One text; the last one given counts. */
    TEXT,
    /** One whole number; the last one given counts. */
    NUMBER,
    /** Any number of texts, in the order given. */
    LIST
}
