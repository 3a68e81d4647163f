package io.onemachine.e2e.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An intended difference from the recorded cases: a row of the table in differences.md, which is the only list.
 *
 * @param cases the ids of the cases; a star at the beginning or end of one stands for any text
 * @param aspects the aspects that differ; all others have to be the same
 * @param exit the exit code of this program, if it differs
 * @param reason the reason
 */
public record GoldenDifference(List<String> cases, Set<GoldenAspect> aspects, OptionalInt exit, String reason) {
    private static final String DOCUMENT = "differences.md";
    private static final String HEADING = "| recorded cases |";

    /** Returns the rows of the table, {@code | `id` `id*` | exit 1, output | why |}. */
    public static List<GoldenDifference> all() {
        try (InputStream stream = Objects.requireNonNull(GoldenDifference.class.getResourceAsStream(DOCUMENT));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            List<GoldenDifference> differences = reader.lines()
                    .dropWhile(line -> !line.startsWith(HEADING))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(GoldenDifference::ofRow)
                    .toList();
            if (differences.isEmpty()) {
                throw new IllegalStateException(DOCUMENT + " has no table that begins with " + HEADING);
            }
            return differences;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the row that covers a case; one with its exact id precedes one with a star. */
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

    /** Returns whether an id, or a pattern with a star, matches the case. */
    public static boolean matches(String pattern, String id) {
        if (pattern.startsWith("*")) {
            return id.endsWith(pattern.substring(1));
        }
        return pattern.endsWith("*") ? id.startsWith(pattern.substring(0, pattern.length() - 1)) : id.equals(pattern);
    }
}
