package io.onemachine.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A terminal of a given size that shows what a program writes, as far as our programs use it: carriage return, line feed, the CSI
 * sequences A, J, K, m and h and l for the modes 7 (automatic wrapping) and 25 (visible cursor). Anything else is refused, so that a test
 * fails where a program relies on what is not modelled.
 *
 * <p>Its window can be resized the way xterm does it, which cuts lines, or the way VTE and others do it, which wrap lines again.
 */
public final class TerminalScreen {
    private static final int BLANK = ' ';

    /** The right half of a wide character. */
    private static final int RIGHT_HALF = -1;

    private final List<Row> scrolledOut = new ArrayList<>();
    private final List<Row> screen = new ArrayList<>();
    private int columns;
    private int rows;
    private int row;
    private int column;
    private boolean wrapsNext;
    private boolean wrapping = true;
    private boolean cursorVisible = true;
    private String unfinished = "";

    public TerminalScreen(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        fill();
    }

    private static final class Row {
        private int[] cells;

        /** Whether the line goes on in the next row, because it was too long. */
        private boolean continued;

        Row(int columns) {
            cells = new int[columns];
            Arrays.fill(cells, BLANK);
        }

        void resize(int columns) {
            int before = cells.length;
            cells = Arrays.copyOf(cells, columns);
            if (columns > before) {
                Arrays.fill(cells, before, columns, BLANK);
            }
        }

        void clear(int from) {
            Arrays.fill(cells, Math.min(from, cells.length), cells.length, BLANK);
            continued = false;
        }

        int length() {
            int length = cells.length;
            while (length > 0 && cells[length - 1] == BLANK) {
                length--;
            }
            return length;
        }

