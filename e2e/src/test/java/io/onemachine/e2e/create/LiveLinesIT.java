package io.onemachine.e2e.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.CloudControl;
import io.onemachine.e2e.support.PseudoTerminal;
import io.onemachine.e2e.support.Tools;
import io.onemachine.e2e.support.UserEnvironment;
import io.onemachine.testing.TerminalScreen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal shows while machines are created: recorded with a pseudo-terminal. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LiveLinesIT {
    private static final String CREATE = "docker-machine create -d opennebula --opennebula-template-id 0 ";
    private static final String HINT =
            "To see how to connect your Docker Client to the Docker Engine running on this virtual "
                    + "machine, run: docker-machine env ";

    /** What the terminal shows before the lines of the machines, so that those are at its end. */
    private static final List<String> BEFORE =
            IntStream.rangeClosed(1, 30).mapToObj(String::valueOf).toList();

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static CloudControl control;
    private static UserEnvironment user;

    @BeforeAll
    static void startACloudWithCertificates() {
        Tools.required("script", "stty");
        cloud = Cloud.ofStubs(folder);
        control = cloud.control();
        user = cloud.user();
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "first")
                .succeeds();
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @AfterEach
    void clearFaults() {
        control.clearFaults();
    }

    /** The same lines as elsewhere, and nothing of the step that was shown below them. */
    @ParameterizedTest
    @ValueSource(ints = {80, 200})
    void oneMachineLeavesTheKnownLines(int columns) throws IOException, InterruptedException {
        String plain = user.create("plain" + columns, "--opennebula-template-id", "0")
                .succeeds()
                .stdout();
        TerminalScreen expected = new TerminalScreen(columns, 24);
        expected.writeLines(plain.replace("plain", "shown"));

        try (PseudoTerminal terminal = new PseudoTerminal(user, columns, 24, CREATE + "shown" + columns)) {
            terminal.await(lines -> !lines.isEmpty() && lines.getLast().matches("shown\\d+: .* \\(\\d+s\\)"));
            assertThat(terminal.exitCode()).isZero();

            assertThat(terminal.screen().lines()).isEqualTo(expected.lines());
            assertThat(terminal.screen().isAsFound()).isTrue();
        }
    }

    /** Five machines with long names, while they wait for their VMs in windows of several sizes and after that. */
    @ParameterizedTest
    @CsvSource({"80, 200, true", "200, 80, false", "200, 80, true"})
    void fiveMachinesHaveALineEachInEveryWindow(int columns, int later, boolean wrapping)
            throws IOException, InterruptedException {
        List<String> names = names("runner-" + columns + "-" + later + "-with-a-long-name-" + wrapping, 5);
        control.addFault("vm.prolog", 100, List.of("stuck"));

        try (PseudoTerminal terminal =
                new PseudoTerminal(user, columns, 24, "seq 30; " + CREATE + String.join(" ", names))) {
            terminal.await(lines -> showsAll(lines, names, columns));

            terminal.resize(later, 24, wrapping);
            terminal.await(isRedrawn(terminal, names, later));
            terminal.resize(40, 12, wrapping);
            terminal.await(isRedrawn(terminal, names, 40));
            terminal.resize(40, 4, wrapping);
            List<String> few = terminal.await(lines -> lines.getLast().equals("... and 3 more"));
            assertThat(few.subList(few.size() - 3, few.size() - 1)).allMatch(line -> line.matches(".*-[12] +\\d+s.*"));
            terminal.resize(columns, 24, wrapping);
            terminal.await(isRedrawn(terminal, names, columns));

            control.clearFaults();
            assertThat(terminal.exitCode()).isZero();
            assertThat(withoutBlanks(terminal.screen().lines()))
                    .matches(String.join("", BEFORE)
                            + names.stream().map(name -> name + "\\d+sdone").collect(Collectors.joining())
                            + names.stream()
                                    .map(name -> withoutBlanks(List.of(HINT + name)))
                                    .collect(Collectors.joining()));
            assertThat(terminal.screen().isAsFound()).isTrue();
        }
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + "-" + i).toList();
    }

    /** Whether the terminal shows a line for each machine and no other, not even a part of one, and all fit into the window. */
    private static boolean showsAll(List<String> lines, List<String> names, int columns) {
        if (lines.size() != BEFORE.size() + names.size()
                || !lines.subList(0, BEFORE.size()).equals(BEFORE)) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            String line = lines.get(BEFORE.size() + i);
            String end = names.get(i).substring(names.get(i).length() - 10);
            if (line.length() >= columns || !line.matches(".*" + end + " +\\d+s  Starting V.*")) {
                return false;
            }
        }
        return true;
    }

    /** Whether the window shows all lines, drawn after now: a second later at least. */
    private static Predicate<List<String>> isRedrawn(PseudoTerminal terminal, List<String> names, int columns) {
        String before = String.valueOf(seconds(terminal.screen().lines()));
        return lines -> showsAll(lines, names, columns)
                && !String.valueOf(seconds(lines)).equals(before);
    }

    private static List<String> seconds(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll(".* (\\d+s)  .*", "$1"))
                .toList();
    }

    private static String withoutBlanks(List<String> lines) {
        return String.join("", lines).replace(" ", "");
    }

    @Test
    void aFailureStaysAboveTheLinesAndEachResultIsShown() throws IOException, InterruptedException {
        control.addFault("one.template.instantiate", 1, List.of("error", "4096", "no room"));

        try (PseudoTerminal terminal = new PseudoTerminal(user, 200, 24, CREATE + "f1 f2 f3")) {
            assertThat(terminal.exitCode()).isEqualTo(1);

            List<String> lines = terminal.screen().lines();
            int results = IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).matches("f1 +\\d+s  (done|failed)"))
                    .findFirst()
                    .orElseThrow();
            assertThat(lines.subList(0, results)).allMatch(line -> line.matches("\\(f[123]\\) .*"));
            assertThat(lines.subList(0, results)).anyMatch(line -> line.contains("no room"));
            assertThat(lines.subList(results, results + 3))
                    .allMatch(line -> line.matches("f[123] +\\d+s  (done|failed)"))
                    .filteredOn(line -> line.endsWith("failed"))
                    .hasSize(1);
            assertThat(lines.subList(results + 3, lines.size())).hasSize(2).allMatch(line -> line.startsWith(HINT));
        }
    }

    @Test
    void controlCLeavesTheTerminalAsItWas() throws IOException, InterruptedException {
        int before = cloud.api().vms().size();
        control.addFault("vm.prolog", 100, List.of("stuck"));

        try (PseudoTerminal terminal = new PseudoTerminal(
                user,
                120,
                24,
                "trap : INT; " + CREATE + "i1 i2 i3; code=$?; stty -a | grep -c -w icanon; exit $code")) {
            terminal.await(lines -> lines.size() == 3
                    && lines.stream().allMatch(line -> line.contains("Starting VM") || line.contains("Waiting")));
            terminal.type("\003");
            terminal.await(lines -> lines.stream().anyMatch(line -> line.contains("Interrupted")));
            control.clearFaults(); // a VM that is stuck cannot be removed
            assertThat(terminal.exitCode()).isEqualTo(130);

            List<String> lines = terminal.screen().lines();
            assertThat(lines.getLast()).isEqualTo("1");
            assertThat(lines.subList(lines.size() - 4, lines.size() - 1))
                    .allMatch(line -> line.matches("i[123] +\\d+s  interrupted"));
            assertThat(lines.subList(0, lines.size() - 4)).allMatch(line -> line.matches("\\(i[123]\\) .*"));
            assertThat(terminal.screen().isAsFound()).isTrue();
            assertThat(terminal.screen().cursorColumn()).isZero();
        }
        assertThat(cloud.api().vms()).hasSize(before);
    }
}
