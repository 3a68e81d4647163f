package io.onemachine.plugin.wording;

import io.onemachine.machine.reference.Reference;

/**
 * Replaces the references in messages of the library and its drivers by words of the command line, such as {@code --ssh-host-key=tofu} and
 * {@code docker-machine regenerate-certs --ca}. Every text that leaves the process goes through it: a plugin serves docker-machine
 * programs, whose users type the same words.
 */
public final class CommandLineWords {
    private static final String PROGRAM = "docker-machine";

    private CommandLineWords() {}

    /** Returns a message in words of the command line; the message itself when it refers to nothing. */
    public static String in(String message) {
        return Reference.replaceAll(message, CommandLineWords::words);
    }

    private static String words(Reference reference) {
        if (reference instanceof Reference.Option option) {
            return words(option);
        }
        StringBuilder words = new StringBuilder(PROGRAM);
        if (reference instanceof Reference.Command command) {
            words.append(' ').append(command.name());
            command.options().forEach(option -> words.append(' ').append(words(option)));
            command.arguments().forEach(argument -> words.append(' ').append(argument));
        }
        return words.toString();
    }

    /** Options of one letter have one dash. */
    private static String words(Reference.Option option) {
        String flag = (option.name().length() == 1 ? "-" : "--") + option.name();
        return option.value().map(value -> flag + "=" + value).orElse(flag);
    }
}
