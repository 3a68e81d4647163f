package io.onemachine.e2e.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.PseudoTerminal;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ls --watch}, with simulated hosts. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WatchIT {
    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static UserEnvironment user;

    @BeforeAll
    static void createTwoMachines() {
        cloud = Cloud.ofStubs(folder);
        user = cloud.user();
        user.dockerMachine("create", "-d", "opennebula", "--opennebula-template-id", "0", "w1", "w2")
                .succeeds();
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void changesAreLinesAndAFrontEndThatIsAwayIsOneOfThem() throws IOException, InterruptedException {
        Process watch = user.start(
                List.of("docker-machine", "ls", "--watch", "--watch-interval", "1", "-t", "3", "--filter", "name=^w"));
        try (BufferedReader lines = watch.inputReader(UTF_8)) {
            assertThat(event(lines)).matches("listed w1 Running tcp://\\S+:2376 v\\S+");
            assertThat(event(lines)).matches("listed w2 Running tcp://\\S+:2376 v\\S+");

            user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "w0")
                    .succeeds();
            assertThat(event(lines)).matches("added w0 Running tcp://127.0.0.1:1 Unknown .+");
            cloud.stop();
            assertThat(event(lines)).matches("changed w1 Error - Unknown .+");
            assertThat(event(lines)).matches("changed w2 Error - Unknown .+");
            cloud.start();
            skipTo(lines, "changed w1 Running tcp://\\S+:2376 v\\S+");

            user.dockerMachine("rm", "-y", "w1").succeeds();
            skipTo(lines, "gone w1");

            user.run("kill", "-INT", String.valueOf(watch.pid())).succeeds();
            assertThat(lines.lines()).allMatch(line -> line.contains(" w2 "));
        }
        assertThat(watch.waitFor()).isEqualTo(130);
        assertThat(new String(watch.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    }

    /** Returns the next line without its time. */
    private static String event(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ .*");
        return line.substring(line.indexOf(' ') + 1);
    }

    private static void skipTo(BufferedReader lines, String event) throws IOException {
        while (!event(lines).matches(event)) {
            // States on the way depend on when the rounds are.
        }
    }

    @Test
    void aRoundIsOneCallToTheFrontEnd() throws IOException, InterruptedException {
        user.dockerMachine("create", "-d", "opennebula", "--opennebula-template-id", "0", "c1", "c2")
                .succeeds();
        Map<String, Integer> before = cloud.control().calls();
        Process watch = user.start(List.of("docker-machine", "--debug", "ls", "--watch", "--watch-interval", "1"));
        int rounds = 0;
        try (BufferedReader details = watch.errorReader(UTF_8)) {
            for (String line = details.readLine(); line != null; line = details.readLine()) {
                if (line.contains("API call one.vmpool.info") && ++rounds == 3) {
                    user.run("kill", "-INT", String.valueOf(watch.pid())).succeeds();
                }
            }
        }
        watch.waitFor();

        Map<String, Integer> after = cloud.control().calls();
        int calls = 0;
        for (Map.Entry<String, Integer> call : after.entrySet()) {
            int more = call.getValue() - before.getOrDefault(call.getKey(), 0);
            assertThat(more == 0 || call.getKey().startsWith("one.vmpool.info"))
                    .as("%s: %d calls", call.getKey(), more)
                    .isTrue();
            calls += more;
        }
        assertThat(rounds).isGreaterThanOrEqualTo(3);
        // The last round may have been interrupted before it told of its call.
        assertThat(calls).isBetween(rounds, rounds + 1);
    }

    @Test
    void programsGetAnObjectALine() throws IOException, InterruptedException {
        Process watch = user.start(List.of("docker-machine", "ls", "--watch", "--format", "json"));
        try (BufferedReader lines = watch.inputReader(UTF_8)) {
            assertThat(lines.readLine())
                    .startsWith("{\"time\":\"")
                    .contains("\"event\":\"listed\"")
                    .endsWith("}");
            user.run("kill", "-INT", String.valueOf(watch.pid())).succeeds();
        }
        assertThat(watch.waitFor()).isEqualTo(130);
    }

    @Test
    void aTerminalShowsALiveTableThatStays() throws IOException, InterruptedException {
        String command = "docker-machine ls --watch --watch-interval 1 --filter driver=none";
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "t1")
                .succeeds();
        try (PseudoTerminal terminal = new PseudoTerminal(user, 100, 24, command)) {
            terminal.await(lines -> lines.stream().anyMatch(line -> line.startsWith("t1 ")));

            user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "t2")
                    .succeeds();
            terminal.await(lines -> lines.stream().anyMatch(line -> line.startsWith("t2 ")));
            terminal.resize(50, 24, true);
            user.dockerMachine("rm", "-y", "t1").succeeds();
            List<String> cut = terminal.await(lines -> lines.stream().noneMatch(line -> line.startsWith("t1 "))
                    && lines.getFirst().length() < 50);
            assertThat(cut.getFirst()).startsWith("NAME");
            assertThat(cut).filteredOn(line -> line.startsWith("NAME")).hasSize(1);

            terminal.type("\003");
            assertThat(terminal.exitCode()).isEqualTo(130);
            assertThat(String.join("", terminal.screen().lines()))
                    .contains("NAME", "DOCKER", "t2")
                    .doesNotContain("^C");
            assertThat(terminal.screen().isAsFound()).isTrue();
        }
    }
}
