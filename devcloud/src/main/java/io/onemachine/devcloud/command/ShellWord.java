package io.onemachine.devcloud.command;

/** Words for a POSIX shell. */
final class ShellWord {

    private ShellWord() {}

    /** Returns the text as one word, whatever is in it. */
    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
