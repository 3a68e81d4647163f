package io.onemachine.plugin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionValue;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PluginException;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.protocol.Protocol;
import io.onemachine.plugin.protocol.WireFlags;
import io.onemachine.plugin.protocol.WireOptions;
import io.onemachine.plugin.rpc.RpcFault;
import io.onemachine.plugin.rpc.RpcMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plugins of every kind, well and badly behaved, used as drivers by the library. */
final class PluginDriversTest {
    private final Path folder;
    private final Programs programs;
    private final List<ProgressEvent> events = new CopyOnWriteArrayList<>();
    private PluginDrivers drivers;

    PluginDriversTest(@TempDir Path folder) {
        this.folder = folder;
        this.programs = new Programs(folder);
        this.drivers = new PluginDrivers(programs.environment());
    }

    @AfterEach
    void noProcessIsLeft() {
        drivers.close();
        programs.close();
        assertThat(programs.anyRuns()).isFalse();
    }

    @Test
    void aDriverIsAnExecutableFileInAFolderOfThePath() throws IOException {
        programs.script("there", "exit 1");
        Files.writeString(folder.resolve("docker-machine-driver-text"), "no program");
        Files.createDirectory(folder.resolve("docker-machine-driver-folder"));
        assertThat(drivers.find("there")).isPresent();
        assertThat(drivers.find("text")).isEmpty();
        assertThat(drivers.find("folder")).isEmpty();
        assertThat(drivers.find("gone")).isEmpty();
        assertThat(drivers.find("")).isEmpty();
        assertThat(drivers.find("../there")).isEmpty();
        assertThat(drivers.find("a\0b")).isEmpty();
        assertThat(new PluginDrivers(Map.of("PATH", "::.")).find("there")).isEmpty();
        assertThat(programs.starts()).isEmpty();
    }

    @Test
    void optionsAreReadOnceAndTheProcessEnds() {
        List<DriverFlag> flags = List.of(
                new DriverFlag.StringFlag("x-text", "a text", List.of("A", "B"), "default"),
                new DriverFlag.IntFlag("x-number", "", List.of(), 7),
                new DriverFlag.BoolFlag("x-switch", "", List.of("S")),
                new DriverFlag.StringListFlag("x-list", "", List.of(), List.of("p", "q")));
        programs.serving("x", Map.of("GetCreateFlags", Programs.answering(WireFlags.toGob(flags))));
        assertThat(drivers.find("x").orElseThrow().flags()).isEqualTo(flags);
        assertThat(drivers.find("x").orElseThrow().flags()).isEqualTo(flags);
        assertThat(programs.starts()).hasSize(1);
        assertThat(programs.anyRuns()).isFalse();
    }

    @Test
    void invalidOptionsAreReportedWithThePlugin() {
        programs.serving(
                "twice",
                Map.of("GetCreateFlags", Programs.answering(WireFlags.toGob(List.of(switched("a"), switched("a"))))));
        programs.serving(
                "blank", Map.of("GetCreateFlags", Programs.answering(WireFlags.toGob(List.of(switched("a b"))))));
        programs.serving(
                "dash", Map.of("GetCreateFlags", Programs.answering(WireFlags.toGob(List.of(switched("-a"))))));
        programs.serving("number", Map.of("GetCreateFlags", Programs.answering(TypedValue.of(7))));
        assertThatThrownBy(() -> drivers.find("twice").orElseThrow().flags())
                .isInstanceOf(PluginException.class)
                .hasMessage("The options of the driver plugin docker-machine-driver-twice are invalid: there are two "
                        + "options --a");
        for (String driver : List.of("blank", "dash", "number")) {
            assertThatThrownBy(() -> drivers.find(driver).orElseThrow().flags())
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("docker-machine-driver-" + driver);
        }
    }

    private static DriverFlag switched(String name) {
        return new DriverFlag.BoolFlag(name, "", List.of());
    }

    @Test
    void noProcessIsStartedForKnownValues() {
        programs.serving("x", Map.of());
        Driver driver = open("x");
        assertThat(driver.config().get("Kept").getAsString()).isEqualTo("as it was");
        driver.close();
        assertThat(programs.starts()).isEmpty();
    }