        String text() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length(); i++) {
                if (cells[i] != RIGHT_HALF) {
                    text.appendCodePoint(cells[i]);
                }
            }
            return text.toString();
        }
    }

    /** Shows text that a program has written to the terminal; a sequence may be divided between two calls. */
    public void write(String more) {
        String text = unfinished + more;
        unfinished = "";
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (codePoint == '\u001b') {
                int end = endOfSequence(text, i);
                if (end < 0) {
                    unfinished = text.substring(i);
                    return;
                }
                sequence(text.substring(i + 1, end));
                i = end;
                continue;
            }
            i += Character.charCount(codePoint);
            switch (codePoint) {
                case '\r' -> moveTo(0);
                case '\n' -> lineFeed();
                default -> character(codePoint);
            }
        }
    }

    /** Shows text that a program has written with line feeds only, to which the system adds carriage returns. */
    public void writeLines(String text) {
        write(text.replace("\n", "\r\n"));
    }

    /** Returns where the sequence ends that begins at an escape character: after its first letter, -1 when that is missing. */
    private static int endOfSequence(String text, int start) {
        for (int end = start + 1; end < text.length(); end++) {
            if (Character.isLetter(text.charAt(end))) {
                return end + 1;
            }
        }
        return -1;
    }

    private void sequence(String text) {
        if (!text.startsWith("[")) {
            throw new IllegalArgumentException("unknown sequence: ESC " + text);
        }
        String sequence = text.substring(1);
        String argument = sequence.substring(0, sequence.length() - 1);
        switch (sequence) {
            case "?7h" -> wrapping = true;
            case "?7l" -> wrapping = false;
            case "?25h" -> cursorVisible = true;
            case "?25l" -> cursorVisible = false;
            case "K" -> screen.get(row).clear(column);
            case "J" -> clearBelow();
            default -> {
                if (sequence.endsWith("A")) {
                    row = Math.max(row - (argument.isEmpty() ? 1 : Integer.parseInt(argument)), 0);
                    wrapsNext = false;
                } else if (!sequence.matches("[0-9;]*m")) {
                    throw new IllegalArgumentException("unknown sequence: CSI " + sequence);
                }
            }
        }
    }

    private void clearBelow() {
        screen.get(row).clear(column);
        for (int below = row + 1; below < rows; below++) {
            screen.get(below).clear(0);
        }
    }

    private void moveTo(int newColumn) {
        column = newColumn;
        wrapsNext = false;
    }

    private void lineFeed() {
        wrapsNext = false;
        if (row < rows - 1) {
            row++;
        } else {
            scrolledOut.add(screen.removeFirst());
            screen.add(new Row(columns));
        }
    }

    private void character(int codePoint) {
        if (Character.isISOControl(codePoint)) {
            throw new IllegalArgumentException("unknown control character " + codePoint);
        }
        int width = width(codePoint);
        if (width == 0) {
            return;
        }
        if (wrapping && (wrapsNext || column + width > columns)) {
            screen.get(row).continued = true;
            lineFeed();
            column = 0;
        }
        column = Math.min(column, columns - width);
        int[] cells = screen.get(row).cells;
        cells[column] = codePoint;
        if (width == 2) {
            cells[column + 1] = RIGHT_HALF;
        }
        wrapsNext = column + width == columns;
        column = Math.min(column + width, columns - 1);
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        boolean wide = script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.HANGUL
                || Character.isEmojiPresentation(codePoint);
        return wide ? 2 : 1;
    }

    /** Resizes the window as xterm does: lines that are too long are cut; the row of the cursor stays visible. */
    public void resize(int newColumns, int newRows) {
        while (row >= newRows) {
            scrolledOut.add(screen.removeFirst());
            row--;
        }
        while (screen.size() > newRows) {
            screen.removeLast();
        }
        columns = newColumns;
        rows = newRows;
        screen.forEach(line -> line.resize(newColumns));
        fill();
        moveTo(Math.min(column, newColumns - 1));
    }

    /**
     * Resizes the window as VTE does: lines that are too long are wrapped again, the cursor stays at its character, and lines below that
     * of the cursor are dropped when there is no room for them.
     */
    public void resizeWrapping(int newColumns, int newRows) {
        List<Row> all = new ArrayList<>(scrolledOut);
        all.addAll(screen);
        int cursorRow = scrolledOut.size() + row;
        while (all.size() > cursorRow + 1 && all.getLast().length() == 0) {
            all.removeLast();
        }
        List<Row> wrapped = new ArrayList<>();
        int newCursor = 0;
        int newColumn = 0;
        int belowCursor = 0;
        for (int i = 0; i < all.size(); ) {
            List<Integer> cells = new ArrayList<>();
            int cursorAt = -1;
            boolean goesOn = true;
            for (; goesOn && i < all.size(); i++) {
                Row old = all.get(i);
                goesOn = old.continued;
                if (i == cursorRow) {
                    cursorAt = cells.size() + column;
                }
                int length = goesOn ? old.cells.length : old.length();
                for (int cell = 0; cell < length; cell++) {
                    cells.add(old.cells[cell]);
                }
            }
            int start = wrapped.size();
            wrapped.addAll(wrap(cells, newColumns));
            if (cursorAt >= 0) {
                newCursor = Math.min(start + cursorAt / newColumns, wrapped.size() - 1);
                newColumn = cursorAt % newColumns;
                belowCursor = wrapped.size();
            }
        }
        while (wrapped.size() > newRows && wrapped.size() > belowCursor) {
            wrapped.removeLast();
        }
        scrolledOut.clear();
        screen.clear();
        int top = Math.max(wrapped.size() - newRows, 0);
        scrolledOut.addAll(wrapped.subList(0, top));
        screen.addAll(wrapped.subList(top, wrapped.size()));
        columns = newColumns;
        rows = newRows;
        fill();
        row = Math.max(newCursor - top, 0);
        moveTo(newColumn);
    }

    private static List<Row> wrap(List<Integer> cells, int columns) {
        List<Row> wrapped = new ArrayList<>();
        Row current = new Row(columns);
        wrapped.add(current);
        int used = 0;
        for (int i = 0; i < cells.size(); i++) {
            int width = i + 1 < cells.size() && cells.get(i + 1) == RIGHT_HALF ? 2 : 1;
            if (used + width > columns && cells.get(i) != RIGHT_HALF) {
                current.continued = true;
                current = new Row(columns);
                wrapped.add(current);
                used = 0;
            }
            current.cells[used++] = cells.get(i);
        }
        return wrapped;
    }

    private void fill() {
        while (screen.size() < rows) {
            screen.add(new Row(columns));
        }
    }

    /** Returns all lines, those that have left the screen first; blank lines at the end are omitted. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        scrolledOut.forEach(line -> lines.add(line.text()));
        screen.forEach(line -> lines.add(line.text()));
        while (!lines.isEmpty() && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    /** Returns the lines on the screen; blank lines at the end are omitted. */
    public List<String> visibleLines() {
        List<String> lines = lines();
        return lines.subList(Math.min(scrolledOut.size(), lines.size()), lines.size());
    }

    /** Returns whether the cursor is visible and long lines are wrapped, as a program has to leave a terminal. */
    public boolean isAsFound() {
        return cursorVisible && wrapping;
    }

    /** Returns the column of the cursor, from 0. */
    public int cursorColumn() {
        return column;
    }
}
