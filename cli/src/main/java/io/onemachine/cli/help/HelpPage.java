package io.onemachine.cli.help;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagGroup;
import java.util.ArrayList;
import java.util.List;

/** Writes help pages. */
public final class HelpPage {
    /** The maximum width of the left column; a wider entry gets a line of its own. */
    private static final int WIDEST_COLUMN = 34;

    private static final Row HELP = new Row("--help, -h", "Show this page");

    private HelpPage() {}

    /**
     * A line with two columns: what to type and what it does.
     *
     * @param left what to type
     * @param right what it does
     */
    public record Row(String left, String right) {}

    /**
     * Returns the page of the program itself.
     *
     * @param program the program's name
     * @param version the program's version
     * @param flags the options before the command
     * @param commands the commands
     */
    public static String ofProgram(String program, String version, List<Flag> flags, List<Row> commands) {
        StringBuilder page = new StringBuilder(4096);
        page.append("Usage: ").append(program).append(" [OPTIONS] COMMAND [arg...]\n\n");
        page.append("Create and manage machines running Docker.\n\n");
        page.append("Version: ").append(version).append("\n\nOptions:\n");
        appendRows(page, rows(flags));
        page.append("\nCommands:\n");
        appendRows(page, commands);
        page.append("\nRun '").append(program).append(" COMMAND --help' for more information on a command.\n");
        return page.toString();
    }

    /**
     * Returns the page of a group of commands.
     *
     * @param group the first word of their names
     * @param commands their second words
     */
    public static String ofGroup(String program, String group, String description, List<Row> commands) {
        StringBuilder page = new StringBuilder(1024);
        page.append("Usage: ").append(program).append(' ').append(group).append(" COMMAND [OPTIONS] [arg...]\n\n");
        page.append(description.strip()).append("\n\nOptions:\n");
        appendRows(page, rows(List.of()));
        page.append("\nCommands:\n");
        appendRows(page, commands);
        page.append("\nRun '").append(program).append(' ').append(group);
        page.append(" COMMAND --help' for more information on a command.\n");
        return page.toString();
    }

    /** Returns the first line of a command's page, with its line feed. */
    public static String usage(String program, String command, boolean hasOptions) {
        return "Usage: " + program + " " + command + (hasOptions ? " [OPTIONS]" : "") + " [arg...]\n";
    }

    /**
     * Returns the page of a command.
     *
     * @param usage its first line
     * @param groups its options; the first group gets --help too
     */
    public static String ofCommand(String usage, String description, List<FlagGroup> groups) {
        StringBuilder page = new StringBuilder(2048);
        page.append(usage).append('\n');
        page.append(description.strip()).append('\n');
        List<List<Row>> rows = new ArrayList<>();
        for (FlagGroup group : groups) {
            rows.add(rowsOf(group.flags()));
        }
        rows.getFirst().add(HELP);
        int column = column(rows);
        for (int i = 0; i < groups.size(); i++) {
            page.append('\n').append(groups.get(i).title()).append(":\n");
            appendRows(page, rows.get(i), column);
        }
        return page.toString();
    }

    private static List<Row> rows(List<Flag> flags) {
        List<Row> rows = rowsOf(flags);
        rows.add(HELP);
        return rows;
    }

    private static List<Row> rowsOf(List<Flag> flags) {
        List<Row> rows = new ArrayList<>(flags.size());
        for (Flag flag : flags) {
            StringBuilder left = new StringBuilder();
            for (String name : flag.names()) {
                left.append(left.isEmpty() ? "" : ", ")
                        .append(name.length() == 1 ? "-" : "--")
                        .append(name);
            }
            left.append(flag.valueName().isEmpty() ? "" : " " + flag.valueName());
            rows.add(new Row(left.toString(), flag.description() + defaults(flag) + environment(flag)));
        }
        return rows;
    }

    private static String defaults(Flag flag) {
        StringBuilder defaults = new StringBuilder();
        for (String value : flag.defaults()) {
            if (!value.isEmpty()) {
                defaults.append(defaults.isEmpty() ? " (default: " : ", ").append(value);
            }
        }
        return defaults.isEmpty() ? "" : defaults.append(')').toString();
    }

    private static String environment(Flag flag) {
        StringBuilder variables = new StringBuilder();
        for (String variable : flag.environment()) {
            variables.append(variables.isEmpty() ? " [$" : ", $").append(variable);
        }
        return variables.isEmpty() ? "" : variables.append(']').toString();
    }

    private static void appendRows(StringBuilder page, List<Row> rows) {
        appendRows(page, rows, column(List.of(rows)));
    }

    /** Returns the width of the left column, the same for all groups of a page. */
    private static int column(List<List<Row>> groups) {
        int column = 0;
        for (List<Row> rows : groups) {
            for (Row row : rows) {
                if (row.left().length() <= WIDEST_COLUMN) {
                    column = Math.max(column, row.left().length());
                }
            }
        }
        return column;
    }

    private static void appendRows(StringBuilder page, List<Row> rows, int column) {
        for (Row row : rows) {
            page.append("  ").append(row.left());
            int used = row.left().length();
            if (used > WIDEST_COLUMN) {
                page.append("\n  ");
                used = 0;
            }
            page.append(" ".repeat(column - used + 2)).append(row.right()).append('\n');
        }
    }
}
