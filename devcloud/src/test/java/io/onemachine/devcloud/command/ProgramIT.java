package io.onemachine.devcloud.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.command.Program.Outcome;
import io.onemachine.devcloud.testing.RawHttp;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import io.onemachine.opennebula.xmlrpc.MethodResponse;
import io.onemachine.opennebula.xmlrpc.XmlRpcCodec;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the program, in its own processes: start, stop, crash, settings, mistakes. */
final class ProgramIT {

    private Path home;
    private Program devcloud;
    private final List<String> started = new ArrayList<>();

    @BeforeEach
    void prepare(@TempDir Path folder) {
        home = folder;
        devcloud = new Program(folder);
    }

    @AfterEach
    void stopAll() {
        started.forEach(state -> devcloud.run("stop", "--state", state));
    }

    @Test
    void aCloudIsStartedUsedAndStopped() throws IOException {
        String state = start("a");
        assertThat(devcloud.run("start", "--state", state).out())
                .startsWith("The devcloud runs already: http://127.0.0.1:");
        assertThat(devcloud.run("status", "--state", state).out()).contains("hypervisor: stub", "machines:   none");
        assertThat(devcloud.run("env", "--state", state).out())
                .matches("export ONE_XMLRPC='http://127\\.0\\.0\\.1:\\d+/RPC2' ONE_AUTH='\\S+'\n");
        assertThat(devcloud.run("env", "--user", "alice", "--state", state).out())
                .contains("ONE_AUTH='" + state + "/one_auth.alice'");
        assertThat(Path.of(state, "one_auth.oneadmin")).hasContent("oneadmin:opennebula\n");
        assertThat(devcloud.run("env", "--user", "eve", "--state", state).err())
                .isEqualTo("error: There is no user \"eve\"; there are oneadmin, alice.\n");
        for (String secret : List.of("daemon.json", "objects.json", "one_auth.oneadmin")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(state, secret))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(Path.of(state, "devcloud.log"))).doesNotContain("opennebula-alice");

