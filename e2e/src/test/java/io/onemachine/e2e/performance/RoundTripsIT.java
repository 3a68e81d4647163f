package io.onemachine.e2e.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the network requests of commands, by their own summary and on the other side: each costs at least one round trip. */
final class RoundTripsIT {

    private static final int CALLS_ONCE_RUNNING = 8;
    private static final int CONNECTIONS = 2;

    @Test
    void aCreationAndAListingAskSeldom(@TempDir Path folder) {
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            UserEnvironment user = cloud.user();
            Map<String, Integer> before = cloud.control().calls();

            Outcome created = user.dockerMachine(
                    "--debug", "create", "--driver", "opennebula", "--opennebula-template-id", "0", "m");

            assertThat(created.exitCode()).as("%s", created).isZero();
            List<String> lines = created.stderr().lines().toList();
            assertThat(counted(created, "API call")).isEqualTo(since(before, cloud));
            assertThat(calls(lines)).hasSize(counted(created, "API call"));
            int running = indexOf(lines, "\\(m\\) VM \\d+ \\(m\\): RUNNING");
            // None where the host answered before the program saw it run.
            assertThat(calls(lines.subList(running, lines.size())))
                    .as("calls once the VM runs, of %s", created)
                    .hasSizeLessThanOrEqualTo(CALLS_ONCE_RUNNING);

            int connections = counted(created, "SSH connection");
            String accepted = user.dockerMachine(
                            "ssh", "m", "sudo journalctl -u ssh -o cat --no-pager | grep -c 'Accepted publickey'")
                    .succeeds()
                    .stdout()
                    .strip();
            int logins = Integer.parseInt(accepted) - 1; // without the login that asks
            assertThat(logins).as("logins").isBetween(1, CONNECTIONS);
            // Also those of a host that is still booting, which refuses the user or breaks off.
            assertThat(connections).as("connections of %s", created).isGreaterThanOrEqualTo(logins);

            Map<String, Integer> beforeListing = cloud.control().calls();
            Outcome listed = user.dockerMachine("--debug", "ls");
            assertThat(listed.exitCode()).isZero();
            assertThat(since(beforeListing, cloud)).isEqualTo(1);
            assertThat(counted(listed, "API call")).isEqualTo(1);
            assertThat(counted(listed, "engine request")).isEqualTo(1);
            assertThat(listed.stderr()).doesNotContain("SSH connection");
            for (String command : List.of("ssh-config", "inventory")) {
                Map<String, Integer> beforeCommand = cloud.control().calls();
                user.dockerMachine(command).succeeds().says("m");
                assertThat(since(beforeCommand, cloud)).as(command).isEqualTo(1);
            }
        }
    }

    /** The number in the summary that a command ends with. */
    private static int counted(Outcome outcome, String what) {
        Matcher matcher =
                Pattern.compile("^Network: (\\d+) " + what, Pattern.MULTILINE).matcher(outcome.stderr());
        assertThat(matcher.find()).as("a count of %s in %s", what, outcome).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    /** The lines that tell of one call each. */
    private static List<String> calls(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("API call ") && !line.startsWith("Network: "))
                .toList();
    }

    private static int since(Map<String, Integer> before, Cloud cloud) {
        return total(cloud.control().calls()) - total(before);
    }

    private static int total(Map<String, Integer> calls) {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static int indexOf(List<String> lines, String regex) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(regex)) {
                return i;
            }
        }
        throw new AssertionError("no line like " + regex + " in " + lines);
    }
}
