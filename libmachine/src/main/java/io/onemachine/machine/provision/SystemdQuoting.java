package io.onemachine.machine.provision;

/** Quotes words for systemd unit files by the rules of systemd.syntax(7) and systemd.service(5). */
final class SystemdQuoting {
    private SystemdQuoting() {}

    /** Returns a word of a command line, in which {@code $} must be escaped. */
    static String commandWord(String word) {
        return word(word.replace("$", "$$"));
    }

    /** Returns a word of a setting that is a list of words, such as {@code Environment=}. */
    static String word(String word) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '%' -> quoted.append("%%");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        quoted.append("\\x%02x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
