package io.onemachine.machine.provision;

import java.util.ArrayList;
import java.util.List;

/**
 * The command of a systemd unit, in words by the rules of systemd.service(5) and systemd.syntax(7).
 *
 * @param words the words as they are in the file, with their quotes and variables
 */
record UnitCommand(List<String> words) {
    private static final String PROGRAM = "dockerd";

    UnitCommand {
        words = List.copyOf(words);
    }

    /** Returns the command that a unit's file starts its service with: the last {@code ExecStart}; no words when it has none. */
    static UnitCommand parse(String unit) {
        List<String> words = List.of();
        boolean inService = false;
        for (String line : lines(unit)) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inService = text.equals("[Service]");
            } else if (inService && text.matches("(?s)ExecStart\\s*=.*")) {
                words = split(text.substring(text.indexOf('=') + 1));
            }
        }
        return new UnitCommand(words);
    }

    /** Returns the lines without comments, with continued ones joined. */
    private static List<String> lines(String unit) {
        List<String> lines = new ArrayList<>();
        StringBuilder continued = new StringBuilder();
        for (String line : unit.lines().toList()) {
            String stripped = line.stripLeading();
            if (stripped.startsWith("#") || stripped.startsWith(";")) {
                continue; // also between continued lines
            }
            if (line.endsWith("\\")) {
                continued.append(line, 0, line.length() - 1).append(' ');
            } else {
                lines.add(continued.append(line).toString());
                continued.setLength(0);
            }
        }
        if (!continued.isEmpty()) {
            lines.add(continued.toString());
        }
        return lines;
    }

    private static List<String> split(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\\' && i + 1 < command.length()) {
                word.append(c).append(command.charAt(++i));
            } else if (quote == 0 && Character.isWhitespace(c)) {
                add(words, word);
            } else {
                quote = quote == 0 && (c == '"' || c == '\'') ? c : quote == c ? 0 : quote;
                word.append(c);
            }
        }
        add(words, word);
        return words;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /**
     * Returns the arguments of the engine in this command without the addresses that it listens on; none when the command starts
     * something else.
     */
    List<String> engineArguments() {
        List<String> arguments = new ArrayList<>();
        boolean started = false;
        boolean address = false;
        for (int i = 0; i < words.size(); i++) {
            String word = unquoted(words.get(i));
            if (!started) {
                String program = i == 0 ? word.replaceFirst("^[-@:+!|]+", "") : word;
                started = program.equals(PROGRAM) || program.endsWith("/" + PROGRAM);
                if (started && i == 0 && word.matches("[-:+!|]*@.*")) {
                    i++; // the name that the process is to have
                }
            } else if (address) {
                address = false;
            } else if (word.equals("-H") || word.equals("--host")) {
                address = true;
            } else if (!word.startsWith("-H") && !word.startsWith("--host=")) {
                arguments.add(words.get(i));
            }
        }
        return arguments;
    }

    /** Returns a word without quotes and escapes; variables and specifiers stay. */
    static String unquoted(String word) {
        StringBuilder text = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\\' && i + 1 < word.length()) {
                char escaped = word.charAt(++i);
                text.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 's' -> ' ';
                            default -> escaped;
                        });
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote == c) {
                quote = 0;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
