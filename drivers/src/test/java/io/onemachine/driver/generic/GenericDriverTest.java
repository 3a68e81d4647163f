package io.onemachine.driver.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.driver.OptionValue;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenericDriverTest {

    private static final String KEY = """
            -----BEGIN RSA PRIVATE KEY-----
            AAAA
            -----END RSA PRIVATE KEY-----
            """;
    private static final String ENCRYPTED_KEY = """
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED

            AAAA
            -----END RSA PRIVATE KEY-----
            """;

    private final Path store;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> said = new ArrayList<>();
    private final FakeHost host = new FakeHost();

    GenericDriverTest(@TempDir Path folder) throws IOException {
        store = folder.resolve("store");
        Files.createDirectories(store.resolve("machines/m-generic"));
    }

    @Test
    void aNewMachineIsStoredAsTheGoProgramStoresIt() throws IOException, MalformedJsonException {
        Path key = keyFile("id_rsa", KEY);
        Files.writeString(key.resolveSibling("id_rsa.pub"), "ssh-rsa AAAA\n");
        Driver driver = with("generic-ip-address=127.0.0.2", "generic-ssh-port=2222", "generic-ssh-key=" + key);
        driver.preCreateCheck();
        driver.create();

        assertThat(said).containsExactly("Importing SSH key...");
        assertThat(driver.config().json()).isEqualTo(stored(key).toString());
        Path machine = store.resolve("machines/m-generic");
        assertThat(machine.resolve("id_rsa")).hasContent(KEY);
        for (String file : List.of("id_rsa", "id_rsa.pub")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(machine.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aStoredMachineIsReadAndKeepsUnknownKeys() throws IOException, MalformedJsonException {
        JsonObject stored = stored(Path.of("/home/ada/.ssh/id_rsa"));
        stored.addProperty("Later", 7);
        DriverConfig config = DriverConfig.parse(stored.toString());
        Driver driver = open(config);

        assertThat(driver.sshHostname()).isEqualTo("127.0.0.2");
        assertThat(driver.sshPort()).isEqualTo(2222);
        assertThat(driver.sshUser()).isEqualTo("root");
        assertThat(driver.sshKeyPath()).isEqualTo(store + "/machines/m-generic/id_rsa");
        assertThat(driver.config()).isEqualTo(config);
    }

    @Test
    void environmentVariablesStandInForFlags() {
        environment.putAll(Map.of(
                "GENERIC_IP_ADDRESS", "192.0.2.7",
                "GENERIC_ENGINE_PORT", "2377",
                "GENERIC_SSH_USER", "ada",
                "GENERIC_SSH_KEY", "/keys/k",
                "GENERIC_SSH_PORT", "23"));
        Driver driver = with();

        assertThat(driver.config().json())
                .contains("\"IPAddress\":\"192.0.2.7\"", "\"SSHUser\":\"ada\"", "\"SSHPort\":23")
                .endsWith("\"EnginePort\":2377,\"SSHKey\":\"/keys/k\"}");
        assertThat(driver.sshKeyPath()).as("until there is a copy").isEqualTo("/keys/k");
    }

    @Test
    void withoutAKeyTheUsersOwnOnesCount() {
        Driver driver = with("generic-ip-address=192.0.2.7");
        driver.preCreateCheck();
        driver.create();

        assertThat(said).containsExactly("No SSH key specified. Assuming an existing key at the default location.");
        assertThat(driver.sshKeyPath()).isEmpty();
        assertThat(driver.hostExists()).isTrue();
        assertThat(driver.provisionable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "generic-ip-address=,                generic driver requires the ‹option generic-ip-address› option",
        "generic-ip-address=tcp://192.0.2.7, ‹option generic-ip-address›: \"tcp://192.0.2.7\" is neither",
        "generic-ip-address=-oProxyCommand,  ‹option generic-ip-address›",
        "generic-ip-address=192.0.2.7:22,    ‹option generic-ip-address›",
        "generic-ssh-user=-oProxyCommand,    ‹option generic-ssh-user›: \"-oProxyCommand\" is not a user name",
        "generic-ssh-port=0,                 ‹option generic-ssh-port›: 0 is not a port; ports are 1 to 65535",
        "generic-ssh-port=65536,             ‹option generic-ssh-port›: 65536 is not a port",
        "generic-engine-port=-1,             ‹option generic-engine-port›: -1 is not a port",
    })
    void aWrongOptionIsNamed(String option, String complaint) {
        assertThatThrownBy(() -> with("generic-ip-address=192.0.2.7", option))
                .isInstanceOf(DriverOptionException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void aWrongVariableIsNamed() {
        environment.put("GENERIC_SSH_PORT", "0");
        assertThatThrownBy(() -> with("generic-ip-address=192.0.2.7"))
                .hasMessageContaining(
                        "‹option generic-ssh-port› (environment variable GENERIC_SSH_PORT): 0 is not a port");
    }

    @Test
    void aMissingKeyIsReportedBeforeCreation() {
        assertThatThrownBy(with("generic-ip-address=192.0.2.7", "generic-ssh-key=/nosuch/key")::preCreateCheck)
                .hasMessage("SSH key does not exist: \"/nosuch/key\"");
    }

    @Test
    void aKeyWithAPassphraseNeedsAnAgent() throws IOException {
        String key = "generic-ssh-key=" + keyFile("locked", ENCRYPTED_KEY);
        assertThatThrownBy(with("generic-ip-address=192.0.2.7", key)::preCreateCheck)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("locked is protected by a passphrase and no SSH agent is running");

        environment.put("SSH_AUTH_SOCK", "/run/agent");
        with("generic-ip-address=192.0.2.7", key).preCreateCheck();
    }

    @Test
    void theHostRunsWhenItsSshPortAnswers() throws IOException {
        Driver driver;
        try (ServerSocket port = listening()) {
            driver = with("generic-ip-address=127.0.0.1", "generic-ssh-port=" + port.getLocalPort());
            assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
            assertThat(driver.url()).isEqualTo("tcp://127.0.0.1:2376");
        }
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
        assertThatThrownBy(driver::url).isInstanceOf(HostNotRunningException.class);
    }

    @Test
    void anIpv6AddressStandsInBracketsInTheUrl() throws IOException {
        try (ServerSocket port = listening()) {
            Driver driver = with(
                    "generic-ip-address=::ffff:127.0.0.1",
                    "generic-ssh-port=" + port.getLocalPort(),
                    "generic-engine-port=2377");
            assertThat(driver.url()).isEqualTo("tcp://[::ffff:127.0.0.1]:2377");
        }
    }

    @Test
    void operationsThatNeedAHypervisorAreRefused() {
        Driver driver = with("generic-ip-address=192.0.2.7");
        assertThatThrownBy(driver::start).hasMessage("generic driver does not support start");
        assertThatThrownBy(driver::stop).hasMessage("generic driver does not support stop");
        assertThatThrownBy(driver::kill).hasMessage("generic driver does not support kill");
        driver.remove();
        assertThat(host.commands).isEmpty();
    }

    @Test
    void restartWaitsForAnotherBoot() throws IOException {
        host.rebootLosesConnection = true;
        host.answersOfTheOldBoot = 2;
        host.refusedLogins = 3;
        restart();

        assertThat(host.reboots).isEqualTo(1);
        assertThat(host.boot).isEqualTo("boot-2");
        assertThat(host.open).isFalse();
        assertThat(host.opened)
                .contains(new SshTarget(
                        "127.0.0.1",
                        host.opened.orElseThrow().port(),
                        "root",
                        Optional.empty(),
                        new HostKeyCheck.FirstUse(KnownHosts.in(store.resolve("machines/m-generic")))));
    }

    @Test
    void aUserWhoMayNotRebootIsReported() {
        host.refusal = "sudo: a password is required";
        assertThatThrownBy(this::restart)
                .isInstanceOf(DriverException.class)
                .hasMessage("The host of machine \"m-generic\" does not reboot: sudo: a password is required");
        assertThat(host.open).isFalse();
    }

    @Test
    void aHostThatDoesNotComeBackIsNotWaitedForForever() {
        host.answersOfTheOldBoot = Integer.MAX_VALUE;
        assertThatThrownBy(this::restart).hasMessageContaining("did not come back within 300 s");
    }

    private void restart() throws IOException {
        try (ServerSocket port = listening()) {
            with("generic-ip-address=127.0.0.1", "generic-ssh-port=" + port.getLocalPort())
                    .restart();
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    }

    private Path keyFile(String name, String text) throws IOException {
        Path folder = Files.createDirectories(store.resolveSibling("keys"));
        return Files.writeString(folder.resolve(name), text);
    }

    private JsonObject stored(Path key) throws IOException, MalformedJsonException {
        try (var stream = Objects.requireNonNull(getClass().getResourceAsStream("/store-format/generic.config.json"))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("$STORE", store.toString())
                    .replace("$KEY", key.toString());
            return GoJsonReader.readObject(text).getAsJsonObject("Driver");
        }
    }

    private Driver with(String... flags) {
        Map<String, OptionValue> given = new HashMap<>();
        for (String flag : flags) {
            String[] parts = flag.split("=", 2);
            given.put(
                    parts[0],
                    parts[0].endsWith("-port")
                            ? new OptionValue.IntValue(Integer.parseInt(parts[1]))
                            : new OptionValue.StringValue(parts[1]));
        }
        Driver driver = open(BaseDriverConfig.initial("m-generic", store.toString()));
        driver.setOptions(DriverOptions.resolve(new GenericDriverProvider().flags(), given, environment));
        return driver;
    }

    @Test
    void theOptionsOfAMachineAreThoseItWasCreatedWith() {
        DriverProvider provider = new GenericDriverProvider();
        Map<String, List<String>> given = Map.of(
                "generic-ip-address", List.of("192.0.2.7"),
                "generic-ssh-port", List.of("2222"),
                "generic-ssh-key", List.of("/home/ada/.ssh/id_rsa"));
        Driver driver = open(BaseDriverConfig.initial("m-generic", store.toString()));
        driver.setOptions(DriverOptions.resolveTexts(provider.flags(), given, Map.of()));

        assertThat(provider.createOptions(driver.config())).contains(given);
        assertThat(provider.flags())
                .allSatisfy(flag -> assertThat(provider.effectOf(flag.name())).isEqualTo(OptionEffect.REPLACE));
    }

    @Test
    void everyOptionThatDiffersFromItsDefaultIsThere() {
        DriverProvider provider = new GenericDriverProvider();
        Map<String, List<String>> given = Map.of(
                "generic-engine-port", List.of("12376"),
                "generic-ip-address", List.of("host.example"),
                "generic-ssh-user", List.of("ops"));
        Driver driver = open(BaseDriverConfig.initial("m-generic", store.toString()));
        driver.setOptions(DriverOptions.resolveTexts(provider.flags(), given, Map.of()));

        assertThat(provider.createOptions(driver.config())).contains(given);
    }

    private Driver open(DriverConfig config) {
        DriverContext context = new DriverContext(
                "m-generic",
                store,
                store.resolve("machines/m-generic"),
                environment,
                store,
                event -> said.add(event.text()),
                () -> {},
                host,
                new SystemCommandRunner(),
                host::at);
        return new GenericDriverProvider().open(context, config);
    }
}
