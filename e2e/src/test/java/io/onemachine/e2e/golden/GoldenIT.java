package io.onemachine.e2e.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every recorded command line of docker-machine 0.16.2 with the built program: on the recorded store, with a real host and a front
 * end. differences.md, beside the recorded cases, lists the intended differences; any other is a failure.
 */
final class GoldenIT {

    private static final List<GoldenDifference> DIFFERENCES = GoldenDifference.all();

    private static final Set<String> SAME = new TreeSet<>();
    private static final Set<String> SAME_TO_THE_LETTER = new TreeSet<>();
    private static final Set<String> DIFFERENT = new TreeSet<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static GoldenRuns runs;

    @BeforeAll
    static void startAll() {
        runs = GoldenRuns.start(
                folder, GoldenCase.all().stream().filter(GoldenIT::isReplayed).toList());
    }

    @AfterAll
    static void printCounts() {
        runs.close();
        System.out.println("Recorded command lines: " + SAME.size() + " the same (stderr to the letter in "
                + SAME_TO_THE_LETTER.size() + " of them), " + DIFFERENT.size()
                + " different for a listed reason");
    }

    @TestFactory
    Stream<DynamicTest> doesWhatTheGoProgramDid() {
        return runs.cases().stream().map(golden -> DynamicTest.dynamicTest(golden.id(), () -> compare(golden)));
    }

    @Test
    void everyListedDifferenceIsOfARecordedCase() {
        List<String> ids = GoldenCase.all().stream().map(GoldenCase::id).toList();
        assertThat(DIFFERENCES)
                .allSatisfy(difference -> assertThat(difference.cases())
                        .allMatch(pattern -> ids.stream().anyMatch(id -> GoldenDifference.matches(pattern, id))));
    }

    /** {@code -Donemachine.golden="ssh/.*"} runs the cases whose ids match. */
    private static boolean isReplayed(GoldenCase golden) {
        return golden.id().matches(System.getProperty("onemachine.golden", ".*"));
    }

    private static void compare(GoldenCase golden) {
        GoldenOutcome outcome = runs.outcome(golden);
        var meant = GoldenDifference.of(golden.id(), DIFFERENCES);
        outcome.isAsRecorded(golden, meant);
        (meant.isPresent() ? DIFFERENT : SAME).add(golden.id());
        if (meant.isEmpty() && outcome.hasTheSameErrors(golden)) {
            SAME_TO_THE_LETTER.add(golden.id());
        }
    }
}
