package io.onemachine.e2e.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.GoProgram;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker-machine-driver-opennebula}, called by a Go program through Go's own net/rpc and gob. */
final class PluginServerIT {
    private static final String PLUGIN = "docker-machine-driver-opennebula";

    private static final String SECRET = "opennebula-alice";

    private static final String INITIAL = """
            config {"IPAddress":"","MachineName":"m1","SSHUser":"","SSHPort":0,"SSHKeyPath":"","StorePath":"STORE"}
            """;

    /** With a switch that was not given, as Go programs send it. */
    private static final String BY_OPTION = "options {\"opennebula-user\":\"alice\",\"opennebula-password\":\"" + SECRET
            + "\",\"opennebula-xmlrpcurl\":\"ENDPOINT\",\"opennebula-template-id\":\"1\","
            + "\"opennebula-ssh-user\":\"docker\",\"opennebula-start-retries\":\"600\","
            + "\"opennebula-store-password\":false}";

    private static final Pattern FLAG = Pattern.compile("GetCreateFlags: \\*main\\.(\\w+) (.*)");

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
        // The caller has created the machine's folder before Create.
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
        RancherArchive.takes(Path.of(store, "machines"));
    }

    @Test
    void linksOfEarlierVersionsBecomeFilesWhenTheConfigurationIsAskedFor() throws IOException {
        Path machines = folder.resolve("store-with-links/machines");
        Path machine = Files.createDirectories(machines.resolve("m1"));
        for (String ending : List.of("", ".pub")) {
            Files.writeString(machine.resolve("id_ed25519" + ending), "a key" + ending);
            Files.createSymbolicLink(machine.resolve("id_rsa" + ending), Path.of("id_ed25519" + ending));
        }

        call("""
                config {"MachineName":"m1","StorePath":"STORE"}
                call GetConfigRaw
                call Close
                wait
                """.replace("STORE", folder.resolve("store-with-links").toString()));

        RancherArchive.takes(machines);
        for (String ending : List.of("", ".pub")) {
            assertThat(Files.isSymbolicLink(machine.resolve("id_rsa" + ending))).isFalse();
            assertThat(machine.resolve("id_rsa" + ending)).hasContent("a key" + ending);
        }
    }

    @Test
    void errorsAreAnsweredAndTheConnectionGoesOn() {
        String transcript = call("""
                call Upgrade
                config {nonsense
                config {"MachineName":7}
                options {"opennebula-template-id":"0","opennebula-template-name":"x"}
                options {"opennebula-template-id":3}
                options {"opennebula-template-id":"99"}
                call PreCreateCheck
                options null
                service Unknown
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
                        "GetIP! rpc: can't find service Unknown.GetIP",
                        "GetVersion: 1",
                        "exit: 0")
                .anySatisfy(
                        line -> assertThat(line).startsWith("PreCreateCheck! ").contains("99"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("SetConfigFromFlags! ").contains("template-name"));
    }

    /** The commands of GitLab Runner, each in a process of its own. */
    @Test
    void whatWasGivenByOptionServesLaterCommandsWithoutAnyVariable(@TempDir Path computer) throws IOException {
        UserEnvironment unconfigured = UserEnvironment.in(computer);
        List<String> transcripts = new ArrayList<>();
        transcripts.add(create(unconfigured, BY_OPTION));
        assertThat(transcripts.getFirst().lines())
                .contains("PreCreateCheck: done", "Create: done", "GetState: 1")
                .noneMatch(line -> line.contains("not written to the store"));
        Path credentials = unconfigured.machine("m1").resolve("credentials");
        assertThat(filesWith(SECRET, computer)).containsExactly(credentials);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
                .isEqualTo("rw-------");
        assertThat(unconfigured.dockerMachine("status", "m1").succeeds().stdout())
                .as("by our docker-machine")
                .isEqualTo("Running\n");

        for (String command : List.of(
                "call GetURL",
                "call GetConfigRaw",
                "call GetState\ncall Stop\ncall GetState\nsave CONFIG",
                "call Remove")) {
            String transcript = stored(unconfigured, command);
            assertThat(transcript.lines()).contains("exit: 0").noneMatch(line -> line.matches("\\w+! .*"));
            transcripts.add(transcript);
        }

        assertThat(cloud.api().vms()).isEmpty();
        assertThat(transcripts).allSatisfy(transcript -> assertThat(transcript).doesNotContain(SECRET));
        assertThat(filesWith(SECRET, computer)).containsExactly(credentials);
    }

    @Test
    void theAccountOfTheMachineWinsOverThatOfTheEnvironment(@TempDir Path computer) throws IOException {
        UserEnvironment other = UserEnvironment.in(computer).with("ONE_AUTH", "oneadmin:wrong");
        assertThat(create(other, BY_OPTION).lines()).contains("Create: done");
        assertThat(OpenNebulaApi.element(cloud.api().vm(cloud.api().vms().getFirst()), "UNAME"))
                .isEqualTo("alice");
        assertThat(stored(other, "call Remove").lines()).contains("Remove: done");
        assertThat(cloud.api().vms()).isEmpty();
    }

    @Test
    void aPreCreateCheckThatFailsKeepsNothing(@TempDir Path computer) throws IOException {
        UserEnvironment unconfigured = UserEnvironment.in(computer);
        assertThat(run(unconfigured, INITIAL + BY_OPTION.replace("\"1\"", "\"99\"") + "\ncall PreCreateCheck\n")
                        .lines())
                .anyMatch(line -> line.startsWith("PreCreateCheck! "));
        assertThat(unconfigured.store()).doesNotExist();
    }

    @Test
    void aVariableHasItKeepNothing(@TempDir Path computer) throws IOException {
        UserEnvironment unconfigured = UserEnvironment.in(computer);
        assertThat(create(unconfigured.with("ONE_STORE_PASSWORD", "false"), BY_OPTION)
                        .lines())
                .contains("Create: done")
                .anyMatch(line -> line.startsWith("out: The password that --opennebula-password gave is not written"));
        assertThat(filesWith(SECRET, computer)).isEmpty();
        assertThat(stored(unconfigured, "call Remove").lines())
                .anyMatch(line -> line.startsWith("Remove! ") && line.contains("ONE_PASSWORD"));
        assertThat(stored(unconfigured.with("ONE_PASSWORD", SECRET), "call Remove")
                        .lines())
                .contains("Remove: done");
        assertThat(cloud.api().vms()).isEmpty();
    }

    /** rancher-machine has the variables at create and at rm --update-config, perhaps with a newer password by then. */
    @Test
    void ranchersVariablesStayAReference(@TempDir Path computer) throws IOException {
        UserEnvironment rancher = UserEnvironment.in(computer).with(ranchersVariables());
        assertThat(create(rancher, BY_OPTION).lines()).contains("Create: done");
        assertThat(filesWith(SECRET, computer)).isEmpty();
        assertThat(stored(rancher, "call Remove").lines()).contains("Remove: done");
        assertThat(cloud.api().vms()).isEmpty();
    }

    /** An option that is left out, or empty, is sent with its default; what is given is {@code --opt=value}, or bare when it is true. */
    @Test
    void rancherSendsTheDefaultsOfAllOptions(@TempDir Path computer) throws IOException {
        Map<String, String> variables = ranchersVariables();
        UserEnvironment rancher = UserEnvironment.in(computer).with(variables);
        JsonObject options = defaults(rancher, variables);
        options.addProperty("opennebula-template-id", "1");
        options.addProperty("opennebula-hold", false);
        options.addProperty("opennebula-tls-insecure", true);

        assertThat(create(rancher, "options " + options).lines()).contains("Create: done", "GetState: 1");
        assertThat(filesWith(SECRET, computer)).isEmpty();
        String vm = cloud.api().vm(cloud.api().vms().getFirst());
        assertThat(OpenNebulaApi.element(vm, "UNAME")).isEqualTo("alice");

        // rm --update-config asks for the options again, and for nothing else.
        defaults(rancher, variables);
        assertThat(stored(rancher, "call GetMachineName\ncall Remove").lines()).contains("Remove: done");
        assertThat(cloud.api().vms()).isEmpty();
        assertThat(rancher.machine("temp-driver-loader")).doesNotExist();
        assertThat(computer.resolve("machines"))
                .as("in the folder where the plugin runs")
                .doesNotExist();
    }

    private static Map<String, String> ranchersVariables() {
        return Map.of(
                "OPENNEBULA_USER", "alice", "OPENNEBULA_PASSWORD", SECRET, "OPENNEBULA_XMLRPCURL", cloud.endpoint());
    }

    /** Asks for the options as for no machine in particular, and returns them as they are sent: with values of variables. */
    private static JsonObject defaults(UserEnvironment rancher, Map<String, String> variables) {
        String transcript = call(rancher, """
                config {"IPAddress":"","MachineName":"temp-driver-loader","SSHUser":"","SSHPort":0,"SSHKeyPath":"","StorePath":""}
                call GetCreateFlags
                call Close
                wait
                """);
        JsonObject values = new JsonObject();
        Matcher flags = FLAG.matcher(transcript);
        while (flags.find()) {
            JsonObject flag = new Gson().fromJson(flags.group(2), JsonObject.class);
            JsonElement value = switch (flags.group(1)) {
                case "boolFlag" -> new JsonPrimitive(false);
                case "stringSliceFlag" -> new JsonArray();
                default -> flag.get("Value");
            };
            for (String variable : flag.get("EnvVar").getAsString().split(",", -1)) {
                value = variables.containsKey(variable) ? new JsonPrimitive(variables.get(variable)) : value;
            }
            values.add(flag.get("Name").getAsString(), value);
        }
        assertThat(values.keySet()).hasSizeGreaterThan(20);
        return values;
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

    /** The calls of {@code create}: config.json is written after the pre-create check and again after the creation. */
    private static String create(UserEnvironment user, String options) {
        return run(user, INITIAL + options + """

                call PreCreateCheck
                save CONFIG
                call Create
                save CONFIG
                call GetState
                call Close
                wait
                """);
    }

    /** The calls of every later command, with the stored configuration. */
    private static String stored(UserEnvironment user, String calls) {
        return run(user, "load CONFIG\n" + calls + "\ncall Close\nwait\n");
    }

    private static String run(UserEnvironment user, String script) {
        return call(
                user,
                script.replace("STORE", user.store().toString())
                        .replace(
                                "CONFIG",
                                user.machine("m1").resolve("config.json").toString())
                        .replace("ENDPOINT", cloud.endpoint()));
    }

    private static List<Path> filesWith(String text, Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (Files.readString(path, StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(path);
                }
            }
        }
        return found;
    }

    private static String call(String script) {
        return call(cloud.user(), script);
    }

    private static String call(UserEnvironment user, String script) {
        String plugin =
                UserEnvironment.checkout().resolve("bin").resolve(PLUGIN).toString();
        // Arguments as rancher-machine gives them: its own.
        return user.runWithInput(script, List.of(go.toString(), plugin, "--secret-name", "x", "create", "m1"))
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
