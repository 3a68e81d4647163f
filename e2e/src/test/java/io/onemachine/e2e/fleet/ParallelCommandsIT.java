package io.onemachine.e2e.fleet;

import static io.onemachine.e2e.fleet.FleetFolder.INSTANTIATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that take several machines and act on so many of them at a time; the front end says on how many. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ParallelCommandsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int USUAL_BOUND = 8;
    private static final Set<String> BEFORE_RUNNING = Set.of("PENDING", "HOLD", "PROLOG", "BOOT", "BOOT_POWEROFF");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static UserEnvironment user;

    @BeforeAll
    static void startCloud(@TempDir Path folder) {
        cloud = Cloud.ofStubs(folder);
        user = cloud.user();
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @AfterEach
    void clearFaults() {
        cloud.control().clearFaults();
    }

    @Test
    void stopStartAndRmActOnTwoOfFiveMachinesAtATime() {
        List<String> names = names(5);
        command(List.of("create", "--opennebula-template-id=1", "--engine-install-url=none"), names);
        assertThat(states()).containsOnly("Running");

        int before = cloud.events().size();
        command(List.of("stop", "--parallel", "2"), names);
        assertThat(states()).containsOnly("Stopped");
        assertThat(mostAtOnce(before, Set.of("SHUTDOWN", "SHUTDOWN_POWEROFF"))).isBetween(1, 2);

        before = cloud.events().size();
        command(List.of("start", "--parallel", "2"), names);
        assertThat(states()).containsOnly("Running");
        assertThat(mostAtOnce(before, BEFORE_RUNNING)).isBetween(1, 2);

        before = cloud.events().size();
        command(List.of("rm", "-y", "--parallel", "2"), names);
        assertThat(mostAtOnce(before, Set.of("SHUTDOWN", "EPILOG"))).isBetween(1, 2);
        cloud.holdsNothing();
    }

    @Test
    void aBoundThatIsNoNumberOfMachinesIsRefused() {
        for (String bound : List.of("0", "-1", "1001", "many")) {
            user.dockerMachine("stop", "--parallel", bound, "m1").failsWith(1).complains("parallel");
        }
    }

    @Test
    void createOfThirtyMachinesHasEightVmsBeforeRunningAtATime() throws Exception {
        List<String> names = names(30);
        int before = cloud.events().size();
        Map<String, Integer> calls = cloud.control().calls();
        cloud.control().addFault("vm.boot", -1, List.of("stuck"));
        List<String> command = new ArrayList<>(
                List.of("docker-machine", "create", "--opennebula-template-id=1", "--engine-install-url=none"));
        command.addAll(names);
        Process create = user.start(command);
        create.getOutputStream().close();
        Thread reader =
                Thread.ofVirtual().start(() -> create.inputReader().lines().forEach(line -> {}));

        // While none comes up, no ninth one is asked for, however often the first eight are looked at.
        Awaitility.await().atMost(LIMIT).until(() -> inState(before, "BOOT") == USUAL_BOUND);
        int looks = cloud.control().calls().getOrDefault("one.vm.info", 0);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> cloud.control().calls().getOrDefault("one.vm.info", 0) >= looks + 3 * USUAL_BOUND);
        assertThat(cloud.control().callsSince(calls)).containsEntry(INSTANTIATE, USUAL_BOUND);

        cloud.control().clearFaults();
        assertThat(create.waitFor()).isZero();
        reader.join();
        assertThat(cloud.control().callsSince(calls)).containsEntry(INSTANTIATE, names.size());
        assertThat(mostAtOnce(before, BEFORE_RUNNING)).isEqualTo(USUAL_BOUND);
        assertThat(states()).hasSize(names.size()).containsOnly("Running");
        command(List.of("rm", "-y"), names);
        cloud.holdsNothing();
    }

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> "m" + n).toList();
    }

    private static void command(List<String> words, List<String> names) {
        List<String> command = new ArrayList<>(words);
        command.addAll(names);
        user.dockerMachine(command.toArray(String[]::new)).succeeds();
    }

    private static List<String> states() {
        return user.dockerMachine("ls", "-f", "{{.State}}")
                .succeeds()
                .stdout()
                .lines()
                .toList();
    }

    private static int inState(int before, String state) {
        Set<String> vms = new HashSet<>();
        for (String event : eventsSince(before)) {
            follow(event, Set.of(state), vms);
        }
        return vms.size();
    }

    /** The highest number of VMs that were in one of these states at the same time. */
    private static int mostAtOnce(int before, Set<String> states) {
        Set<String> vms = new HashSet<>();
        int most = 0;
        for (String event : eventsSince(before)) {
            follow(event, states, vms);
            most = Math.max(most, vms.size());
        }
        return most;
    }

    private static List<String> eventsSince(int before) {
        List<String> all = cloud.events();
        return all.subList(before, all.size());
    }

    private static void follow(String event, Set<String> states, Set<String> vms) {
        List<String> words = List.of(event.split(" ", -1));
        if (words.size() == 3 && words.getFirst().equals("VM")) {
            if (states.contains(words.getLast())) {
                vms.add(words.get(1));
            } else {
                vms.remove(words.get(1));
            }
        }
    }
}
