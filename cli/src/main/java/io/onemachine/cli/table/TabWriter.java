package io.onemachine.cli.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns text whose cells end with tabs, as Go's {@code text/tabwriter} does with a minimum width of 5 and a padding of 3
 * blanks: a column is a run of lines that have a cell there, and what follows the last tab of a line is not padded.
 */
public final class TabWriter {
    private static final int MINIMUM_WIDTH = 5;
    private static final int PADDING = 3;

    private TabWriter() {}

    /** Replaces every tab of {@code text} by blanks; a missing last line feed stays missing. */
    public static String align(String text) {
        List<List<String>> lines = split(text);
        List<int[]> widths = new ArrayList<>();
        for (List<String> cells : lines) {
            widths.add(new int[cells.size() - 1]);
        }
        measure(lines, widths);
        StringBuilder aligned = new StringBuilder(text.length() * 2);
        for (int line = 0; line < lines.size(); line++) {
            if (line > 0) {
                aligned.append('\n');
            }
            List<String> cells = lines.get(line);
            int last = cells.size() - 1;
            for (int column = 0; column < last; column++) {
                String cell = cells.get(column);
                aligned.append(cell);
                for (int pad = width(cell); pad < widths.get(line)[column]; pad++) {
                    aligned.append(' ');
                }
            }
            aligned.append(cells.get(last));
        }
        return aligned.toString();
    }

    private static List<List<String>> split(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '\n' : text.charAt(i);
            if (c == '\t' || c == '\n') {
                cells.add(text.substring(start, i));
                start = i + 1;
                if (c == '\n') {
                    lines.add(cells);
                    cells = new ArrayList<>();
                }
            }
        }
        return lines;
    }

    private static void measure(List<List<String>> lines, List<int[]> widths) {
        for (int line = 0; line < lines.size(); line++) {
            int[] row = widths.get(line);
            for (int column = 0; column < row.length; column++) {
                if (row[column] == 0) {
                    measureColumn(lines, widths, line, column);
                }
            }
        }
    }

    private static void measureColumn(List<List<String>> lines, List<int[]> widths, int first, int column) {
        int width = MINIMUM_WIDTH;
        int end = first;
        while (end < lines.size() && column < widths.get(end).length) {
            width = Math.max(width, width(lines.get(end).get(column)) + PADDING);
            end++;
        }
        for (int line = first; line < end; line++) {
            widths.get(line)[column] = width;
        }
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
