package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.SystemCommandRunner;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts as they are sent to hosts, preceded by values with all characters that a shell treats specially. */
class SentScriptsTest {
    private static final Path SCRIPTS = Path.of("src/main/resources/io/onemachine/machine/provision");
    private static final Pattern VALUE = Pattern.compile("\\$\\{?([A-Z][A-Z_]+)\\b");
    private static final String HOSTILE = "-n it's \"a\" $HOME `b` \\ *\n#%s\ttab";

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sh"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shellcheckFindsNothing(String name) throws IOException, InterruptedException {
        assumeTrue(isInstalled("shellcheck"), "shellcheck is not installed");
        String script = HostShell.script(name);
        Map<String, String> values = new TreeMap<>();
        VALUE.matcher(script).results().forEach(match -> values.put(match.group(1), HOSTILE));
        values.remove("PATH");
        String sent = HostShell.withValues(script, values);

        // Off: a value may be unused in one of the branches, quoted values are not meant to be expanded, and scripts
        // use each
        // other's variables and functions.
        Process shellcheck = new ProcessBuilder(
                        "shellcheck", "--shell", "sh", "--exclude", "SC2034,SC2016,SC2089,SC2090,SC2154,SC2317", "-")
                .redirectErrorStream(true)
                .start();
        try (var input = shellcheck.getOutputStream()) {
            input.write(sent.getBytes(StandardCharsets.UTF_8));
        }
        String findings = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shellcheck.waitFor()).as(findings).isZero();
    }

    /** Hosts have all of these as their POSIX shell. */
    @ParameterizedTest
    @MethodSource("names")
    void everyShellUnderstandsIt(String name) {
        for (List<String> shell : List.of(List.of("dash"), List.of("bash", "--posix"), List.of("busybox", "ash"))) {
            if (!isInstalled(shell.getFirst())) {
                continue; // sh is there in any case
            }
            List<String> command = new ArrayList<>(shell);
            command.addAll(List.of("-n", "-s"));
            CommandResult result = new SystemCommandRunner()
                    .run(Command.of(Duration.ofSeconds(20), command)
                            .withInput(HostShell.withValues(HostShell.script(name), Map.of("A", HOSTILE))));
            assertThat(result).as("%s in %s", name, shell).isEqualTo(new CommandResult(0, "", ""));
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
