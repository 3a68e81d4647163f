package io.onemachine.e2e.create;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A create that its user or a CI runner interrupts. A program that does not end fails its test instead of blocking the build. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class InterruptIT {

    /** Between two calls to the front end, or during one. */
    private static final String INTERRUPTED = "Interrupted while waiting for (the VM to run|OpenNebula at \\S+)\n";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @BeforeAll
    static void startCloud(@TempDir Path folder) {
        cloud = Cloud.ofStubs(folder);
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @AfterEach
    void clearFaults() {
        cloud.control().clearFaults();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void createRollsBack(String signal, int exitCode) throws IOException, InterruptedException {
        cloud.devcloud("fault", "add", "vm.prolog", "stuck").succeeds();
        Interrupted create = Interrupted.begin(cloud);
        create.signal(signal);
        create.awaitLine("Interrupted; removing \"m\" again...");
        // In PROLOG a VM cannot be removed; now it continues.
        cloud.devcloud("fault", "clear").succeeds();

        String complaint = create.end(exitCode);

        assertThat(complaint).matches(INTERRUPTED + """
                Machine "m" was removed again\\. "create --keep-on-failure" keeps what there is\\.
                """);
        cloud.holdsNothing();
    }

    @Test
    void aSecondSignalKeepsWhatIsNeededToRemoveTheVm() throws IOException, InterruptedException {
        cloud.devcloud("fault", "add", "vm.prolog", "stuck").succeeds();
        Interrupted create = Interrupted.begin(cloud);
        create.signal("INT");
        create.awaitLine("Interrupted; removing \"m\" again...");
        create.signal("INT");

        String complaint = create.end(130);

        assertThat(complaint)
                .containsPattern("\\A" + INTERRUPTED)
                .contains("Machine \"m\" could not be removed again: Interrupted while ")
                .endsWith("To remove it: docker-machine rm m\n")
                .doesNotContain("Exception");
        cloud.devcloud("fault", "clear").succeeds();
        cloud.user().dockerMachine("rm", "-y", "m").succeeds();
        cloud.holdsNothing();
    }

    @Test
    void theVmOfAKilledCreateIsRemovedByName() throws IOException, InterruptedException {
        cloud.devcloud("fault", "add", "vm.prolog", "stuck").succeeds();
        Interrupted create = Interrupted.begin(cloud);
        create.signal("KILL");
        create.end(137);
        cloud.devcloud("fault", "clear").succeeds();

        cloud.user().dockerMachine("rm", "-y", "m").succeeds();

        cloud.holdsNothing();
    }

    /** The scheduler writes time and reason in each of its rounds; the user sees the reason. */
    @Test
    void aReasonOfTheSchedulerIsShownOnceAndNotAfterTheInterruption() throws IOException, InterruptedException {
        Process create = cloud.user()
                .start(List.of(
                        "docker-machine",
                        "create",
                        "--opennebula-template-id=0",
                        "--opennebula-requirements=ID = 4711",
                        "m"));
        create.getOutputStream().close();
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Thread reader =
                Thread.ofVirtual().start(() -> create.inputReader().lines().forEach(lines::add));
        Awaitility.await().atMost(LIMIT).until(() -> !waits(lines).isEmpty());
        int vm = cloud.api().vms().getFirst();
        String first = schedulerMessage(vm);
        assertThat(first).matches("\\w{3} \\w{3} .{2} \\d\\d:\\d\\d:\\d\\d \\d{4}: Cannot dispatch VM: .*");
        for (int round = 0; round < 3; round++) {
            String last = schedulerMessage(vm);
            Awaitility.await("the next round of the scheduler, as it is seen by the create")
                    .atMost(LIMIT)
                    .until(() -> !schedulerMessage(vm).equals(last));
        }
        int seen = cloud.control().calls().getOrDefault("one.vm.info", 0);
        Awaitility.await("the create has looked again")
                .atMost(LIMIT)
                .until(() -> cloud.control().calls().getOrDefault("one.vm.info", 0) > seen + 2);
        cloud.user().run("kill", "-INT", Long.toString(create.pid())).succeeds();

        assertThat(create.waitFor()).isEqualTo(130);
        reader.join();
        assertThat(waits(lines))
                .singleElement()
                .asString()
                .startsWith("(m) The VM waits for a place: Cannot dispatch VM: ");
        assertThat(lines.indexOf("Interrupted; removing \"m\" again..."))
                .isGreaterThan(lines.indexOf(waits(lines).getFirst()));
        cloud.holdsNothing();
    }

    private static List<String> waits(List<String> lines) {
        return List.copyOf(lines).stream()
                .filter(line -> line.contains("The VM waits for a place"))
                .toList();
    }

    private static String schedulerMessage(int vm) {
        return OpenNebulaApi.element(cloud.api().vm(vm), "SCHED_MESSAGE");
    }

    /** A create whose VM exists. */
    private record Interrupted(Cloud cloud, Process process, BufferedReader lines) {

        static Interrupted begin(Cloud cloud) throws IOException {
            Process process =
                    cloud.user().start(List.of("docker-machine", "create", "--opennebula-template-id", "0", "m"));
            process.getOutputStream().close();
            Interrupted create = new Interrupted(cloud, process, process.inputReader());
            create.awaitLine("(m) Starting VM...");
            while (cloud.api().vms().isEmpty()) {
                Thread.onSpinWait();
            }
            return create;
        }

        void awaitLine(String wanted) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.equals(wanted)) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo(wanted);
        }

        void signal(String name) {
            cloud.user().run("kill", "-" + name, Long.toString(process.pid())).succeeds();
        }

        /** Waits until it exits and returns its stderr. */
        String end(int exitCode) throws IOException, InterruptedException {
            assertThat(process.waitFor()).isEqualTo(exitCode);
            return new String(process.getErrorStream().readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"drop-after", "truncate 40"})
    void aVmWhoseCreationWasNotAnsweredIsFoundByItsTag(String effect) {
        List<String> fault = new ArrayList<>(List.of("fault", "add", "one.template.instantiate"));
        fault.addAll(List.of(effect.split(" ")));
        fault.addAll(List.of("--times", "1"));
        cloud.devcloud(fault.toArray(String[]::new)).succeeds();
        UserEnvironment user = cloud.user();
        user.dockerMachine("create", "--opennebula-template-id", "0", "m").succeeds();
        assertThat(cloud.api().vms()).hasSize(1);
        user.dockerMachine("rm", "-y", "m").succeeds();
        assertThat(cloud.api().vms()).isEmpty();
    }
}
