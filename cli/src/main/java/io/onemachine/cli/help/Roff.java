package io.onemachine.cli.help;

import java.util.List;
import java.util.Locale;

/** Builds a manual page in the language of man(7). */
final class Roff {
    private static final String CODE_INDENT = "    ";

    private final StringBuilder page = new StringBuilder(8192);

    /**
     * Begins a page of section 1.
     *
     * @param source the program and its version, for the footer
     */
    Roff(String title, String source) {
        page.append(".TH ").append(argument(title.toUpperCase(Locale.ROOT)));
        page.append(" 1 \"\" ").append(argument(source)).append(" \"Docker Machine\"\n");
        // Neither break names of options and variables, nor stretch lines.
        page.append(".nh\n.ad l\n");
    }

    Roff section(String title) {
        page.append(".SH ").append(argument(title)).append('\n');
        return this;
    }

    Roff subsection(String title) {
        page.append(".SS ").append(argument(title)).append('\n');
        return this;
    }

    /** Adds a line of text. */
    Roff text(String text) {
        page.append(escaped(text)).append('\n');
        return this;
    }

    /** Adds a line with something in bold, then plain text. */
    Roff bold(String bold, String after) {
        page.append("\\fB").append(inline(bold)).append("\\fR");
        page.append(after.isEmpty() ? "" : " " + inline(after)).append('\n');
        return this;
    }

    /** Adds paragraphs, separated by blank lines in {@code text}; indented ones are shown as they are. */
    Roff paragraphs(String text) {
        boolean first = true;
        for (String paragraph : text.strip().split("\n\\s*\n", -1)) {
            page.append(first ? "" : ".PP\n");
            first = false;
            if (paragraph.startsWith(CODE_INDENT)) {
                page.append(".RS 4\n.nf\n");
                paragraph.lines().forEach(line -> text(line.strip()));
                page.append(".fi\n.RE\n");
            } else {
                paragraph.lines().forEach(line -> text(line.strip()));
            }
        }
        return this;
    }

    /**
     * Adds an entry of a list.
     *
     * @param terms the words in bold, separated by commas on the page
     * @param argument what follows in italics, empty for nothing
     * @param sentences the explanation, each sentence a line
     */
    Roff entry(List<String> terms, String argument, List<String> sentences) {
        page.append(".TP\n");
        String separator = "";
        for (String term : terms) {
            page.append(separator).append("\\fB").append(inline(term)).append("\\fR");
            separator = ", ";
        }
        page.append(argument.isEmpty() ? "" : " \\fI" + inline(argument) + "\\fR")
                .append('\n');
        sentences.forEach(this::text);
        return this;
    }

    @Override
    public String toString() {
        return page.toString();
    }

    private static String argument(String text) {
        return '"' + inline(text).replace("\"", "\\(dq") + '"';
    }

    /** Escapes a whole line: one that begins with a control character would be a request. */
    private static String escaped(String text) {
        String line = inline(text);
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    /** Escapes text within a line, so that a minus can be searched for and copied. */
    private static String inline(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha");
    }
}
