package io.onemachine.machine.provision;

import java.util.List;
import java.util.stream.Collectors;

/** Quotes words for a POSIX shell. */
final class ShellQuoting {
    private ShellQuoting() {}

    /** Returns a word quoted as needed; it must not contain NUL. */
    static String word(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Returns quoted words, separated by spaces. */
    static String words(List<String> words) {
        return words.stream().map(ShellQuoting::word).collect(Collectors.joining(" "));
    }
}
