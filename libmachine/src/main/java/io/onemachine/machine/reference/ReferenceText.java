package io.onemachine.machine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes and reads the canonical text of references. */
final class ReferenceText {
    static final char OPEN = '‹';

    private static final char CLOSE = '›';
    private static final char ESCAPE = '%';

    /** The characters that a name or value cannot hold as they are, and those that stand for them after a percent sign; not a backslash,
     * which a message that quotes another one doubles. */
    private static final String SPECIAL = "%,=‹›";

    private static final String WRITTEN = "%,=<>";

    private static final String SEPARATOR = ", ";
    private static final String OPTION = "option ";
    private static final String COMMAND = "command ";
    private static final String ARGUMENT = "argument ";
    private static final String PROGRAM = "program";

    private ReferenceText() {}

    static String of(Reference.Option option) {
        return OPEN + part(option) + CLOSE;
    }

    static String of(Reference.Command command) {
        StringBuilder text = new StringBuilder().append(OPEN).append(COMMAND).append(escaped(command.name()));
        command.options().forEach(option -> text.append(SEPARATOR).append(part(option)));
        command.arguments()
                .forEach(argument -> text.append(SEPARATOR).append(ARGUMENT).append(escaped(argument)));
        return text.append(CLOSE).toString();
    }

    static String ofProgram() {
        return OPEN + PROGRAM + CLOSE;
    }

    private static String part(Reference.Option option) {
        String name = OPTION + escaped(option.name());
        return option.value().map(value -> name + "=" + escaped(value)).orElse(name);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int index = SPECIAL.indexOf(c);
            if (index < 0) {
                escaped.append(c);
            } else {
                escaped.append(ESCAPE).append(WRITTEN.charAt(index));
            }
        }
        return escaped.toString();
    }

    /** Reads the text once from its start to its end. */
    static String replaceAll(String text, Function<Reference, String> words) {
        StringBuilder replaced = new StringBuilder(text.length());
        int position = 0;
        int open = text.indexOf(OPEN);
        while (open >= 0) {
            replaced.append(text, position, open);
            int end = nextBracket(text, open + 1);
            boolean closed = end < text.length() && text.charAt(end) == CLOSE;
            Optional<Reference> reference = closed ? parsed(text.substring(open + 1, end)) : Optional.empty();
            position = reference.isPresent() ? end + 1 : end;
            replaced.append(reference.map(words).orElse(text.substring(open, end)));
            open = text.indexOf(OPEN, position);
        }
        return replaced.append(text, position, text.length()).toString();
    }

    /** Returns the position of the next bracket, or the text's length: there is none inside a reference. */
    private static int nextBracket(String text, int from) {
        int position = from;
        while (position < text.length() && text.charAt(position) != OPEN && text.charAt(position) != CLOSE) {
            position++;
        }
        return position;
    }

    private static Optional<Reference> parsed(String inside) {
        if (inside.equals(PROGRAM)) {
            return Optional.of(Reference.program());
        }
        List<String> parts = split(inside);
        String first = parts.getFirst();
        if (first.startsWith(OPTION)) {
            return parts.size() == 1 ? Optional.ofNullable(option(first)) : Optional.empty();
        }
        return first.startsWith(COMMAND) ? Optional.ofNullable(command(parts)) : Optional.empty();
    }

    private static Reference.@Nullable Option option(String part) {
        String text = part.substring(OPTION.length());
        int equals = indexOf(text, '=');
        if (equals < 0) {
            String name = plain(text);
            return name == null ? null : Reference.option(name);
        }
        String name = plain(text.substring(0, equals));
        String value = plain(text.substring(equals + 1));
        return name == null || value == null ? null : Reference.option(name, value);
    }

    private static Reference.@Nullable Command command(List<String> parts) {
        String name = plain(parts.getFirst().substring(COMMAND.length()));
        if (name == null) {
            return null;
        }
        List<Reference.Option> options = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            if (part.startsWith(OPTION) && arguments.isEmpty()) {
                Reference.Option option = option(part);
                if (option == null) {
                    return null;
                }
                options.add(option);
            } else if (part.startsWith(ARGUMENT)) {
                String argument = plain(part.substring(ARGUMENT.length()));
                if (argument == null) {
                    return null;
                }
                arguments.add(argument);
            } else {
                return null;
            }
        }
        return new Reference.Command(name, options, arguments);
    }

    /** Splits at each comma and blank; a comma of a value has a percent sign before it. */
    private static List<String> split(String inside) {
        List<String> parts = new ArrayList<>();
        String rest = inside;
        int comma = indexOf(rest, ',');
        while (comma >= 0 && rest.startsWith(SEPARATOR, comma)) {
            parts.add(rest.substring(0, comma));
            rest = rest.substring(comma + SEPARATOR.length());
            comma = indexOf(rest, ',');
        }
        parts.add(rest);
        return parts;
    }

    /** Returns the position of a character that has no percent sign before it, or -1. */
    private static int indexOf(String text, char wanted) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
            if (text.charAt(i) == ESCAPE) {
                i++;
            }
        }
        return -1;
    }

    /** Returns the text without its percent signs; null when the text was not written by this class. */
    private static @Nullable String plain(String escaped) {
        StringBuilder plain = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == ESCAPE) {
                i++;
                int index = i < escaped.length() ? WRITTEN.indexOf(escaped.charAt(i)) : -1;
                if (index < 0) {
                    return null;
                }
                plain.append(SPECIAL.charAt(index));
            } else if (SPECIAL.indexOf(c) >= 0) {
                return null;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
