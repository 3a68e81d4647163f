package io.onemachine.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Cases in which ours is meant to differ: a row of the table in docs/compatibility.md, which is the only list.
 *
 * @param cases ids; a star at the beginning or end of one stands for anything
 * @param aspects what is different, and nothing else
 * @param exit the exit code of ours, if it is another one
 * @param reason why
 */
public record GoldenDifference(List<String> cases, Set<GoldenAspect> aspects, OptionalInt exit, String reason) {
    private static final String HEADING = "| recorded cases |";

    /**
     * The rows of the table, {@code | `id` `id*` | exit 1, output | why |}.
     *
     * @param document docs/compatibility.md
     */
    public static List<GoldenDifference> all(Path document) {
        try {
            List<GoldenDifference> differences = Files.readAllLines(document).stream()
                    .dropWhile(line -> !line.startsWith(HEADING))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(GoldenDifference::ofRow)
                    .toList();
            if (differences.isEmpty()) {
                throw new IllegalStateException(document + " has no table that begins with " + HEADING);
            }
            return differences;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The row that covers a case: the one with its very id before one with a star. */
    public static Optional<GoldenDifference> of(String id, List<GoldenDifference> differences) {
        Optional<GoldenDifference> exact = only(id, differences, id::equals);
        return exact.isPresent() ? exact : only(id, differences, pattern -> matches(pattern, id));
    }

    private static Optional<GoldenDifference> only(
            String id, List<GoldenDifference> differences, Predicate<String> covers) {
        List<GoldenDifference> covering = differences.stream()
                .filter(difference -> difference.cases.stream().anyMatch(covers))
                .toList();
        if (covering.size() > 1) {
            throw new IllegalStateException("two rows for " + id + ": " + covering);
        }
        return covering.stream().findFirst();
    }

    private static GoldenDifference ofRow(String row) {
        String[] cells = row.split("(?<!\\\\)\\|", -1);
        if (cells.length != 5) {
            throw new IllegalStateException("not three cells: " + row);
        }
        List<String> cases = new ArrayList<>();
        for (String word : cells[1].strip().split("\\s+", -1)) {
            if (!word.matches("`[^`]+`")) {
                throw new IllegalStateException("an id stands between backquotes: " + row);
            }
            cases.add(word.substring(1, word.length() - 1));
        }
        Set<GoldenAspect> aspects = EnumSet.noneOf(GoldenAspect.class);
        OptionalInt exit = OptionalInt.empty();
        for (String word : cells[2].strip().split(",\\s*", -1)) {
            if (word.startsWith("exit ")) {
                exit = OptionalInt.of(Integer.parseInt(word.substring("exit ".length())));
                aspects.add(GoldenAspect.EXIT);
            } else {
                aspects.add(GoldenAspect.of(word));
            }
        }
        return new GoldenDifference(List.copyOf(cases), Set.copyOf(aspects), exit, cells[3].strip());
    }

    /** Whether an id, or a beginning or end with a star, is the case's. */
    public static boolean matches(String pattern, String id) {
        if (pattern.startsWith("*")) {
            return id.endsWith(pattern.substring(1));
        }
        return pattern.endsWith("*") ? id.startsWith(pattern.substring(0, pattern.length() - 1)) : id.equals(pattern);
    }
}
