package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.Program;
import io.onemachine.cli.testing.TestCertificates;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The commands ssh-config and inventory. */
final class LoginCommandsTest extends ProgramFixture {
    private static final String KEY =
            "* ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n";

    private Path knownHosts(String machine) throws IOException {
        return Files.writeString(store.resolve("machines").resolve(machine).resolve("known_hosts"), KEY);
    }

    @Test
    void sshConfigPrintsABlockWithThePinnedKey() throws IOException {
        create("web1");
        driver.hasHosts = true;
        Path known = knownHosts("web1");

        assertThat(program().run("ssh-config")).isEqualTo(new Outcome(0, """
                        Host web1
                            HostName 127.0.0.1
                            Port 2222
                            User someone
                            IdentityFile /keys/id
                            IdentitiesOnly yes
                            StrictHostKeyChecking yes
                            UserKnownHostsFile %s
                            GlobalKnownHostsFile /dev/null
                            CheckHostIP no
                            VerifyHostKeyDNS no
                            NoHostAuthenticationForLocalhost no
                            UpdateHostKeys no
                        """.formatted(known), ""));
    }

    @Test
    void aHostWhoseKeyIsNotKnownYetIsLeftToTheUsersOwnKnownHosts() {
        create("web1");
        driver.hasHosts = true;

        assertThat(program().run("ssh-config").stdout()).doesNotContain("HostKey", "KnownHosts");
    }

    @Test
    void pathsWithBlanksAndPercentSignsAreQuoted() throws IOException {
        Path odd = folder.resolve("my 100% store");
        TestCertificates.copyTo(odd);
        Program program = Program.withStore(odd).drivers(driver);
        assertThat(program.run("create", "-d", "scripted", "web1").exit()).isZero();
        driver.hasHosts = true;
        Files.writeString(odd.resolve("machines/web1/known_hosts"), KEY);

        assertThat(program.run("ssh-config", "web1").stdout())
                .contains("UserKnownHostsFile \"" + folder + "/my 100%% store/machines/web1/known_hosts\"\n");
        assertThat(variables(program, "web1").get("ansible_ssh_common_args").getAsString())
                .contains("-o 'UserKnownHostsFile=\"" + folder + "/my 100%% store/machines/web1/known_hosts\"'");
    }

    @Test
    void aPathThatSshCannotBeGivenIsSaidAndLeftOut() throws IOException {
        Path odd = folder.resolve("a\"b");
        TestCertificates.copyTo(odd);
        Program program = Program.withStore(odd).drivers(driver);
        assertThat(program.run("create", "-d", "scripted", "web1").exit()).isZero();
        driver.hasHosts = true;
        Files.writeString(odd.resolve("machines/web1/known_hosts"), KEY);

        Outcome all = program.run("ssh-config");
        assertThat(all.exit()).isZero();
        assertThat(all.stdout()).isEmpty();
        assertThat(all.stderr()).contains("cannot be written in ssh's configuration: \"web1\" is left out");
        assertThat(program.run("ssh-config", "web1").exit()).isEqualTo(1);
        assertThat(program.run("inventory").stdout()).doesNotContain("web1");
    }

