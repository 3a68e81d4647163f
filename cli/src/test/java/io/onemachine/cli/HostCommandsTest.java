package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.ScriptedCare;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.HostConsole;
import io.onemachine.machine.host.HostSnapshot;
import io.onemachine.machine.host.HostSnapshot.Kind;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.machine.host.QuotaException;
import io.onemachine.machine.host.RestartRequiredException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that describe and change existing hosts. */
final class HostCommandsTest extends ProgramFixture {
    private static final Instant END = Instant.parse("2999-12-01T18:00:00Z");

    @BeforeEach
    void createMachines() {
        create("m1", "m2", "plain");
        driver.careOf("m1");
        driver.careOf("m2");
    }

    private Outcome run(String... arguments) {
        Outcome outcome = program().run(arguments);
        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        return outcome;
    }

    private JsonObject error(String... arguments) {
        Outcome outcome = program().environment("MACHINE_ERROR_FORMAT", "json").run(arguments);
        assertThat(outcome.stderr().lines()).as(outcome.stderr()).hasSize(1);
        JsonObject error = new Gson().fromJson(outcome.stderr(), JsonObject.class);
        assertThat(error.get("exitCode").getAsInt()).isEqualTo(outcome.exit());
        return error;
    }

    private void assertError(String code, int exit, String message, String... arguments) {
        JsonObject error = error(arguments);
        assertThat(error.get("code").getAsString()).isEqualTo(code);
        assertThat(error.get("exitCode").getAsInt()).isEqualTo(exit);
        assertThat(error.get("message").getAsString()).contains(message);
    }

    @Test
    void resizeReportsWhatChanged() {
        assertThat(run("resize", "--memory", "4G", "--vcpu=2", "--cpu", "0.5", "m1")
                        .stdout())
                .isEqualTo("Resizing \"m1\"...\nvirtual CPUs: 1 → 2\nmemory: 1024 MB → 4096 MB\n");
        assertThat(run("resize", "m1", "--memory", "4096").stdout())
                .isEqualTo("Machine \"m1\" has that size already.\n");
    }

    @Test
    void resizeNeedsASize() {
        assertError("usage", 1, "Expected a new size: --vcpu, --cpu, --memory or --disk", "resize", "m1");
        assertError("usage", 1, "Expected a new size", "resize", "--restart", "m1");
        assertError("usage", 1, "--memory must be", "resize", "--memory", "much", "m1");
    }

    @Test
    void refusalsOfASizeHaveCodes() {
        ScriptedCare care = driver.careOf("m1");
        care.refusal = Optional.of(new QuotaException("limit of memory reached", new DriverException("x")));
        assertError("quota", 3, "limit of memory reached", "resize", "--memory", "4G", "m1");
        care.refusal = Optional.of(new RestartRequiredException("it cannot while it runs", new DriverException("x")));
        assertError("restart-required", 1, "it cannot while it runs", "resize", "--memory", "4G", "m1");
        assertThat(program().run("resize", "--memory", "4G", "m1").stderr())
                .contains("With --restart the machine is stopped");
        assertError("driver", 1, "cannot be made smaller", "resize", "--disk", "1G", "m1");
    }

