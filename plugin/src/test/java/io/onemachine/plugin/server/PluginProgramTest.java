package io.onemachine.plugin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.OptionValue;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.gob.GobType;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.protocol.Protocol;
import io.onemachine.plugin.protocol.WireFlags;
import io.onemachine.plugin.protocol.WireOptions;
import io.onemachine.plugin.rpc.RpcClient;
import io.onemachine.plugin.rpc.RpcException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the plugin program as docker-machine uses it: by its output and over a connection. */
final class PluginProgramTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Clock clock = new Clock();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private @Nullable RpcClient connected;

    /** A clock that the test advances. */
    private static final class Clock implements Sleeper {
        private final AtomicLong now = new AtomicLong();
        private final Semaphore wake = new Semaphore(0);

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            wake.acquire();
        }

        @Override
        public long nanoTime() {
            return now.get();
        }

        void pass(Duration duration) {
            now.addAndGet(duration.toNanos());
            wake.release();
        }
    }

    private void start() throws IOException {
        PluginProgram program = program(Map.of(Protocol.TOKEN_VARIABLE, "42", "HOME", "/home/user"));
        Thread.ofVirtual().start(() -> exitCode.complete(program.run()));
        await().until(() -> out.toString(UTF_8).endsWith("\n"));
        String address = out.toString(UTF_8);
        assertThat(address).matches("127\\.0\\.0\\.1:\\d+\n");
        connected = RpcClient.connect(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        Integer.parseInt(address.strip().substring(10))),
                Protocol.registeredTypes(),
                GobLimits.DEFAULT,
                LONG);
    }

    private PluginProgram program(Map<String, String> environment) {
        return new PluginProgram(
                RecordingDriver::provider,
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                clock);
    }

    @AfterEach
    void close() {
        if (connected != null) {
            connected.close();
        }
        clock.pass(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "41", "042"})
    void withoutTheTokenItPrintsAnExplanation(String token) {
        assertThat(program(Map.of(Protocol.TOKEN_VARIABLE, token)).run()).isEqualTo(1);
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8)).isEqualTo("""
                        This is a Docker Machine plugin binary.
                        Plugin binaries are not intended to be invoked directly.
                        Please use this plugin through the main 'docker-machine' binary.
                        (API version: 1)
                        """);
    }

    @Test
    void closeIsAnsweredAndEndsItWithSuccess() throws Exception {
        start();
        assertThat(call("Close")).isEqualTo(GobValue.Struct.empty());
        assertThat(exitCode.get()).isZero();
        assertThat(err.toString(UTF_8)).isEqualTo("Closing plugin on server side\n");
    }

    @Test
    void missingHeartbeatsEndItAndCallsDoNotCount() throws Exception {
        start();
        clock.pass(Duration.ofSeconds(9));
        call("Heartbeat");
        clock.pass(Duration.ofSeconds(9));
        call("GetVersion");
        assertThat(exitCode.isDone()).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(exitCode.get()).isEqualTo(1);
    }

    @Test
    void aMachinesLifecycleIsServed() throws Exception {
        start();
        assertThat(call("GetVersion")).isEqualTo(new GobValue.Int(1));
        configure("{\"MachineName\":\"m1\",\"StorePath\":\"/store\"}");
        assertThat(call("GetMachineName")).isEqualTo(new GobValue.Text("m1"));
        assertThat(call("DriverName")).isEqualTo(new GobValue.Text("recording"));
        assertThat(WireFlags.fromGob(call("GetCreateFlags"))).isEqualTo(RecordingDriver.FLAGS);
        assertThat(call("GetState")).isEqualTo(new GobValue.Int(0));
        refuses("GetURL", "Host is not running");

        call("PreCreateCheck");
        call("Create");
        assertThat(out.toString(UTF_8)).endsWith("\none line\nand another\ncareful\n");
        assertThat(err.toString(UTF_8)).isEqualTo("for those who debug\n");
        assertThat(call("GetIP")).isEqualTo(new GobValue.Text("192.0.2.7"));
        assertThat(call("GetURL")).isEqualTo(new GobValue.Text("tcp://192.0.2.7:2376"));
        assertThat(call("GetSSHHostname")).isEqualTo(new GobValue.Text("192.0.2.7"));
        assertThat(call("GetSSHPort")).isEqualTo(new GobValue.Int(22));
        assertThat(call("GetSSHUsername")).isEqualTo(new GobValue.Text("docker"));
        assertThat(call("GetSSHKeyPath")).isEqualTo(new GobValue.Text("/store/machines/m1/id_rsa"));
        refuses("GetIPv6", "the machine has no IPv6 address");
        assertThat(config()).containsEntry("IPAddress", "\"192.0.2.7\"").containsEntry("SSHPort", "0");

        for (var step : Map.of("Start", 1, "Stop", 4, "Restart", 6, "Kill", 7).entrySet()) {
            assertThat(call(step.getKey())).isEqualTo(GobValue.Struct.empty());
            assertThat(call("GetState")).as(step.getKey()).isEqualTo(new GobValue.Int(step.getValue()));
        }
    }

    @Test
    void itAnswersToTheOlderServiceNameToo() throws Exception {
        start();
        assertThat(client().call("RpcServerDriver.GetVersion", TypedValue.EMPTY, LONG))
                .isEqualTo(new GobValue.Int(1));
        assertThatThrownBy(() -> client().call("RPCServerDriver.Upgrade", TypedValue.EMPTY, LONG))
                .hasMessage("rpc: can't find method RPCServerDriver.Upgrade");
    }

    @Test
    void aConfigurationIsMergedIntoTheCurrentOne() throws Exception {
        start();
        configure("{\"MachineName\":\"m1\",\"StorePath\":\"/store\",\"Own\":{\"a\":1}}");
        call("Create");
        configure("{\"SSHUser\":\"me\"}");
        assertThat(config())
                .containsEntry("SSHUser", "\"me\"")
                .containsEntry("IPAddress", "\"192.0.2.7\"")
                .containsEntry("State", "\"RUNNING\"")
                .containsEntry("Own", "{\"a\":1}");
        assertThatThrownBy(() -> configure("{nonsense"))
                .isInstanceOf(RpcException.Answered.class)
                .hasMessage("invalid character 'n' looking for beginning of object key string");
        assertThat(call("GetMachineName")).isEqualTo(new GobValue.Text("m1"));
    }

    @Test
    void optionsNotGivenCountAsDefaults() throws Exception {
        start();
        configure("{\"MachineName\":\"m1\",\"StorePath\":\"/store\"}");
        options(Map.of(
                "text", new OptionValue.StringValue("default"),
                "number", new OptionValue.IntValue(8),
                "list", new OptionValue.StringListValue(List.of("x", "y")),
                "swarm-master", new OptionValue.BoolValue(true)));
        assertThat(config())
                .containsEntry("option text", "\"StringValue[value=default] by default\"")
                .containsEntry("option number", "\"IntValue[value=8] given\"")
                .containsEntry("option switch", "\"BoolValue[value=false] by default\"")
                .containsEntry("option list", "\"StringListValue[value=[x, y]] by default\"")
                .containsEntry("option swarm-master", "\"BoolValue[value=true] given\"");
        assertThatThrownBy(() -> options(Map.of("text", new OptionValue.StringValue(""))))
                .hasMessage("--text is empty");
        assertThatThrownBy(() -> options(Map.of("number", new OptionValue.StringValue("8"))))
                .hasMessage("--number is of the wrong type");
        client().call(
                        "RPCServerDriver.SetConfigFromFlags",
                        new TypedValue(GobType.Basic.INTERFACE, new GobValue.Nil()),
                        LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "unchecked, PreCreateCheck, no quota left. Ask for more.",
        "m1, Remove, internal error: java.lang.UnsupportedOperationException: a fault of the driver",
    })
    void aFailureIsAnswered(String machine, String method, String text) throws Exception {
        start();
        configure("{\"MachineName\":\"" + machine + "\",\"StorePath\":\"/store\"}");
        refuses(method, text);
        assertThat(call("GetMachineName")).isEqualTo(new GobValue.Text(machine));
    }

    @Test
    void anUnexpectedExceptionInCreateIsReportedWithItsStackTrace() throws Exception {
        start();
        configure("{\"MachineName\":\"panics\",\"StorePath\":\"/store\"}");
        assertThatThrownBy(() -> call("Create"))
                .isInstanceOf(RpcException.Answered.class)
                .message()
                .startsWith("Panic in the driver: a fault of the driver\n")
                .contains("RecordingDriver.create");
    }

    private RpcClient client() {
        return requireNonNull(connected, "not started");
    }

    private GobValue call(String method) throws RpcException, InterruptedException {
        return client().call("RPCServerDriver." + method, TypedValue.EMPTY, LONG);
    }

    private void refuses(String method, String text) {
        assertThatThrownBy(() -> call(method))
                .isInstanceOf(RpcException.Answered.class)
                .hasMessage(text);
    }

    private void configure(String json) throws RpcException, InterruptedException {
        client().call("RPCServerDriver.SetConfigRaw", TypedValue.of(GobValue.Bytes.of(json)), LONG);
    }

    private void options(Map<String, OptionValue> values) throws RpcException, InterruptedException {
        client().call("RPCServerDriver.SetConfigFromFlags", WireOptions.toGob(values), LONG);
    }

    private Map<String, String> config() throws Exception {
        JsonObject json = GoJsonReader.readObject(((GobValue.Bytes) call("GetConfigRaw")).toText());
        Map<String, String> entries = new HashMap<>();
        json.entrySet()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().toString()));
        return entries;
    }
}
