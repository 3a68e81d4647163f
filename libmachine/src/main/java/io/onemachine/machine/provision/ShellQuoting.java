package io.onemachine.machine.provision;

import java.util.List;
import java.util.stream.Collectors;

/** Quotes words for a POSIX shell. */
final class ShellQuoting {
    private ShellQuoting() {}

    /** One word, whatever is in it; NUL cannot be in a word. */
    static String word(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Words with blanks between them, each as it is. */
    static String words(List<String> words) {
        return words.stream().map(ShellQuoting::word).collect(Collectors.joining(" "));
    }
}
