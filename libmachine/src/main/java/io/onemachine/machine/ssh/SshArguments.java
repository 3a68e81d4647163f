package io.onemachine.machine.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows the destination on a command line of the {@code ssh} program: its options, then the words of a command.
 *
 * @param options options in their order; letters that were typed together stand apart
 * @param command the words of the remote command; none for a shell
 */
public record SshArguments(List<Option> options, List<String> command) {
    /** Letters of options that take a value, as ssh(1) lists them. */
    private static final String WITH_VALUE = "BbcDEeFIiJLlmOoPpQRSWw";

    private static final String ELSEWHERE = "BbFGIJlOoPpQSVWw";

    public SshArguments {
        options = List.copyOf(options);
        command = List.copyOf(command);
    }

    /**
     * An option.
     *
     * @param letter the one after the dash
     * @param value its value, where it takes one
     */
    public record Option(char letter, Optional<String> value) {
        @Override
        public String toString() {
            return "-" + letter + value.map(text -> " " + text).orElse("");
        }
    }

    /** Reads arguments as {@code ssh} does: options end at the first word that is none, and behind {@code --}. */
    public static SshArguments parse(List<String> arguments) {
        List<Option> options = new ArrayList<>();
        int next = 0;
        while (next < arguments.size() && isOption(arguments.get(next))) {
            String word = arguments.get(next++);
            if (word.equals("--")) {
                break;
            }
            if (lacksValue(word) && next < arguments.size()) {
                word += arguments.get(next++);
            }
            addAll(word, options);
        }
        return new SshArguments(options, arguments.subList(next, arguments.size()));
    }

    /**
     * Returns how many of the arguments stand before the first one that is neither an option nor the value of one; {@code --}
     * counts among them.
     */
    public static int leadingOptions(List<String> arguments) {
        int next = 0;
        while (next < arguments.size() && isOption(arguments.get(next))) {
            String word = arguments.get(next++);
            if (word.equals("--")) {
                break;
            }
            if (lacksValue(word)) {
                next++;
            }
        }
        return Math.min(next, arguments.size());
    }

    /** Returns whether an option is there. */
    public boolean has(char letter) {
        return count(letter) > 0;
    }

    /** Returns how often an option is there. */
    public long count(char letter) {
        return options.stream().filter(option -> option.letter() == letter).count();
    }

    /** Returns the values of an option, in their order. */
    public List<String> values(char letter) {
        return options.stream()
                .filter(option -> option.letter() == letter)
                .flatMap(option -> option.value().stream())
                .toList();
    }

    /** Returns whether an option changes who is logged in where, or does something else than that. */
    public boolean leadsElsewhere() {
        return options.stream().anyMatch(option -> ELSEWHERE.indexOf(option.letter()) >= 0);
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.charAt(0) == '-';
    }

    /** Returns whether the value of a word's last option is the next word: {@code -NL} before {@code 80:web:80}. */
    private static boolean lacksValue(String word) {
        for (int i = 1; i < word.length(); i++) {
            if (WITH_VALUE.indexOf(word.charAt(i)) >= 0) {
                return i == word.length() - 1;
            }
        }
        return false;
    }

    private static void addAll(String word, List<Option> options) {
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (WITH_VALUE.indexOf(letter) >= 0) {
                options.add(new Option(letter, Optional.of(word.substring(i + 1))));
                return;
            }
            options.add(new Option(letter, Optional.empty()));
        }
    }
}
