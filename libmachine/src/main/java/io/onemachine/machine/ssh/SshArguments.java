package io.onemachine.machine.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments after the destination on a command line of {@code ssh}: options, then the words of a command.
 *
 * @param options options in their order; combined letters are split
 * @param command the words of the remote command; none for a shell
 */
public record SshArguments(List<Option> options, List<String> command) {
    /** Letters of options that take a value, as in ssh(1). */
    private static final String WITH_VALUE = "BbcDEeFIiJLlmOoPpQRSWw";

    private static final String ELSEWHERE = "BbFGIJlOoPpQSVWw";

    public SshArguments {
        options = List.copyOf(options);
        command = List.copyOf(command);
    }

    /**
     * One option.
     *
     * @param letter the letter after the dash
     * @param value its value, if it takes one
     */
    public record Option(char letter, Optional<String> value) {
        @Override
        public String toString() {
            return "-" + letter + value.map(text -> " " + text).orElse("");
        }
    }

    /** Parses arguments as {@code ssh} does: options end at the first word that is not an option, or after {@code --}. */
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
     * Returns how many arguments precede the first one that is neither an option nor the value of one; {@code --} is
     * counted.
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

    /** Returns whether an option is present. */
    public boolean has(char letter) {
        return count(letter) > 0;
    }

    /** Returns how often an option occurs. */
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

    /** Returns whether an option changes the destination or the user, or asks for something else than a login. */
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