    @Test
    void machinesThatAreOffOrUnreachableHaveTheirLastAddress() {
        create("off", "unknown", "web1");
        driver.hasHosts = true;
        driver.state("off", MachineState.STOPPED);
        driver.on("state", machine -> {
            if (machine.equals("unknown")) {
                throw new DriverException("the cloud does not answer");
            }
        });

        Outcome outcome = program().run("ssh-config");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.stdout().lines().filter(line -> line.startsWith("Host ")))
                .containsExactly("Host off", "Host unknown", "Host web1");
        assertThat(outcome.stderr()).isEqualTo("""
                        "off" is not running: it is written with its last address
                        the cloud does not answer: "unknown" is written with its last address
                        """);
    }

    @Test
    void aMachineWithoutAHostIsLeftOut() {
        create("url");

        Outcome all = program().run("ssh-config");
        assertThat(all.exit()).isZero();
        assertThat(all.stdout()).isEmpty();
        assertThat(all.stderr()).contains("has no host to log in to", "\"url\" is left out");
        Outcome named = program().run("ssh-config", "url");
        assertThat(named.exit()).isEqualTo(1);
        assertThat(program().run("ssh-config", "missing").stderr()).contains("\"missing\" does not exist");
    }

    @Test
    void inventoryHasTheVariablesOfAnsiblesPlugin() throws IOException {
        assertThat(program()
                        .run("create", "-d", "scripted", "--engine-label", "tier=web-front", "web1")
                        .exit())
                .isZero();
        create("off");
        driver.hasHosts = true;
        driver.state("off", MachineState.STOPPED);
        Path known = knownHosts("web1");

        Outcome outcome = program().run("inventory", "--list");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.stderr()).isEmpty();
        JsonObject inventory = object(outcome.stdout());
        assertThat(inventory.keySet())
                .containsExactly("_meta", "docker_machine", "driver_scripted", "label_tier_web_front");
        assertThat(inventory.get("driver_scripted")).hasToString("{\"hosts\":[\"web1\"]}");
        JsonObject hosts = inventory.getAsJsonObject("_meta").getAsJsonObject("hostvars");
        assertThat(hosts.keySet()).containsExactly("web1");
        JsonObject variables = hosts.getAsJsonObject("web1");
        JsonObject attributes = (JsonObject) variables.remove("docker_machine_node_attributes");
        assertThat(attributes.keySet()).contains("Driver", "DriverName", "HostOptions", "Name");
        assertThat(variables).isEqualTo(object("""
                                {
                                  "ansible_host": "127.0.0.1",
                                  "ansible_port": 2222,
                                  "ansible_user": "someone",
                                  "ansible_ssh_private_key_file": "/keys/id",
                                  "ansible_ssh_common_args": "-o IdentitiesOnly=yes -o StrictHostKeyChecking=yes \
                                -o UserKnownHostsFile=%s -o GlobalKnownHostsFile=/dev/null -o CheckHostIP=no \
                                -o VerifyHostKeyDNS=no -o NoHostAuthenticationForLocalhost=no -o UpdateHostKeys=no",
                                  "dm_DOCKER_TLS_VERIFY": "1",
                                  "dm_DOCKER_HOST": "tcp://127.0.0.1:1",
                                  "dm_DOCKER_CERT_PATH": "%s",
                                  "dm_DOCKER_MACHINE_NAME": "web1"
                                }""".formatted(known, store.resolve("machines/web1"))));
    }

    @Test
    void inventoryOfAnEmptyStoreAndOfOneHost() {
        assertThat(program().run("inventory")).isEqualTo(new Outcome(0, """
                        {
                            "_meta": {
                                "hostvars": {}
                            },
                            "docker_machine": {
                                "hosts": []
                            }
                        }
                        """, ""));
        create("web1", "off");
        driver.hasHosts = true;
        driver.state("off", MachineState.STOPPED);

        assertThat(program().run("inventory", "--host", "web1").stdout()).contains("\"ansible_port\": 2222");
        assertThat(program().run("inventory", "--host", "off")).isEqualTo(new Outcome(0, "{}\n", ""));
        assertThat(program().run("inventory", "--host", "missing").exit()).isEqualTo(1);
        assertThat(program().run("inventory", "--list", "--host", "web1").exit())
                .isEqualTo(1);
        assertThat(program().run("inventory", "web1").exit()).isEqualTo(1);
    }

    @Test
    void aMachineWhoseStateIsUnknownIsInTheInventoryWithANote() {
        create("web1");
        driver.hasHosts = true;
        driver.on("state", machine -> {
            throw new DriverException("the cloud does not answer");
        });

        Outcome outcome = program().run("inventory");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.stdout()).contains("\"ansible_host\": \"127.0.0.1\"").doesNotContain("dm_DOCKER_HOST");
        assertThat(outcome.stderr()).isEqualTo("the cloud does not answer: \"web1\" is listed with its last address\n");
        assertThat(program().run("--error-format", "json", "inventory").stderr())
                .startsWith("{\"code\":\"failed\"")
                .contains("\"machine\":\"web1\"", "\"exitCode\":0");
    }

    private static JsonObject variables(Program program, String machine) {
        return object(program.run("inventory", "--host", machine).stdout());
    }

    private static JsonObject object(String text) {
        return new Gson().fromJson(text, JsonObject.class);
    }
}
