package io.onemachine.fleet.file;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Suggests a known word for a mistyped one. */
final class Suggestion {
    /** One letter in three may be wrong, at most {@link #MOST_MISTAKES} in all. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private static final int MOST_MISTAKES = 3;
    private static final int LONGEST_WORD = 80;

    private Suggestion() {}

    /** Returns a sentence with the closest word, empty when none is close. */
    static String hint(String typed, Collection<String> known) {
        return closest(typed, known)
                .map(word -> "Did you mean \"" + word + "\"?")
                .orElse("");
    }

    private static Optional<String> closest(String typed, Collection<String> known) {
        if (typed.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        int allowed = Math.min(MOST_MISTAKES, Math.max(1, typed.length() / LETTERS_PER_MISTAKE));
        Optional<String> closest = Optional.empty();
        for (String word : known) {
            int distance = distance(normal(typed), normal(word));
            if (distance < allowed || (distance == allowed && closest.isEmpty())) {
                allowed = distance;
                closest = Optional.of(word);
            }
        }
        return closest;
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Counts the letters to insert, delete or replace. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
