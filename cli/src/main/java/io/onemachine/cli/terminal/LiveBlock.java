package io.onemachine.cli.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some lines at the end of a terminal's output that are drawn again when they change. Not thread-safe.
 *
 * <p>Between two drawings the cursor stands at the beginning of the first line. Whatever a terminal does with long lines when its
 * window shrinks, whether it cuts them or wraps them again, the cursor stays where the block begins, and what is below it can be
 * erased: the number of rows that the old lines take now need not be known. A cursor below the block would have to go up by that
 * number, and would leave parts of lines above, or erase lines that are not the block's. No line reaches the last column, and no drawing
 * is higher than the window.
 *
 * <p>The cursor is hidden only during a drawing, so that it is visible however the process ends.
 */
public final class LiveBlock {
    private static final String ERASE = "\r\u001b[J";
    private static final String BEGIN = "\u001b[?25l" + ERASE + "\u001b[?7l";
    private static final String END = "\u001b[?7h\u001b[?25h";
    private static final String NORMAL = "\u001b[0m";

    private final PrintStream terminal;
    private final TerminalWindow window;
    private final boolean colours;
    private List<Row> shown = List.of();
    private @Nullable TerminalSize shownIn;

    /** The looks of a row. */
    public enum Style {
        PLAIN(""),
        FAINT("\u001b[2m"),
        SUCCESS("\u001b[32m"),
        FAILURE("\u001b[31m");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /**
     * A line.
     *
     * @param text its text, without control characters
     * @param style its looks, on terminals with colours
     */
    public record Row(String text, Style style) {}

    /** @param colours whether rows may have a {@link Style} */
    public LiveBlock(PrintStream terminal, TerminalWindow window, boolean colours) {
        this.terminal = terminal;
        this.window = window;
        this.colours = colours;
    }

    /** Returns the size of the window. */
    public TerminalSize size() {
        return window.size();
    }

    /** Returns the number of rows that can be drawn: one less than the window has, as the line above shows what was done. */
    public int capacity() {
        return capacity(size());
    }

    /** Returns the rows, or the first ones that fit and how many more there are. */
    public List<Row> fitting(List<Row> rows) {
        if (rows.size() <= 1 || rows.size() <= capacity()) {
            return rows;
        }
        int shownRows = capacity() - 1;
        List<Row> fitting = new ArrayList<>(rows.subList(0, shownRows));
        fitting.add(more(rows.size() - shownRows));
        return fitting;
    }

    /** Returns a row that stands for others. */
    public static Row more(int others) {
        return new Row("... and " + others + " more", Style.FAINT);
    }

    /**
     * Draws these rows in place of those drawn before; of more than {@link #capacity}, the first ones. Draws nothing when they are as
     * before. A single row is left to the terminal to cut, so that most commands need not find out the size of the window.
     */
    public void draw(List<Row> rows) {
        if (rows.isEmpty()) {
            erase();
            return;
        }
        TerminalSize size = rows.size() == 1 ? null : size();
        if (rows.equals(shown) && Objects.equals(size, shownIn)) {
            return;
        }
        shown = List.copyOf(rows);
        shownIn = size;
        List<String> lines = lines(rows, size);
        String up = lines.size() > 1 ? "\u001b[" + (lines.size() - 1) + "A" : "";
        terminal.print(BEGIN + String.join("\r\n", lines) + "\r" + up + END);
        terminal.flush();
    }

    private List<String> lines(List<Row> rows, @Nullable TerminalSize size) {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            String text = size == null ? row.text() : DisplayWidth.cut(row.text(), size.columns() - 1);
            lines.add(styled(new Row(text, row.style())));
        }
        return size == null ? lines : lines.subList(0, Math.min(lines.size(), capacity(size)));
    }

    private static int capacity(TerminalSize size) {
        return Math.max(size.rows() - 1, 1);
    }

    /** Removes the rows; the next output begins in their place. */
    public void erase() {
        if (!shown.isEmpty()) {
            shown = List.of();
            terminal.print(ERASE);
            terminal.flush();
        }
    }

    /** Removes the rows and prints others that stay, without regard to the size of the window. */
    public void conclude(List<Row> rows) {
        erase();
        for (Row row : rows) {
            terminal.print(styled(row) + "\n");
        }
        terminal.flush();
    }

    private String styled(Row row) {
        return colours && row.style() != Style.PLAIN ? row.style().code + row.text() + NORMAL : row.text();
    }
}