    @Test
    void aQuotaForOneOfSeveralMachinesIsAFailure() {
        driver.careOf("m1").refusal = Optional.of(new QuotaException("no more", new DriverException("x")));

        Outcome outcome = program().run("resize", "--memory", "4G", "m1", "m2");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).startsWith("no more\n");
        assertThat(driver.careOf("m2").size.memory()).hasValue(4096);
    }

    @Test
    void leaseIsPrintedAndChanged() {
        assertThat(run("lease", "m1").stdout()).isEqualTo("none\n");
        assertThat(run("lease", "--until", "2999-12-01T18:00Z", "m1").stdout()).isEqualTo("2999-12-01T18:00:00Z\n");
        assertThat(run("lease", "--extend", "1d12h", "m1").stdout()).isEqualTo("2999-12-03T06:00:00Z\n");
        assertThat(run("lease", "m1", "m2").stdout()).isEqualTo("m1 2999-12-03T06:00:00Z\nm2 none\n");
        assertThat(run("lease", "--format", "json", "m1", "m2").stdout()).isEqualTo("""
                        {"name":"m1","leaseEnds":"2999-12-03T06:00:00Z"}
                        {"name":"m2","leaseEnds":""}
                        """);
        assertThat(run("lease", "--off", "m1").stdout()).isEqualTo("none\n");
        assertThat(driver.careOf("m1").leaseEnd).isEmpty();
    }

    @Test
    void onlyOneChangeOfALeaseAtATime() {
        assertError("usage", 1, "Only one of --extend, --until and --off", "lease", "--off", "--extend", "8h", "m1");
        assertError("usage", 1, "Only one of", "lease", "--until", "2999-12-01", "--extend", "8h", "m1");
        assertError("usage", 1, "--extend must be a duration", "lease", "--extend", "soon", "m1");
        assertError("usage", 1, "--until must be a date", "lease", "--until", "soon", "m1");
        assertError("failed", 1, "cannot end in the past", "lease", "--until", "2001-01-01", "m1");
        assertThat(driver.careOf("m1").leaseEnd).isEmpty();
    }

    @Test
    void labelsArePrintedAndChanged() {
        assertThat(run("label", "m1").stdout()).isEmpty();
        assertThat(run("label", "m1", "ci", "tier=web").stdout()).isEqualTo("ci\ntier=web\n");
        assertThat(run("label", "m1", "m2", "tier=db", "ci-").stdout()).isEqualTo("m1 tier=db\nm2 tier=db\n");
        assertThat(run("label", "--format", "json", "m1").stdout())
                .isEqualTo("{\"name\":\"m1\",\"labels\":[\"tier=db\"]}\n");
    }

    /** Words up to the first that names no machine are machines; later ones are labels even when they name one. */
    @Test
    void theFirstWordThatNamesNoMachineIsALabel() {
        assertThat(run("label", "m1", "x", "m2").stdout()).isEqualTo("x\nm2\n");
        assertThat(driver.careOf("m2").labels).isEmpty();
        assertError("machine-not-found", 1, "\"nosuch\"", "label", "nosuch", "x");
        assertError("usage", 1, "Expected to get one or more machine names", "label");
        assertError("usage", 1, "the label \"=x\" has no key", "label", "m1", "=x");
        assertError("usage", 1, "cannot contain a comma", "label", "m1", "a,b");
    }

    @Test
    void snapshotsAreTakenListedAndRemoved() {
        assertThat(run("snapshot", "create", "m1", "daily").stdout())
                .isEqualTo("Taking snapshot \"daily\" of \"m1\"...\nSnapshot \"daily\" has the id 0.\n");
        run("snapshot", "create", "--disk", "m1", "clean");
        assertThat(run("snapshot", "create", "m1").stdout()).contains("Taking snapshot \"m1-20");
        driver.careOf("m1").snapshots.removeLast();

        assertThat(run("snapshot", "ls", "m1").stdout()).isEqualTo("""
                        KIND     ID   NAME    TAKEN
                        system   0    daily   1970-01-01T00:00:00Z
                        disk     1    clean   1970-01-01T00:00:00Z
                        """);
        assertThat(new Gson()
                        .fromJson(
                                run("snapshot", "ls", "--format", "json", "m1").stdout(), Object.class))
                .hasToString("[{kind=system, id=0, name=daily, taken=1970-01-01T00:00:00Z},"
                        + " {kind=disk, id=1, name=clean, taken=1970-01-01T00:00:00Z}]");
        run("snapshot", "revert", "m1", "daily");
        assertError("host-not-running", 1, "not running", "snapshot", "revert", "m2", notRunning("m2"));
        run("snapshot", "rm", "m1", "daily");
        run("snapshot", "rm", "--disk", "m1", "1");
        assertThat(run("snapshot", "ls", "--format=json", "m1").stdout()).isEqualTo("[]\n");
        assertError("failed", 1, "has no system snapshot \"daily\"", "snapshot", "rm", "m1", "daily");
    }

    private String notRunning(String machine) {
        driver.careOf(machine).snapshots.add(new HostSnapshot(Kind.SYSTEM, "0", "old", Optional.empty()));
        driver.state(machine, MachineState.STOPPED);
        return "old";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snapshot create",
                "snapshot create m1 a b",
                "snapshot revert m1",
                "snapshot revert",
                "snapshot revert m1 a b",
                "snapshot rm m1",
                "snapshot ls m1 m2",
                "rename",
                "rename m1",
                "rename m1 a b",
                "import --vm 1",
                "import --vm 1 a b",
                "import m3",
                "import --vm 1 --ssh-port 0 m3",
                "import --vm 1 --ssh-port 65536 m3",
                "import --vm 1 --ssh-port x m3",
                "info --format yaml m1",
                "lease --format yaml m1",
                "label --format yaml m1",
                "snapshot ls --format yaml m1",
                "logs --format yaml m1",
                "logs --format json m1",
                "logs --cloud --follow m1",
                "logs --cloud --engine m1",
                "logs --lines -1 m1",
                "logs --lines 1000001 m1",
                "logs --lines many m1",
            })
    void wrongArgumentsAreUsageErrors(String line) {
        JsonObject error = error(line.split(" "));

        assertThat(error.get("code").getAsString()).isEqualTo("usage");
        assertThat(error.get("exitCode").getAsInt()).isEqualTo(1);
    }

    @Test
    void renameMovesTheMachine() {
        driver.careOf("web");

        assertThat(run("rename", "m1", "web").stdout()).isEqualTo("Machine \"m1\" is now \"web\".\n");

        assertThat(store.resolve("machines/web/config.json")).exists();
        assertThat(store.resolve("machines/m1")).doesNotExist();
        assertThat(run("status", "web").stdout()).isEqualTo("Running\n");
        assertError("machine-exists", 1, "\"m2\" already exists", "rename", "web", "m2");
        assertError("machine-not-found", 1, "\"m1\"", "rename", "m1", "other");
        assertError("invalid-machine-name", 1, "Invalid hostname", "rename", "web", "bad name");
    }

    @Test
    void infoShowsWhatTheCloudKnows() {
        ScriptedCare care = driver.careOf("m1");
        care.leaseEnd = Optional.of(END);
        care.labels = List.of("ci", "tier=web");
        care.snapshots.add(new HostSnapshot(Kind.DISK, "3", "clean", Optional.empty()));

        assertThat(run("info", "m1").stdout())
                .contains("ID: 42\n", "CPU: 0.5\n", "Memory: 1024 MB\n")
                .contains("Addresses: 192.0.2.7, 2001:db8::7\n", "Disks: 0: 8192 MB of image debian, 1\n")
                .contains("Owner: ada (group users)\n", "Labels: ci, tier=web\n", "Snapshots: clean (disk 3)\n")
                .contains("Lease ends: 2999-12-01T18:00:00Z\n")
                .as("nothing for the terminal")
                .doesNotContain("\u001b");

        JsonObject json =
                new Gson().fromJson(run("info", "--format", "json", "m1").stdout(), JsonObject.class);
        assertThat(json.keySet())
                .containsExactly(
                        "name",
                        "driver",
                        "id",
                        "hostName",
                        "state",
                        "problem",
                        "addresses",
                        "cpu",
                        "vcpus",
                        "memoryMegabytes",
                        "disks",
                        "hypervisor",
                        "owner",
                        "group",
                        "created",
                        "leaseEnds",
                        "labels",
                        "snapshots");
        assertThat(json.get("cpu").getAsDouble()).isEqualTo(0.5);
        assertThat(json.get("memoryMegabytes").getAsLong()).isEqualTo(1024);
        assertThat(json.get("disks"))
                .hasToString("[{\"id\":\"0\",\"image\":\"debian\",\"megabytes\":8192},"
                        + "{\"id\":\"1\",\"image\":\"\",\"megabytes\":0}]");
        assertThat(json.get("snapshots"))
                .hasToString("[{\"kind\":\"disk\",\"id\":\"3\",\"name\":\"clean\",\"taken\":\"\"}]");
    }

    @Test
    void recordsOfTheCloudArePrinted() {
        assertThat(run("logs", "--cloud", "m1").stdout()).isEqualTo("1970-01-01T00:00:00Z created\n- error: full\n");
        assertThat(run("logs", "--cloud", "--format", "json", "m1").stdout()).isEqualTo("""
                        {"time":"1970-01-01T00:00:00Z","text":"created"}
                        {"time":"","text":"error: full"}
                        """);
    }

    @Test
    void theEnginesLogNeedsARunningHost() {
        driver.state("m1", MachineState.STOPPED);

        assertThat(program().run("logs", "m1").exit()).isEqualTo(1);
        assertThat(error("logs", "m1").get("message").getAsString()).contains("read the engine's log");
    }

    @Test
    void theConsoleIsPrinted() {
        assertThat(run("console", "--print", "m1")).isEqualTo(new Outcome(0, "vnc://node1:5907\n", ""));
        driver.careOf("m1").console = new HostConsole("node1", 5907, true, true);

        Outcome outcome = run("console", "--print", "m1");

        assertThat(outcome.stdout()).isEqualTo("vnc://node1:5907\n");
        assertThat(outcome.stderr()).contains("ssh -L 5907:localhost:5907 node1", "ask for the password");
    }

    @Test
    void aMissingViewerIsAnErrorWithTheAddress() {
        JsonObject error = new Gson()
                .fromJson(
                        program()
                                .environment("PATH", "/nonexistent")
                                .run("--error-format", "json", "console", "m1")
                                .stderr(),
                        JsonObject.class);

        assertThat(error.get("message").getAsString()).startsWith("No VNC viewer is installed: none of vncviewer, ");
        assertThat(error.get("hint").getAsString()).contains("vnc://node1:5907");
    }

    @ParameterizedTest
    @CsvSource({
        "resize --memory 4G plain",
        "rename plain other",
        "lease plain",
        "lease --extend 8h plain",
        "lease --until 2999-12-01 plain",
        "lease --off plain",
        "label plain",
        "label plain ci",
        "snapshot create plain",
        "snapshot ls plain",
        "snapshot revert plain a",
        "snapshot rm plain a",
        "console plain",
        "logs --cloud plain",
        "info plain",
        "import -d scripted --vm 1 new",
    })
    void aDriverWithoutTheAbilityIsNotSupported(String line) {
        assertError("not-supported", 1, "The driver \"scripted\"", line.split(" "));
        assertThat(store.resolve("machines/new")).doesNotExist();
        assertThat(store.resolve("machines/plain")).exists();
    }

    @Test
    void aCloudWithoutTheAbilityIsNotSupportedEither() {
        driver.careOf("m1").refusal = Optional.of(new NotSupportedException("the cloud is too old"));

        assertError("not-supported", 1, "the cloud is too old", "lease", "--extend", "8h", "m1");
        assertError("not-supported", 1, "the cloud is too old", "rename", "m1", "web");
        assertThat(store.resolve("machines/m1")).exists();
    }
}
