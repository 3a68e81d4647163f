package io.onemachine.machine.ssh.hostkey;

/** Prepares text from an untrusted source for display: one line of printable characters, truncated when long. */
public final class PrintableText {
    private static final int LONGEST = 100;
    private static final int LONGEST_OF_THIS_COMPUTER = 5000;

    private PrintableText() {}

    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** Returns the same for the output of a local program, which names files whose paths may be long. */
    public static String ofThisComputer(String text) {
        return of(text, LONGEST_OF_THIS_COMPUTER);
    }

    private static String of(String text, int longest) {
        String line = text.lines().findFirst().orElse("").strip();
        StringBuilder shown = new StringBuilder();
        line.codePoints()
                .limit(longest)
                .forEach(character -> shown.appendCodePoint(isPrintable(character) ? character : '?'));
        return line.codePointCount(0, line.length()) > longest ? shown + "..." : shown.toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
