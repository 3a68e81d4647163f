package io.onemachine.cli.terminal;

/**
 * The size of a terminal's window.
 *
 * @param columns its width, at least 1
 * @param rows its height, at least 1
 */
public record TerminalSize(int columns, int rows) {
    /** The size to assume when it cannot be found out: that of most terminals as they open. */
    public static final TerminalSize USUAL = new TerminalSize(80, 24);

    public TerminalSize {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("a window of " + columns + " columns and " + rows + " rows");
        }
    }
}
