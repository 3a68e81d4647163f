package io.onemachine.cli.progress;

import java.io.PrintStream;

/** Draws the last line of a terminal. Not thread-safe. */
final class StatusLine {
    private static final String ERASE = "\r\u001b[K";
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";
    private static final String FAINT = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream terminal;
    private final boolean colours;
    private String shown = "";

    StatusLine(PrintStream terminal, boolean colours) {
        this.terminal = terminal;
        this.colours = colours;
    }

    /** Draws {@code text}; the terminal cuts it at its right edge, so its width need not be known. */
    void draw(String text) {
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        terminal.print(ERASE + WRAP_OFF + (colours ? FAINT : "") + text + (colours ? PLAIN : "") + WRAP_ON);
        terminal.flush();
    }

    void erase() {
        if (!shown.isEmpty()) {
            shown = "";
            terminal.print(ERASE);
            terminal.flush();
        }
    }
}