    @Test
    void theConfigurationIsSentAndReadBack() {
        AtomicReference<String> sent = new AtomicReference<>("");
        programs.serving("x", Map.of("SetConfigRaw", argument -> {
            sent.set(new String(((GobValue.Bytes) argument).toArray(), StandardCharsets.UTF_8));
            return new RpcMethod.Reply(TypedValue.EMPTY);
        }));
        Driver driver = open("x");
        driver.preCreateCheck();
        assertThat(sent.get()).contains("\"MachineName\":\"m\"", "\"Kept\":\"as it was\"");
        assertThat(driver.config().get("Id").getAsInt()).isEqualTo(7);
        driver.close();
        assertThat(programs.anyRuns()).isFalse();
        assertThat(driver.config().get("Id").getAsInt()).isEqualTo(7);
    }

    @Test
    void optionsAreSentWithTheirTypes() {
        Map<String, OptionValue> sent = new ConcurrentHashMap<>();
        programs.serving("x", Map.of("SetConfigFromFlags", argument -> {
            sent.putAll(WireOptions.fromGob(argument));
            return new RpcMethod.Reply(TypedValue.EMPTY);
        }));
        Map<String, OptionValue> given = Map.of(
                "text", new OptionValue.StringValue("\u00e4"),
                "number", new OptionValue.IntValue(-3),
                "switch", new OptionValue.BoolValue(true),
                "list", new OptionValue.StringListValue(List.of("a", "")));
        open("x").setOptions(DriverOptions.resolve(List.of(), given, Map.of()));
        assertThat(sent).isEqualTo(given);
    }

