package io.onemachine.cli.shell;

import io.onemachine.cli.flag.Flag;
import java.util.Locale;

/** The kind of an option's values, as the scripts and {@code completion --driver} write it. */
final class ValueText {
    private ValueText() {}

    /** One word: {@code anything}, {@code file}, {@code folder}, {@code driver}, {@code filter}, {@code words:A,B}. */
    static String of(Flag flag) {
        return switch (flag.hint()) {
            case ANYTHING, FILE, FOLDER, DRIVER, FILTER -> flag.hint().name().toLowerCase(Locale.ROOT);
            case CHOICE -> "words:" + String.join(",", flag.choices());
        };
    }
}
