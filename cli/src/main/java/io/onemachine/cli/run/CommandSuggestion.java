package io.onemachine.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Suggests commands for a mistyped or unknown one. */
public final class CommandSuggestion {
    /** One letter in three may be wrong, at most {@link #MOST_MISTAKES} in all. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private static final int MOST_MISTAKES = 2;

    /** Names that other programs use for these commands. */
    private static final Map<String, CommandName> SYNONYMS = Map.of(
            "list", CommandName.LS,
            "ps", CommandName.LS,
            "delete", CommandName.RM,
            "remove", CommandName.RM,
            "reboot", CommandName.RESTART,
            "shell", CommandName.SSH);

    private CommandSuggestion() {}

    /** Returns a sentence with a suggestion, empty when there is none. */
    public static String hint(String typed) {
        String word = typed.toLowerCase(Locale.ROOT);
        if (word.equals("use")) {
            return "'use' is a function of your shell, not loaded here. See 'docker-machine shell-init --help'.";
        }
        CommandName synonym = SYNONYMS.get(word);
        return sentence(synonym == null ? closeTo(word, firstWords()) : List.of(synonym.typed()));
    }

    /** Returns a sentence with a suggestion for the second word of a group's command, empty when there is none. */
    public static String hint(CommandGroup group, String typed) {
        String word = typed.toLowerCase(Locale.ROOT);
        List<String> words = group.commands().stream().map(CommandName::word).toList();
        CommandName synonym = SYNONYMS.get(word);
        List<String> close =
                synonym != null && words.contains(synonym.word()) ? List.of(synonym.word()) : closeTo(word, words);
        return sentence(close.stream().map(found -> group.typed() + " " + found).toList());
    }

    private static String sentence(List<String> close) {
        return close.isEmpty() ? "" : "Did you mean " + String.join(" or ", close) + "?";
    }

    private static List<String> firstWords() {
        List<String> words = new ArrayList<>();
        for (CommandName name : CommandName.values()) {
            if (name.group().isEmpty()) {
                words.add(name.typed());
            }
        }
        for (CommandGroup group : CommandGroup.values()) {
            words.add(group.typed());
        }
        return words;
    }

    private static List<String> closeTo(String word, List<String> names) {
        int allowed = Math.min(MOST_MISTAKES, word.length() / LETTERS_PER_MISTAKE);
        List<String> closest = new ArrayList<>();
        for (String name : names) {
            int distance = distance(word, name);
            if (distance < allowed) {
                allowed = distance;
                closest.clear();
            }
            if (distance <= allowed) {
                closest.add(name);
            }
        }
        return closest;
    }

    /** Counts the letters to insert, delete, replace or swap with their neighbour (optimal string alignment distance). */
    private static int distance(String from, String to) {
        int[][] distances = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : step(distances, from, to, i, j);
            }
        }
        return distances[from.length()][to.length()];
    }

    private static int step(int[][] distances, String from, String to, int i, int j) {
        int replaced = distances[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, distances[i - 2][j - 2] + 1) : best;
    }
}
