package io.onemachine.devcloud.stub;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line into words as a shell does: quotes and backslashes are honoured, nothing is expanded. */
final class ShellWords {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int position;

    private ShellWords(String text) {
        this.text = text;
    }

    /** Returns the words; operators such as {@code &&}, {@code |} and {@code >} are separate words, prefixed with {@link #OPERATOR}. */
    static List<String> split(String text) {
        return new ShellWords(text).split();
    }

    /** A character that no text over SSH contains. */
    static final String OPERATOR = "\uFFFF";

    private List<String> split() {
        while (position < text.length()) {
            char c = text.charAt(position++);
            switch (c) {
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '\\' -> {
                    if (position < text.length()) {
                        append(text.charAt(position++));
                    }
                }
                case ' ', '\t' -> end();
                case ';', '\n', '|', '&', '>', '<' -> operator(c);
                default -> append(c);
            }
        }
        end();
        return words;
    }

    private void quoted(char quote) {
        inWord = true;
        while (position < text.length() && text.charAt(position) != quote) {
            char c = text.charAt(position++);
            boolean escape = quote == '"'
                    && c == '\\'
                    && position < text.length()
                    && "\"\\$`".indexOf(text.charAt(position)) >= 0;
            word.append(escape ? text.charAt(position++) : c);
        }
        position++;
    }

    private void operator(char c) {
        end();
        boolean doubled = position < text.length() && text.charAt(position) == c && "&|>".indexOf(c) >= 0;
        if (doubled) {
            position++;
        }
        words.add(OPERATOR + c + (doubled ? c : ""));
    }

    private void append(char c) {
        inWord = true;
        word.append(c);
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
