package io.onemachine.e2e.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two commands on one machine at the same time: which one waits, continues or is refused. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class BusyMachineIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static CampaignCloud cloud;

    @BeforeAll
    static void startCloud(@TempDir Path folder) {
        cloud = new CampaignCloud(folder);
        cloud.createStaying();
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @AfterEach
    void clearFaults() {
        cloud.clearFaults();
    }

    @Test
    void aMachineInCreationCannotBeCreatedTwiceNorRemoved() throws Exception {
        stuck("vm.prolog");
        Running create = Running.start(
                "create", "--opennebula-template-id", "1", "--engine-install-url", "none", CampaignCloud.MACHINE);
        awaitHolder(CampaignCloud.MACHINE, "create");

        cloud.user()
                .create(CampaignCloud.MACHINE, "--opennebula-template-id", "1")
                .failsWith(1)
                .complains("Docker machine \"m\" already exists");
        cloud.user()
                .with("MACHINE_LOCK_TIMEOUT", "0")
                .dockerMachine("rm", "-y", CampaignCloud.MACHINE)
                .failsWith(1)
                .complains(
                        "Machine \"m\" is busy: \"docker-machine create\" (process " + create.pid()
                                + ") did not finish within 0 s",
                        "kill " + create.pid());
        cloud.user().dockerMachine("ls", "-q").succeeds().says("m\n");
        Running remove = Running.start("rm", "-y", CampaignCloud.MACHINE);
        remove.awaitLine("Waiting for \"docker-machine create\" (process " + create.pid() + ") on \"m\"...");

        cloud.clearFaults();
        create.ends(0);
        remove.ends(0);
        cloud.holdsOnlyStrangers();
    }

    @Test
    void aStartWaitsForAStopAndAKillDoesNot() throws Exception {
        stuck("vm.shutdown");
        Running stop = Running.start("stop", CampaignCloud.STAYING);
        awaitHolder(CampaignCloud.STAYING, "stop");
        Running start = Running.start("start", CampaignCloud.STAYING);
        start.awaitLine("Waiting for \"docker-machine stop\" (process " + stop.pid() + ") on \"staying\"...");

        Running kill = Running.start("kill", CampaignCloud.STAYING);
        kill.awaitLine("Killing \"staying\"...");
        cloud.clearFaults();

        kill.ends(0);
        stop.ends(0);
        start.ends(0);
        assertThat(cloud.status(CampaignCloud.STAYING)).isEqualTo("Running");
    }

    /** The stop ends after the kill began and before it looks at the VM. */
    @Test
    void aKillSucceedsWhenAConcurrentStopHasStoppedTheMachine() throws Exception {
        stuck("vm.shutdown");
        Running stop = Running.start("stop", CampaignCloud.STAYING);
        awaitHolder(CampaignCloud.STAYING, "stop");
        cloud.cloud().devcloud("fault", "add", "one.vm.info", "delay", "1500ms").succeeds();
        Running kill = Running.start("kill", CampaignCloud.STAYING);
        kill.awaitLine("Killing \"staying\"...");
        cloud.clearFaults();
        stop.ends(0);
        kill.ends(0);
        assertThat(cloud.status(CampaignCloud.STAYING)).isEqualTo("Stopped");

        cloud.user()
                .dockerMachine("kill", CampaignCloud.STAYING)
                .failsWith(1)
                .complains("Machine \"staying\" is already stopped.");
        cloud.user().dockerMachine("start", CampaignCloud.STAYING).succeeds();
    }

    @Test
    void aCommandThatWaitsForARemovalReportsThatTheMachineIsGone() throws Exception {
        stuck("vm.prolog");
        cloud.putMachine(true);
        Running remove = Running.start("rm", "-y", CampaignCloud.MACHINE);
        awaitHolder(CampaignCloud.MACHINE, "rm");
        List<Running> others = new ArrayList<>();
        for (String command : List.of("provision", "regenerate-certs -f", "rm -y")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.add(CampaignCloud.MACHINE);
            others.add(Running.start(words.toArray(String[]::new)));
        }
        for (Running other : others) {
            other.awaitLine("Waiting for \"docker-machine rm\" (process " + remove.pid() + ") on \"m\"...");
        }

        cloud.clearFaults();

        remove.ends(0);
        for (Running other : others) {
            assertThat(other.ends(1)).contains("Docker machine \"m\" does not exist");
        }
        cloud.holdsOnlyStrangers();
    }

    @Test
    void aKilledCommandDoesNotBlockOthers() throws Exception {
        stuck("vm.prolog");
        cloud.putMachine(true);
        Running remove = Running.start("rm", "-y", CampaignCloud.MACHINE);
        awaitHolder(CampaignCloud.MACHINE, "rm");
        remove.kill();
        cloud.clearFaults();

        Outcome again = cloud.user()
                .with("MACHINE_LOCK_TIMEOUT", "0")
                .dockerMachine("rm", "-y", CampaignCloud.MACHINE)
                .succeeds();

        assertThat(again.stdout()).doesNotContain("Waiting for \"docker-machine");
        cloud.holdsOnlyStrangers();
    }

    private static void stuck(String step) {
        cloud.cloud().devcloud("fault", "add", step, "stuck").succeeds();
    }

    private static void awaitHolder(String machine, String command) {
        Path note = cloud.user().machine(machine).resolve(".busy");
        Awaitility.await(note + " of " + command)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Files.exists(note) && Files.readString(note).endsWith(" " + command + "\n"));
    }

    /** A running command. */
    private record Running(Process process, BufferedReader lines) {

        static Running start(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(arguments));
            command.addFirst("docker-machine");
            Process process = cloud.user().start(command);
            process.getOutputStream().close();
            return new Running(process, process.inputReader());
        }

        long pid() {
            return process.pid();
        }

        void awaitLine(String wanted) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.equals(wanted)) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo(wanted);
        }

        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }

        /** Waits until it exits and returns its stderr. */
        String ends(int exitCode) throws IOException, InterruptedException {
            String rest = String.join("\n", lines.lines().toList());
            String complaint = new String(process.getErrorStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(rest + "\n" + complaint).isEqualTo(exitCode);
            return complaint;
        }
    }
}
