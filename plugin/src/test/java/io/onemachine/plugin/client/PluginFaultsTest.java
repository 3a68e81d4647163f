package io.onemachine.plugin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PluginException;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.protocol.Protocol;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that behave badly: other protocols, hanging calls, processes that die. */
final class PluginFaultsTest extends PluginFixture {
    PluginFaultsTest(@TempDir Path folder) {
        super(folder);
    }

    @Test
    void anotherVersionIsRefused() {
        programs.serving("new", Map.of("GetVersion", Programs.answering(TypedValue.of(2))));
        assertThatThrownBy(() -> open("new").state())
                .isInstanceOf(PluginException.class)
                .hasMessage("Driver binary uses an incompatible API version (2)");
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
        assertThat(driver.config().number("Id")).hasValue(7);
        assertThatThrownBy(driver::create)
                .isInstanceOf(PluginException.class)
                .hasMessage(
                        "The driver plugin docker-machine-driver-dies ended with exit code 2 in the middle of Create; "
                                + "it said last:\npanic: out of luck");
        assertThat(driver.config().number("Id")).hasValue(7);
    }

    @Test
    void theConfigurationIsReadAfterAnInterruptedCall() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        programs.serving("slow", Map.of("Create", waiting(begun, never)));
        Driver driver = open("slow");
        AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("nothing was thrown"));
        AtomicReference<DriverConfig> kept = new AtomicReference<>(DriverConfig.parse("{}"));
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
        assertThat(kept.get()).extracting(DriverConfig::json).isEqualTo("{\"MachineName\":\"m\",\"Id\":7}");
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
}