        assertThat(devcloud.run("stop", "--state", state).exitCode()).isZero();
        assertThat(devcloud.run("status", "--state", state).exitCode()).isEqualTo(1);
        assertThat(devcloud.run("stop", "--state", state).exitCode()).isZero();
    }

    @Test
    void machinesAndThePortAreTheSameAfterTheProcessWasKilled() {
        String state = start("a");
        int port = port(state);
        int vm = ((XmlRpcValue.IntValue)
                        call(state, "one.template.instantiate", XmlRpcValue.of(0), XmlRpcValue.of("kept")))
                .value();
        awaitRunning(state, vm);
        String address = address(state, vm);

        ProcessHandle process = ProcessHandle.of(pid(state)).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        assertThat(devcloud.run("status", "--state", state).exitCode()).isEqualTo(1);
        assertThat(devcloud.run("start", "--state", state).exitCode()).isZero();
        assertThat(port(state)).isEqualTo(port);
        awaitRunning(state, vm);
        assertThat(address(state, vm)).isEqualTo(address);
        assertThat(devcloud.run("status", "--state", state).out()).contains("machines:   1 RUNNING");
    }

    @Test
    void leftoversOfAKilledCloudAreRemovedByStop() {
        String state = start("a");
        ProcessHandle process = ProcessHandle.of(pid(state)).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        assertThat(devcloud.run("stop", "--state", state).out()).contains("was killed");
        assertThat(devcloud.run("stop", "--state", state).out()).contains("No devcloud runs with");
    }

    @Test
    void aVmShowsTheStateThatIsSet() {
        String state = start("a");
        int vm = ((XmlRpcValue.IntValue)
                        call(state, "one.template.instantiate", XmlRpcValue.of(0), XmlRpcValue.of("web")))
                .value();
        awaitRunning(state, vm);
        assertThat(devcloud.run("state", "web", "active", "disk_resize", "--state", state)
                        .out())
                .isEqualTo("VM " + vm + " shows DISK_RESIZE\n");
        assertThat(devcloud.run("status", "--state", state).out()).contains("1 DISK_RESIZE");
        assertThat(devcloud.run("state", Integer.toString(vm), "77", "--state", state)
                        .out())
                .isEqualTo("VM " + vm + " shows STATE 77\n");
        assertThat(devcloud.run("state", "web", "own", "--state", state).out())
                .isEqualTo("VM " + vm + " shows RUNNING\n");
        assertThat(devcloud.run("state", "unknown", "DONE", "--state", state).err())
                .isEqualTo("error: There is no machine \"unknown\".\n");
        assertThat(devcloud.run("state", "web", "BROKEN", "--state", state).err())
                .startsWith("error: \"BROKEN\" is not a STATE: give a number, or a name like POWEROFF.");
        assertThat(devcloud.run("state", "web", "--state", state).err())
                .contains("devcloud state VM STATE [LCM_STATE]");
        assertThat(devcloud.run("help", "state").out()).contains("devcloud state VM own");
    }

    @Test
    void imagesAreOfTheHypervisorsThatHaveSome() {
        String state = start("images");

        assertThat(devcloud.run("image", "list", "--state", state).out()).isEmpty();
        assertThat(devcloud.run("image", "add", "rocky-9", "--state", state).err())
                .isEqualTo("error: The hypervisor stub has no images to add.\n");
        assertThat(devcloud.run("image", "--state", state).err()).contains("Give 'list' or 'add'");
        assertThat(devcloud.run("help", "image").out()).contains("devcloud image add NAME");
    }

    @Test
    void twoCloudsRunBesideEachOther() {
        String first = start("a");
        String second = start("b");
        assertThat(networks(first)).isNotEqualTo(networks(second));
        assertThat(port(first)).isNotEqualTo(port(second));
    }

    @Test
    void faultsAreSetListedAndCleared() {
        String state = start("a");
        Outcome added = devcloud.run(
                "fault", "--state", state, "add", "one.vm.info", "error", "8192", "not now", "--times", "2");
        assertThat(added.out()).isEqualTo("1  one.vm.info  error 8192 \"not now\"  2 times\n");
        devcloud.run("fault", "add", "vm.boot", "fail", "no power", "--vm", "web", "--state", state);
        assertThat(devcloud.run("fault", "list", "--state", state).out())
                .isEqualTo(
                        "1  one.vm.info  error 8192 \"not now\"  2 times\n2  vm.boot of web  fail \"no power\"  always\n");
        assertThat(devcloud.run("fault", "clear", "1", "--state", state).exitCode())
                .isZero();
        assertThat(devcloud.run("fault", "clear", "1", "--state", state).err())
                .isEqualTo("error: There is no fault 1.\n");
        assertThat(devcloud.run("fault", "clear", "--state", state).exitCode()).isZero();
        assertThat(devcloud.run("fault", "list", "--state", state).out()).isEmpty();
        assertThat(devcloud.run("fault", "add", "vm.boot", "garbage", "--state", state)
                        .err())
                .contains("does not fit a machine");
        assertThat(devcloud.run("fault", "add", "*", "delay", "soon", "--state", state)
                        .err())
                .contains("500ms, 2s or 1m");
        call(state, "one.system.version");
        assertThat(devcloud.run("calls", "--state", state).out()).isEqualTo("one.system.version 1\n");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = devcloud.run(
                    "start",
                    "--hypervisor",
                    "stub",
                    "--port",
                    Integer.toString(taken.getLocalPort()),
                    "--state",
                    home + "/x");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err())
                    .startsWith("error: Port " + taken.getLocalPort() + " of 127.0.0.1 is taken by another process.");
        }
    }

    @Test
    void mistakesAreExplained() {
        assertThat(devcloud.run("frobnicate").err())
                .isEqualTo("error: There is no command \"frobnicate\". Try 'devcloud help'.\n");
        assertThat(devcloud.run("start", "--colour").err()).contains("There is no option --colour");
        assertThat(devcloud.run("start", "--port").err()).contains("The value of --port is missing");
        assertThat(devcloud.run("start", "--port", "many").err()).contains("--port must be a number from 0 to 65535");
        assertThat(devcloud.run("start", "--hypervisor", "stub", "--subnet", "10.0.0.0/8", "--state", home + "/z")
                        .err())
                .contains("127.0.0.0/8");
        assertThat(devcloud.run("env").err()).contains("No devcloud runs with " + home + "/state/onemachine/devcloud");
        assertThat(devcloud.run("help").out()).contains("devcloud COMMAND");
        assertThat(devcloud.run("help", "fault").out()).contains("drop-after");
        assertThat(devcloud.run().exitCode()).isZero();
    }

    @Test
    void aCloudImitatesTheChosenReleaseFromThenOn() throws IOException {
        String state = start("a", "--imitate", "6.8");
        assertThat(version(state)).isEqualTo("6.8.3");
        assertThat(devcloud.run("status", "--state", state).out()).contains("imitates:   OpenNebula 6.8.3");
        assertThat(devcloud.run("start", "--imitate", "6.8", "--state", state).out())
                .startsWith("The devcloud runs already: ");
        assertThat(devcloud.run("start", "--imitate", "7.4", "--state", state).err())
                .isEqualTo("error: The devcloud runs already, and imitates OpenNebula 6.8.3."
                        + " To have it imitate 7.4, stop it and start it again.\n");
        devcloud.run("stop", "--state", state);
        start("a");
        assertThat(version(state)).isEqualTo("6.8.3");
        devcloud.run("stop", "--state", state);
        start("a", "--imitate", "7.4");
        assertThat(version(state)).isEqualTo("7.4.0");
        devcloud.run("stop", "--state", state);

        Path settings = Path.of(state, "settings.json");
        String kept = Files.readString(settings);
        assertThat(kept).contains("\"imitates\":\"7.4\",");
        Files.writeString(settings, kept.replace("\"imitates\":\"7.4\",", ""));
        start("a");
        assertThat(version(state))
                .as("of a cloud created by a devcloud that imitated one release only")
                .isEqualTo("7.4.0");
        devcloud.run("stop", "--state", state);

        Files.writeString(settings, kept.replace("\"7.4\"", "\"9.9\""));
        assertThat(devcloud.run("start", "--state", state).err())
                .isEqualTo(
                        "error: " + settings + " is of a cloud that imitates OpenNebula 9.9, which this program cannot."
                                + " Start with another --state.\n");
        assertThat(devcloud.run("start", "--imitate", "5.0", "--state", state).err())
                .isEqualTo("error: --imitate: \"5.0\" is not a release of OpenNebula that the devcloud can imitate."
                        + " Choose one of 6.8, 7.4.\n");
    }

    private String version(String state) {
        return ((XmlRpcValue.StringValue) call(state, "one.system.version")).value();
    }

    private String start(String name, String... options) {
        String state = home.resolve(name).toString();
        started.add(state);
        List<String> command = new ArrayList<>(
                List.of("start", "--hypervisor", "stub", "--port", "0", "--ssh-port", "22022", "--state", state));
        command.addAll(List.of(options));
        Outcome outcome = devcloud.run(command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return state;
    }

    private int port(String state) {
        return Integer.parseInt(match(
                "127\\.0\\.0\\.1:(\\d+)/", devcloud.run("env", "--state", state).out()));
    }

    private long pid(String state) {
        return Long.parseLong(match(
                "process: +(\\d+)", devcloud.run("status", "--state", state).out()));
    }

    private String networks(String state) {
        return match("networks: +(.*)", devcloud.run("status", "--state", state).out());
    }

    private String address(String state, int vm) {
        return match("<IP><!\\[CDATA\\[([\\d.]+)", info(state, vm));
    }

    private void awaitRunning(String state, int vm) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> info(state, vm).contains("<STATE>3</STATE><LCM_STATE>3</LCM_STATE>"));
    }

    private String info(String state, int vm) {
        return ((XmlRpcValue.StringValue) call(state, "one.vm.info", XmlRpcValue.of(vm))).value();
    }

    private XmlRpcValue call(String state, String method, XmlRpcValue... arguments) {
        List<XmlRpcValue> params = new ArrayList<>(List.of(XmlRpcValue.of("oneadmin:opennebula")));
        params.addAll(List.of(arguments));
        XmlRpcCodec codec = new XmlRpcCodec();
        MethodResponse response =
                codec.readResponse(RawHttp.post(port(state), "/RPC2", codec.writeCall(new MethodCall(method, params)))
                        .body());
        if (response instanceof MethodResponse.Success(XmlRpcValue.ArrayValue(List<XmlRpcValue> values))) {
            return values.get(1);
        }
        throw new AssertionError(response.toString());
    }

    private static String match(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
