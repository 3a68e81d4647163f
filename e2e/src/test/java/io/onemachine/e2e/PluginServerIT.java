package io.onemachine.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker-machine-driver-opennebula}, called by a Go program through Go's own net/rpc and gob. */
final class PluginServerIT {
    private static final String PLUGIN = "docker-machine-driver-opennebula";

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static Path go;

    @BeforeAll
    static void start() {
        cloud = Cloud.ofStubs(folder);
        go = GoProgram.build("plugincall", folder.resolve("plugincall"), cloud.user());
    }

    @AfterAll
    static void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void everyMethodAnswersThroughAMachinesLife() throws IOException {
        // Whoever calls has made the machine's folder by the time of Create.
        String store = folder.resolve("store-of-another-program").toString();
        Files.createDirectories(Path.of(store, "machines", "m1"));
        String transcript = call("""
                call GetVersion
                config {"IPAddress":"","MachineName":"m1","SSHUser":"","SSHPort":0,"SSHKeyPath":"","StorePath":"STORE"}
                call GetMachineName
                call DriverName
                call GetCreateFlags
                call GetConfigRaw
                options {"opennebula-template-id":"0","opennebula-ssh-user":"docker","swarm-master":false}
                call PreCreateCheck
                call GetConfigRaw
                call Create
                call GetState
                call GetIP
                call GetIPv6
                call GetURL
                call GetSSHHostname
                call GetSSHPort
                call GetSSHUsername
                call GetSSHKeyPath
                call Stop
                call GetState
                call GetURL
                call Start
                call Restart
                call GetState
                call Kill
                call GetState
                call Heartbeat
                service RpcServerDriver
                call GetConfigRaw
                call Remove
                call GetState
                call Close
                wait
                """.replace("STORE", store));

        List<String> lines = transcript.lines().toList();
        assertThat(lines)
                .contains(
                        "GetVersion: 1",
                        "SetConfigRaw: done",
                        "GetMachineName: m1",
                        "DriverName: opennebula",
                        "SetConfigFromFlags: done",
                        "PreCreateCheck: done",
                        "out: Creating SSH key...",
                        "out: Starting VM...",
                        "Create: done",
                        "GetSSHPort: 22",
                        "GetSSHUsername: docker",
                        "GetSSHKeyPath: " + store + "/machines/m1/id_ed25519",
                        "GetURL! Host is not running",
                        "Remove: done",
                        "err: Closing plugin on server side",
                        "Close: done",
                        "exit: 0");
        assertThat(lines.stream().filter(line -> line.startsWith("GetState")))
                .containsExactly("GetState: 1", "GetState: 4", "GetState: 1", "GetState: 4", "GetState: 7");
        assertThat(lines.stream().filter(line -> line.startsWith("GetCreateFlags")))
                .hasSizeGreaterThan(20)
                .anySatisfy(line -> assertThat(line).startsWith("GetCreateFlags: *main.stringSliceFlag"))
                .anySatisfy(
                        line -> assertThat(line).contains("\"Name\":\"opennebula-user\"", "ONE_USER,OPENNEBULA_USER"))
                .anySatisfy(line -> assertThat(line).startsWith("GetCreateFlags: *main.boolFlag"));
        String ip = answer(lines, "GetIP");
        assertThat(ip).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(answer(lines, "GetSSHHostname")).isEqualTo(ip);
        assertThat(answer(lines, "GetURL")).isEqualTo("tcp://" + ip + ":2376");
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("GetConfigRaw"))
                        .toList())
                .hasSize(3)
                .last()
                .asString()
                .contains("\"IPAddress\":\"" + ip + "\"", "\"TemplateID\":\"0\"", "\"MachineId\":");
        assertThat(transcript).doesNotContain("oneadmin:opennebula").doesNotContain("\tat ");
        assertThat(cloud.api().vms()).isEmpty();
    }

    @Test
    void whatIsWrongIsAnsweredAndTheConnectionGoesOn() {
        String transcript = call("""
                call Upgrade
                config {nonsense
                config {"MachineName":7}
                options {"opennebula-template-id":"0","opennebula-template-name":"x"}
                options {"opennebula-template-id":3}
                options {"opennebula-template-id":"99"}
                call PreCreateCheck
                options null
                service Nobody
                call GetIP
                service RPCServerDriver
                call GetVersion
                call Close
                wait
                """);
        assertThat(transcript.lines())
                .contains(
                        "Upgrade! rpc: can't find method RPCServerDriver.Upgrade",
                        "SetConfigRaw! invalid character 'n' looking for beginning of object key string",
                        "SetConfigRaw! json: cannot unmarshal number into Go struct field Driver.MachineName of type string",
                        "SetConfigFromFlags! --opennebula-template-id is of the wrong type",
                        "GetIP! rpc: can't find service Nobody.GetIP",
                        "GetVersion: 1",
                        "exit: 0")
                .anySatisfy(
                        line -> assertThat(line).startsWith("PreCreateCheck! ").contains("99"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("SetConfigFromFlags! ").contains("template-name"));
    }

    @Test
    void withoutHeartbeatsItEndsByItself() {
        assertThat(call("silence\nwait\n").lines()).contains("connected", "exit: 1");
    }

    @Test
    void startedByAPersonItExplainsItself() {
        Outcome outcome = cloud.user().run(PLUGIN);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr()).isEqualTo("""
                        This is a Docker Machine plugin binary.
                        Plugin binaries are not intended to be invoked directly.
                        Please use this plugin through the main 'docker-machine' binary.
                        (API version: 1)
                        """);
    }

    private String call(String script) {
        String plugin = Workspace.checkout().resolve("bin").resolve(PLUGIN).toString();
        // Arguments as rancher-machine gives them: its own.
        return cloud.user()
                .runWithInput(script, List.of(go.toString(), plugin, "--secret-name", "x", "create", "m1"))
                .succeeds()
                .stdout();
    }

    private static String answer(List<String> lines, String method) {
        return lines.stream()
                .filter(line -> line.startsWith(method + ": "))
                .findFirst()
                .map(line -> line.substring(method.length() + 2))
                .orElse("");
    }
}
