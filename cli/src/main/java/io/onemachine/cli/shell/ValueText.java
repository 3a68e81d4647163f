package io.onemachine.cli.shell;

import io.onemachine.cli.flag.Flag;
import java.util.Locale;

/** Writes the kind of an option's values for the scripts and {@code completion --driver}. */
final class ValueText {
    private ValueText() {}

    /**
     * Returns {@code anything}, {@code file}, {@code folder}, {@code driver}, {@code machine}, {@code filter} or {@code words:A,B}.
     */
    static String of(Flag flag) {
        return switch (flag.hint()) {
            case ANYTHING, FILE, FOLDER, DRIVER, MACHINE, FILTER ->
                flag.hint().name().toLowerCase(Locale.ROOT);
            case CHOICE -> "words:" + String.join(",", flag.choices());
        };
    }
}
