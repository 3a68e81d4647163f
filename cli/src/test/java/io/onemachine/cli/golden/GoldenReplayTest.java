package io.onemachine.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.Program;
import io.onemachine.machine.driver.DriverProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Runs the command lines whose results from the Go program are known. Exit code and standard output have to be the same
 * but for the cases in {@code differences.txt}.
 */
final class GoldenReplayTest {
    /** Commands that are not there yet; their cases are left out, and said so. */
    private static final Set<String> LATER_COMMANDS =
            Set.of("provision", "regenerate-certs", "upgrade", "scp", "mount");

    private static final DriverProvider[] DRIVERS = {
        new UrlDriverProvider("none", false),
        new UrlDriverProvider("ci-test", true),
        new UrlDriverProvider("opennebula", true),
    };

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
        Optional<String> setup = GoldenWorkspace.unsupported(golden.setup());
        if (setup.isPresent()) {
            return setup;
        }
        for (String argument : golden.arguments()) {
            if (LATER_COMMANDS.contains(argument)) {
                return Optional.of("a command that is not there yet");
            }
        }
        if (golden.id().equals("parse/storage-path-relative")) {
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
        GoldenWorkspace workspace =
                new GoldenWorkspace(folder.resolve(golden.id().replace('/', '-')));
        workspace.setUp(golden.setup());
        Outcome outcome = Program.in(environment(golden, workspace))
                .called(workspace.here(golden.program()))
                .reading(golden.stdin())
                .drivers(DRIVERS)
                .run(golden.arguments().stream().map(workspace::here).toList());
        String stdout = workspace.portable(outcome.stdout());
        boolean same = outcome.exit() == golden.exit()
                && comparable(golden, stdout).equals(comparable(golden, golden.stdout()));
        Optional<GoldenDifference> difference = GoldenDifference.all().stream()
                .filter(listed -> listed.covers(golden.id()))
                .findFirst();
        if (difference.isPresent()) {
            assertThat(same)
                    .as("%s is listed as different and is not", golden.id())
                    .isFalse();
            assertThat(outcome.exit())
                    .as(outcome.stderr())
                    .isEqualTo(difference.get().exit());
            DIFFERENT.add(golden.id());
            return;
        }
        assertThat(comparable(golden, stdout))
                .as("stdout of %s; stderr was: %s", golden.arguments(), outcome.stderr())
                .isEqualTo(comparable(golden, golden.stdout()));
        assertThat(outcome.exit()).as(outcome.stderr()).isEqualTo(golden.exit());
        golden.configAfter()
                .forEach((file, content) ->
                        assertThat(workspace.read(file)).as(file).isEqualTo(content));
        SAME.add(golden.id());
    }

    private static Map<String, String> environment(GoldenCase golden, GoldenWorkspace workspace) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME", workspace.home().toString(),
                "MACHINE_STORAGE_PATH", workspace.store().toString(),
                "SHELL", "/bin/bash",
                "PATH", "/usr/bin:/bin",
                "USER", "tester"));
        golden.environment().forEach((name, value) -> {
            if (value == null) {
                environment.remove(name);
            } else {
                environment.put(name, workspace.here(value));
            }
        });
        return environment;
    }

    private static String comparable(GoldenCase golden, String stdout) {
        String[] lines =
                stdout.replaceAll("(?m)^[0-9.]+(ns|µs|ms|s)$", "\\$DURATION").split("\n", -1);
        if (golden.firstLineOnly()) {
            return lines[0];
        }
        if (golden.unordered()) {
            Arrays.sort(lines);
        }
        return String.join("\n", lines);
    }
}