    @Test
    void aDriversAnswersAreConverted() {
        programs.serving(
                "x",
                Map.of(
                        "GetState", Programs.answering(TypedValue.of(4)),
                        "GetIP", Programs.answering(TypedValue.of("192.0.2.7")),
                        "GetURL", failing("Host is not running"),
                        "GetSSHPort", Programs.answering(TypedValue.of(0)),
                        "DriverName", Programs.answering(TypedValue.of("x")),
                        "Stop", failing("quota exceeded"),
                        "SetConfigFromFlags", failing("x driver requires the --x-token option")));
        Driver driver = open("x");
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
        assertThat(driver.ip()).isEqualTo("192.0.2.7");
        assertThat(driver.sshPort()).isEqualTo(22);
        assertThat(driver.provisionable()).isTrue();
        assertThatThrownBy(driver::url).isInstanceOf(HostNotRunningException.class);
        assertThatThrownBy(driver::stop)
                .isExactlyInstanceOf(DriverException.class)
                .hasMessage("quota exceeded");
        assertThatThrownBy(() -> driver.setOptions(DriverOptions.resolve(List.of(), Map.of(), Map.of())))
                .isInstanceOf(DriverOptionException.class)
                .hasMessage("Error setting machine configuration from flags provided: x driver requires the --x-token "
                        + "option");
        assertThat(events)
                .contains(new ProgressEvent.Detail("m", "Calling .GetState"))
                .noneMatch(event -> event instanceof ProgressEvent.DriverMessage);
        assertThat(programs.starts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ci-test, false", "none, false", "other, true"})
    void driversWithoutAHostAreKnownByName(String name, boolean provisionable) {
        programs.serving("x", Map.of("DriverName", Programs.answering(TypedValue.of(name))));
        assertThat(open("x").provisionable()).isEqualTo(provisionable);
    }

    @Test
    void rancherStatesAreErrorsAndUnknownStatesAreRefused() {
        programs.serving("gone", Map.of("GetState", Programs.answering(TypedValue.of(9))));
        programs.serving("odd", Map.of("GetState", Programs.answering(TypedValue.of(77))));
        programs.serving("huge", Map.of("GetState", Programs.answering(TypedValue.of(1L << 40))));
        assertThat(open("gone").state()).isEqualTo(MachineState.ERROR);
        assertThatThrownBy(() -> open("odd").state())
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("GetState")
                .hasMessageContaining("77");
        assertThatThrownBy(() -> open("huge").state()).isInstanceOf(PluginException.class);
    }

    @Test
    void answersOfTheWrongTypeAreReportedWithTheMethod() {
        programs.serving(
                "x",
                Map.of(
                        "GetIP", Programs.answering(TypedValue.of(7)),
                        "GetState", Programs.answering(TypedValue.of("up")),
                        "GetSSHPort", Programs.answering(TypedValue.of(70_000))));
        programs.serving("list", Map.of("GetConfigRaw", Programs.answering(TypedValue.of(GobValue.Bytes.of("[1]")))));
        Driver driver = open("x");
        Driver list = open("list");
        list.preCreateCheck();
        assertThatThrownBy(list::config)
                .isInstanceOf(PluginException.class)
                .hasMessage(
                        "The driver plugin docker-machine-driver-list has answered GetConfigRaw with something else "
                                + "than a JSON object");
        for (ThrowingCallable question : List.<ThrowingCallable>of(driver::ip, driver::state, driver::sshPort)) {
            assertThatExceptionOfType(PluginException.class)
                    .isThrownBy(question)
                    .withMessageStartingWith("The driver plugin docker-machine-driver-x has answered Get");
        }
    }

    @Test
    void theOlderServiceNameIsAccepted() {
        programs.served(
                "old",
                Map.of(Protocol.OLD_SERVICE, Programs.proper(Map.of("GetState", Programs.answering(TypedValue.of(1))))),
                "exec /bin/sleep 1000");
        assertThat(open("old").state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void anotherVersionIsRefused() {
        programs.serving("new", Map.of("GetVersion", Programs.answering(TypedValue.of(2))));
        assertThatThrownBy(() -> open("new").state())
                .isInstanceOf(PluginException.class)
                .hasMessage("Driver binary uses an incompatible API version (2)");
    }

    @Test
    void outputIsShownAndStandardErrorIsADetail() {
        programs.served(
                "loud",
                Map.of(Protocol.SERVICE, Programs.proper(Map.of())),
                "echo 'for the user'; echo 'a detail' >&2; exec /bin/sleep 1000");
        Driver driver = open("loud");
        driver.preCreateCheck();
        Awaitility.await()
                .untilAsserted(() -> assertThat(events)
                        .contains(
                                new ProgressEvent.DriverMessage("m", "for the user"),
                                new ProgressEvent.Detail("m", "DBG | a detail")));
    }

    @Test
    void aProgramThatIsNotAPluginIsReportedWithItsOutput() throws IOException {
        programs.script("silent", "exit 0");
        programs.script("dies", "echo 'no such library' >&2; exit 127");
        programs.script("rubbish", "echo 'Usage: something'; exec /bin/sleep 1000");
        programs.script("far", "echo 192.0.2.1:80; exec /bin/sleep 1000");
        programs.script("port", "echo 127.0.0.1:99999; exec /bin/sleep 1000");
        programs.script("unreachable", "echo 127.0.0.1:1; exec /bin/sleep 1000");
        Files.writeString(folder.resolve("docker-machine-driver-lost"), "#!/no/such/interpreter\n");
        assertThat(folder.resolve("docker-machine-driver-lost").toFile().setExecutable(true))
                .isTrue();
        assertThat(failureOf("silent"))
                .hasMessage(
                        "The driver plugin docker-machine-driver-silent ended with exit code 0 before it printed its "
                                + "address");
        assertThat(failureOf("dies"))
                .hasMessage(
                        "The driver plugin docker-machine-driver-dies ended with exit code 127 before it printed its "
                                + "address; it said last:\nno such library");
        assertThat(failureOf("rubbish")).hasMessageContaining("has printed \"Usage: something\" where its address");
        assertThat(failureOf("far")).hasMessageContaining("has printed \"192.0.2.1:80\" where its address");
        assertThat(failureOf("port")).hasMessageContaining("99999");
        assertThat(failureOf("unreachable")).hasMessageContaining("cannot be reached at 127.0.0.1:1: ");
        assertThat(failureOf("lost"))
                .hasMessage("The driver plugin " + folder.resolve("docker-machine-driver-lost")
                        + " cannot be run: No such file or directory");
        assertThat(programs.anyRuns()).isFalse();
    }

    private PluginException failureOf(String driver) {
        try {
            open(driver).state();
            throw new AssertionError(driver + " works");
        } catch (PluginException e) {
            return e;
        }
    }

    @Test
    void anEndlessAddressLineIsRefused() {
        programs.script("flood", "exec /bin/cat /dev/zero");
        assertThat(failureOf("flood"))
                .hasMessageContaining(
                        "docker-machine-driver-flood has printed more than 4 MiB before it printed its address");
    }

    @Test
    void aServerThatSpeaksAnotherProtocolIsDisconnected() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> babble(server));
            programs.script("http", "echo 127.0.0.1:" + server.getLocalPort() + "; exec /bin/sleep 1000");
            assertThat(failureOf("http")).hasMessageContaining("in the middle of GetVersion");
            assertThat(failureOf("http")).hasMessageContaining("unexpected HTTP response: HTTP/1.0 404 Not Found");
        }
    }

    /** Accepts the first connection but sends data that is not gob; refuses the second. */
    private static void babble(ServerSocket server) {
        for (String answer : List.of(
                "HTTP/1.0 200 Connected to Go RPC\n\n\u007f and then something else entirely",
                "HTTP/1.0 404 Not Found\n\n")) {
            try (Socket caller = server.accept()) {
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                caller.getOutputStream().flush();
                caller.shutdownOutput();
                caller.getInputStream().readAllBytes();
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void aHangingCallEndsAfterItsTimeout() {
        CountDownLatch never = new CountDownLatch(1);
        drivers = new PluginDrivers(programs.environment(PluginTimeouts.VARIABLE, "1"));
        programs.serving("slow", Map.of("GetState", waiting(new CountDownLatch(1), never)));
        assertThatThrownBy(() -> open("slow").state())
                .isInstanceOf(PluginException.class)
                .hasMessage("The driver plugin docker-machine-driver-slow has not answered GetState within 1 s");
        never.countDown();
    }

    @Test
    void aPluginThatDiesInACallIsReportedAndItsConfigurationIsKept() {
        // The program ends while the test's server drops the connection.
        programs.served(
                "dies",
                Map.of(Protocol.SERVICE, Programs.proper(Map.of("Create", _ -> {
                    programs.close();
                    throw new IllegalStateException("not delivered");
                }))),
                "echo 'panic: out of luck' >&2; i=0; while [ $i -lt 9 ]; do echo \"goroutine $i\" >&2; i=$((i+1)); done; exit 2");
        Driver driver = open("dies");
        driver.preCreateCheck();
        assertThat(driver.config().get("Id").getAsInt()).isEqualTo(7);
        assertThatThrownBy(driver::create)
                .isInstanceOf(PluginException.class)
                .hasMessage(
                        "The driver plugin docker-machine-driver-dies ended with exit code 2 in the middle of Create; "
                                + "it said last:\npanic: out of luck");
        assertThat(driver.config().get("Id").getAsInt()).isEqualTo(7);
    }

    @Test
    void theConfigurationIsReadAfterAnInterruptedCall() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        programs.serving("slow", Map.of("Create", waiting(begun, never)));
        Driver driver = open("slow");
        AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("nothing was thrown"));
        AtomicReference<JsonObject> kept = new AtomicReference<>(new JsonObject());
        Thread creating = Thread.ofVirtual().start(() -> {
            try {
                driver.create();
            } catch (RuntimeException e) {
                thrown.set(e);
            }
            kept.set(driver.config());
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            driver.close();
        });
        begun.await();
        creating.interrupt();
        creating.join();
        assertThat(thrown.get()).isInstanceOf(OperationInterruptedException.class);
        assertThat(kept.get()).hasToString("{\"MachineName\":\"m\",\"Id\":7}");
        assertThat(programs.anyRuns()).isFalse();
        never.countDown();
    }

    @Test
    void closingEndsRunningAndStartingProcesses() throws InterruptedException {
        programs.serving("x", Map.of());
        programs.script("starting", "exec /bin/sleep 1000");
        programs.script("parent", "/bin/sleep 1000 & echo $! >>'" + folder + "/starts'; wait");
        open("x").preCreateCheck();
        List<Thread> waiting = List.of("starting", "parent").stream()
                .map(name -> Thread.ofVirtual().start(() -> failureOf(name)))
                .toList();
        Awaitility.await().until(() -> programs.starts().size() == 4);
        drivers.close();
        assertThat(programs.anyRuns()).isFalse();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThatThrownBy(() -> open("x").state()).isInstanceOf(OperationInterruptedException.class);
    }

    private static RpcMethod failing(String text) {
        return _ -> {
            throw new RpcFault(text);
        };
    }

    private static RpcMethod waiting(CountDownLatch begun, CountDownLatch gate) {
        return _ -> {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new RpcMethod.Reply(TypedValue.of(1));
        };
    }

    private Driver open(String name) {
        JsonObject config = BaseDriverConfig.initial("m", folder.toString());
        config.addProperty("Kept", "as it was");
        return drivers.find(name).orElseThrow().open(context(), config);
    }

    private DriverContext context() {
        return new DriverContext(
                "m",
                folder,
                folder.resolve("machines/m"),
                Map.of(),
                folder,
                events::add,
                () -> {},
                Sleeper.system(),
                new SystemCommandRunner(),
                _ -> {
                    throw new IllegalStateException("no SSH expected");
                });
    }
}
