package io.onemachine.cli.terminal;

import org.jspecify.annotations.Nullable;

/** Cleans text of foreign origin for terminals, so that no control character in it has an effect. */
public final class TerminalText {
    private TerminalText() {}

    /** Returns {@code text} in one line: line feeds and tabs become blanks, other control characters question marks. */
    public static String oneLine(String text) {
        return clean(text, false);
    }

    /** Returns {@code text} with its line feeds and tabs; other control characters become question marks. */
    public static String lines(String text) {
        return clean(text, true);
    }

    private static String clean(String text, boolean keepLines) {
        @Nullable StringBuilder cleaned = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean layout = c == '\n' || c == '\t';
            if (!Character.isISOControl(c) || (keepLines && layout)) {
                if (cleaned != null) {
                    cleaned.append(c);
                }
                continue;
            }
            if (cleaned == null) {
                cleaned = new StringBuilder(text.length()).append(text, 0, i);
            }
            cleaned.append(layout || c == '\r' ? ' ' : '?');
        }
        return cleaned == null ? text : cleaned.toString();
    }
}
