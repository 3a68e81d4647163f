package io.onemachine.devcloud.command;

import io.onemachine.devcloud.daemon.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words after a command, split into options and others. An option is {@code --name value} or {@code --name=value}. */
public final class Arguments {

    private final Map<String, String> options;
    private final List<String> words;

    private Arguments(Map<String, String> options, List<String> words) {
        this.options = options;
        this.words = words;
    }

    /**
     * Parses words.
     *
     * @param command the command's name, for messages
     * @param withValue the names of the options that take a value
     * @param flags the names of those that do not
     * @throws CommandException for an unknown option, or one without its value
     */
    static Arguments parse(String command, List<String> given, Set<String> withValue, Set<String> flags)
            throws CommandException {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String word = given.get(i);
            if (!word.startsWith("--")) {
                words.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
            if (flags.contains(name) && equals < 0) {
                options.put(name, "");
            } else if (!withValue.contains(name)) {
                throw new CommandException(
                        "There is no option " + word + "; 'devcloud help " + command + "' lists the options.");
            } else if (equals >= 0) {
                options.put(name, word.substring(equals + 1));
            } else if (i + 1 < given.size()) {
                options.put(name, given.get(++i));
            } else {
                throw new CommandException("The value of --" + name + " is missing.");
            }
        }
        return new Arguments(options, words);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    List<String> words() {
        return words;
    }

    /** Returns the cloud's folder: {@code --state}, or the default. */
    Path stateDirectory() {
        return option("state")
                .map(text -> Path.of(text).toAbsolutePath().normalize())
                .orElseGet(StateDirectory::usual);
    }

    /** Returns the number in an option. */
    Optional<Integer> number(String name, int lowest, int highest) throws CommandException {
        Optional<String> text = option(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int number = text.get().matches("\\d{1,8}") ? Integer.parseInt(text.get()) : -1;
        if (number < lowest || number > highest) {
            throw new CommandException("--" + name + " must be a number from " + lowest + " to " + highest + ", not \""
                    + text.get() + "\".");
        }
        return Optional.of(number);
    }

    /** Checks that there are only options. */
    void requireNoWords(String command) throws CommandException {
        if (!words.isEmpty()) {
            throw new CommandException("'devcloud " + command + "' takes no \"" + words.getFirst() + "\".");
        }
    }
}
