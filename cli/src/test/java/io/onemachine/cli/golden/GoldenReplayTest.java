package io.onemachine.cli.golden;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.Program;
import io.onemachine.cli.testing.TestCertificates;
import io.onemachine.golden.GoldenCase;
import io.onemachine.golden.GoldenDifference;
import io.onemachine.golden.GoldenFolders;
import io.onemachine.golden.GoldenOutcome;
import io.onemachine.machine.driver.DriverProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the recorded command lines of the Go program that need nothing but files; the end-to-end tests run all of them with the
 * built program. Intended differences are listed in differences.md.
 */
final class GoldenReplayTest {
    /** Cases with files in the working folder, which a test within a process cannot change. */
    private static final Set<String> IN_WORKING_FOLDER =
            Set.of("parse/storage-path-relative", "scp/local-to-local", "scp/localhost");

    private static final DriverProvider[] DRIVERS = {
        new UrlDriverProvider("none", false),
        new UrlDriverProvider("ci-test", true),
        new UrlDriverProvider("opennebula", true),
    };

    private static final List<GoldenDifference> DIFFERENCES = GoldenDifference.all();

    private static final Map<String, Integer> LEFT_OUT = new TreeMap<>();
    private static final List<String> SAME = new ArrayList<>();
    private static final List<String> DIFFERENT = new ArrayList<>();

    @TempDir
    Path folder = Path.of("");

    @AfterAll
    static void printCounts() {
        System.out.println("Golden cases: " + SAME.size() + " the same, " + DIFFERENT.size()
                + " different for a listed reason; left out: " + LEFT_OUT);
    }

    @TestFactory
    Stream<DynamicTest> printsAndReturnsWhatTheGoProgramDid() {
        return GoldenCase.all().stream()
                .filter(GoldenReplayTest::isReplayed)
                .map(golden -> DynamicTest.dynamicTest(golden.id(), () -> replay(golden)));
    }

    private static boolean isReplayed(GoldenCase golden) {
        Optional<String> reason = leftOut(golden);
        reason.ifPresent(why -> LEFT_OUT.merge(why, 1, Integer::sum));
        return reason.isEmpty();
    }

    private static Optional<String> leftOut(GoldenCase golden) {
        for (String word : golden.setupWords()) {
            if (!GoldenFolders.needsOnlyFiles(word)) {
                return Optional.of("needs a host, a front end or stand-ins for programs");
            }
        }
        if (IN_WORKING_FOLDER.contains(golden.id())) {
            return Optional.of("a working folder of its own");
        }
        if (golden.group().equals("create-one")) {
            return Optional.of("the opennebula driver's own rules");
        }
        if (golden.arguments().contains("generic") || golden.id().contains("opennebula")) {
            return Optional.of("a driver of another module");
        }
        return Optional.empty();
    }

    private void replay(GoldenCase golden) {
        GoldenFolders folders =
                new GoldenFolders(folder.resolve(golden.id().replace('/', '-')), TestCertificates.folder());
        folders.setUp(golden);
        Outcome outcome = Program.in(environment(golden, folders))
                .called(folders.here(golden.program()))
                .reading(golden.stdin())
                .drivers(DRIVERS)
                .run(golden.arguments().stream().map(folders::here).toList());
        Optional<GoldenDifference> meant = GoldenDifference.of(golden.id(), DIFFERENCES);
        new GoldenOutcome(outcome.exit(), outcome.stdout(), outcome.stderr(), folders).isAsRecorded(golden, meant);
        (meant.isPresent() ? DIFFERENT : SAME).add(golden.id());
    }

    private static Map<String, String> environment(GoldenCase golden, GoldenFolders folders) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME", folders.home().toString(),
                "MACHINE_STORAGE_PATH", folders.store().toString(),
                "SHELL", "/bin/bash",
                "PATH", "/usr/bin:/bin",
                "USER", "tester"));
        golden.environment().forEach((name, value) -> {
            if (value == null) {
                environment.remove(name);
            } else {
                environment.put(name, folders.here(value));
            }
        });
        return environment;
    }
}
