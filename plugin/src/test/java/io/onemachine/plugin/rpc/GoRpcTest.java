package io.onemachine.plugin.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.plugin.gob.GobLimits;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.testing.GoProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls Go's server with our client, and our server with Go's client. */
final class GoRpcTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static GoProgram go;

    @BeforeAll
    static void build() {
        go = GoProgram.built("gorpc", folder);
    }

    @Test
    void goCallsUs() throws IOException {
        try (RpcServer server = RpcServer.start(new EchoServices().services(), Map.of(), GobLimits.DEFAULT)) {
            assertThat(go.run("", "call", "127.0.0.1:" + server.address().getPort()))
                    .isEqualTo("""
                            <nil> héllo
                            <nil> -42
                            <nil> [1 2]
                            <nil>
                            on purpose
                            rpc: can't find method Echo.Missing
                            rpc: can't find service Missing.Text
                            rpc: service/method request ill-formed: nonsense
                            <nil> 100000
                            <nil> true <nil> true
                            <nil>
                            <nil> waited
                            <nil>
                            """);
        }
    }

    @Test
    void weCallGo() throws IOException, InterruptedException {
        Process server = go.start("serve");
        try (var stdin = server.getOutputStream();
                var stdout =
                        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String[] address = stdout.readLine().split(":", -1);
            try (RpcClient client = RpcClient.connect(
                    new InetSocketAddress(address[0], Integer.parseInt(address[1])),
                    Map.of(),
                    GobLimits.DEFAULT,
                    LONG)) {
                assertThat(client.call("Echo.Text", TypedValue.of("héllo"), LONG))
                        .isEqualTo(new GobValue.Text("héllo"));
                assertThat(client.call("Echo.Twice", TypedValue.of(-21), LONG)).isEqualTo(new GobValue.Int(-42));
                assertThat(client.call("Echo.Bytes", TypedValue.of(GobValue.Bytes.of("raw")), LONG))
                        .isEqualTo(GobValue.Bytes.of("raw"));
                assertThat(client.call("Echo.Nothing", TypedValue.EMPTY, LONG)).isEqualTo(GobValue.Struct.empty());
                assertThatThrownBy(() -> client.call("Echo.Fail", TypedValue.of("on purpose"), LONG))
                        .isInstanceOf(RpcException.Answered.class)
                        .hasMessage("on purpose");
                assertThatThrownBy(() -> client.call("Echo.Missing", TypedValue.EMPTY, LONG))
                        .isInstanceOf(RpcException.Answered.class)
                        .hasMessage("rpc: can't find method Echo.Missing");
                assertThat(client.call("Echo.Twice", TypedValue.of(4), LONG)).isEqualTo(new GobValue.Int(8));
            }
            stdin.flush();
        } finally {
            server.destroy();
            server.waitFor();
        }
    }
}
