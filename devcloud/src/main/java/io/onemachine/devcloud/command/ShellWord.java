package io.onemachine.devcloud.command;

/** Quotes words for a POSIX shell. */
final class ShellWord {

    private ShellWord() {}

    /** Returns the text quoted as one word. */
    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
