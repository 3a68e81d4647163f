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
        int allowed = Math.min(MOST_MISTAKES, typed.length() / LETTERS_PER_MISTAKE);
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

    /** Counts the letters to insert, delete, replace or swap with their neighbour (optimal string alignment distance). */
    private static int distance(String from, String to) {
        int[][] rows = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(rows, from, to, i, j);
            }
        }
        return rows[from.length()][to.length()];
    }

    private static int cheapest(int[][] rows, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(rows[i - 1][j - 1] + (same ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
