package io.onemachine.machine.reference;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A reference in a message to something that a user interface has a word for: an option, a command, the program.
 *
 * <p>Messages are texts, and a reference is part of one as its canonical text, which {@link #toString} returns: {@code ‹option
 * ssh-host-key=tofu›}, {@code ‹command regenerate-certs, option ca, argument m1›}, {@code ‹program›}. In a name or value in it, {@code %%},
 * {@code %,} and {@code %=} stand for the character after the percent sign, and {@code %<} and {@code %>} for the brackets. A user
 * interface replaces the references of a text by its own words with {@link #replaceAll}.
 */
public sealed interface Reference {

    /** Returns the canonical text. */
    @Override
    String toString();

    /** Returns a reference to an option without a value. */
    static Option option(String name) {
        return new Option(name, Optional.empty());
    }

    /** Returns a reference to an option with a value. */
    static Option option(String name, String value) {
        return new Option(name, Optional.of(value));
    }

    /** Returns a reference to a command without options and arguments. */
    static Command command(String name) {
        return new Command(name, List.of(), List.of());
    }

    /** Returns a reference to the program that uses the library. */
    static Program program() {
        return new Program();
    }

    /**
     * Returns a text with each reference in it replaced. What begins like a reference and is none stays as it is.
     *
     * @param words gives the replacement for a reference
     */
    static String replaceAll(String text, Function<Reference, String> words) {
        return text.indexOf(ReferenceText.OPEN) < 0 ? text : ReferenceText.replaceAll(text, words);
    }

    /**
     * An option of a new machine or of the program.
     *
     * @param name the name, without dashes
     * @param value its value, where the message is about one
     */
    record Option(String name, Optional<String> value) implements Reference {
        /** @throws NullPointerException when an argument is null */
        public Option {
            requireNonNull(name, "name is null");
            requireNonNull(value, "value is null");
        }

        /** Returns the canonical text. */
        @Override
        public String toString() {
            return ReferenceText.of(this);
        }
    }

    /**
     * A command of the program; in the library each is a method of {@code Machines} or {@code Machine}.
     *
     * @param name the name of the command
     * @param options its options
     * @param arguments what follows them, such as the name of a machine
     */
    record Command(String name, List<Option> options, List<String> arguments) implements Reference {
        /** @throws NullPointerException when an argument is null */
        public Command {
            requireNonNull(name, "name is null");
            options = List.copyOf(options);
            arguments = List.copyOf(arguments);
        }

        /** Returns the same command with one more option. */
        public Command with(Option option) {
            List<Option> more = new ArrayList<>(options);
            more.add(option);
            return new Command(name, more, arguments);
        }

        /** Returns the same command with one more argument. */
        public Command with(String argument) {
            List<String> more = new ArrayList<>(arguments);
            more.add(argument);
            return new Command(name, options, more);
        }

        /** Returns the canonical text. */
        @Override
        public String toString() {
            return ReferenceText.of(this);
        }
    }

    /** The program that uses the library. */
    record Program() implements Reference {
        /** Returns the canonical text. */
        @Override
        public String toString() {
            return ReferenceText.ofProgram();
        }
    }
}
