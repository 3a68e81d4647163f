package io.onemachine.e2e.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.GoProgram;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that call docker-machine, with one machine on a real host: before there is one, while it runs, while it is stopped, and while
 * the front end fails. The machine has a lease, and certificates that expire within a month: both are warnings.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CallersIT {
    private static final String NAME = "web1";
    private static final String OTHER = "web2";
    private static final int ENDLESS = 1_000_000;
    private static final Pattern VARIABLE = Pattern.compile("DOCKER_[A-Z_]+");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static UserEnvironment user;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static CreatedEntries created;

    private static Path home() {
        return folder.resolve("home");
    }

    private static Path machines() {
        return home().resolve(".docker/machine/machines");
    }

    private static Path machine() {
        return machines().resolve(NAME);
    }

    @BeforeAll
    static void startCloud() throws IOException {
        cloud = Cloud.ofRealHosts(folder);
        // Where docker-machine itself has the store: Testcontainers knows no other.
        user = cloud.user().withExactly(Collections.singletonMap("MACHINE_STORAGE_PATH", null));
        user = user.with("SHELL", "/bin/bash");
        Files.createDirectories(machines());
        created = new CreatedEntries(machines());
    }

    @AfterAll
    static void stopCloud() throws IOException {
        if (created != null) {
            created.close();
        }
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    @Order(1)
    void anEmptyStore() {
        assertThat(new AnsibleInventory(user).hosts()).isEmpty();
        assertThat(runner().list()).isEmpty();
        assertThat(maven().status()).isEqualTo(Fabric8.Status.MISSING);
        assertThat(eclipse().names()).isEmpty();
        assertThat(eclipse().host(NAME)).isEmpty();
        assertThat(eclipse().certificates(NAME)).isEmpty();
        // It takes the empty line for a name, and asks for its status.
        assertThat(new Testcontainers(user, home()).findEngine())
                .hasSize(2)
                .startsWith("installed: true")
                .last()
                .asString()
                .startsWith("no engine: ");
        assertThat(script("docker-machine ls --format {{.Name}}").succeeds().stdout())
                .isEmpty();
        assertThat(script("echo $(docker-machine config " + NAME + ")").stdout())
                .isEqualTo("\n");
        assertThat(machines()).isEmptyDirectory();
    }

    @Test
    @Order(2)
    void aMachineIsCreatedByMaven() throws IOException {
        Path authority = Files.createDirectories(machines().resolveSibling("certs"));
        Path go = GoProgram.build("tlsfiles", folder.resolve("tlsfiles"), user);
        user.run(go.toString(), "make", authority.toString(), "20").succeeds();
        Map<String, String> options = new LinkedHashMap<>();
        options.put("driver", "opennebula");
        options.put("opennebula-template-id", "0");
        options.put("keep-on-failure", "");
        options.put("opennebula-lease", "2h");
        options.put("engine-install-url", "none");

        maven().create(options).succeeds();

        assertThat(user.dockerMachine("ls").succeeds().stdout())
                .contains("The lease of \"" + NAME + "\" ends at ", "The CA expires in ");
        assertThat(created.visible()).containsExactly(NAME);
    }

    @Test
    @Order(3)
    void aRunningMachine() {
        String host = user.dockerMachine("url", NAME).succeeds().stdout().strip();
        Map<String, String> variables = Map.of(
                "DOCKER_TLS_VERIFY",
                "1",
                "DOCKER_HOST",
                host,
                "DOCKER_CERT_PATH",
                machine().toString(),
                "DOCKER_MACHINE_NAME",
                NAME);
        Map<String, String> known = new LinkedHashMap<>();
        variables.forEach((name, value) -> known.put("dm_" + name, value));
        known.put("ansible_host", addressIn(host));
        known.put("ansible_port", "22");
        known.put("ansible_user", "docker");
        known.put(
                "ansible_ssh_private_key_file", machine().resolve("id_ed25519").toString());
        assertThat(new AnsibleInventory(user).hosts()).isEqualTo(Map.of(NAME, known));
        assertThat(maven().status()).isEqualTo(Fabric8.Status.RUNNING);
        assertThat(maven().environment()).isEqualTo(variables);

        assertThat(eclipse().names()).containsExactly(NAME);
        assertThat(eclipse().host(NAME)).contains(host);
        assertThat(eclipse().certificates(NAME)).contains(machine().toString());

        isUsedByTheRunner(host);
        isUsedByScripts(host);
    }

    private static void isUsedByTheRunner(String host) {
        assertThat(runner().list()).containsExactly(NAME);
        assertThat(runner().exists(NAME)).isTrue();
        assertThat(runner().canConnect(NAME)).isTrue();
        GitLabRunner.Credentials credentials = runner().credentials(NAME);
        assertThat(credentials)
                .isEqualTo(new GitLabRunner.Credentials(host, machine().toString()));
        assertThat(user.with(Map.of(
                                "DOCKER_HOST", credentials.host(),
                                "DOCKER_TLS_VERIFY", "1",
                                "DOCKER_CERT_PATH", credentials.certificates()))
                        .run("docker", "version", "--format", "{{.Server.Os}}")
                        .succeeds()
                        .stdout())
                .isEqualTo("linux\n");
    }

    private static void isUsedByScripts(String host) {
        assertThat(script("docker $(docker-machine config " + NAME + ") version --format {{.Server.Os}}")
                        .succeeds()
                        .stdout())
                .isEqualTo("linux\n");
        assertThat(script(
                                "for name in $(docker-machine ls --format {{.Name}}); do"
                                        + " echo $name tcp://$(docker-machine inspect --format {{.Driver.IPAddress}} $name):2376; done")
                        .succeeds()
                        .stdout())
                .isEqualTo(NAME + " " + host + "\n");
        Outcome swarm = script("docker-machine config --swarm " + NAME);
        swarm.failsWith(1).complains("is not a swarm master");
        assertThat(swarm.stdout()).isEmpty();
    }

    /** Lines with a variable's name are those that set it: warnings and hints are searched for variables, too. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "fish", "cmd", "powershell", "tcsh", "emacs"})
    @Order(4)
    void noOtherLineOfEnvNamesAVariable(String shell) {
        List<String> lines = user.dockerMachine("env", "--shell=" + shell, NAME)
                .succeeds()
                .stdout()
                .lines()
                .toList();

        assertThat(lines.stream().filter(line -> line.contains("expires in")))
                .as("the warning in %s", lines)
                .hasSize(1);
        assertThat(lines.stream()
                        .flatMap(line -> VARIABLE.matcher(line).results().map(MatchResult::group)))
                .as("%s", lines)
                .containsExactly("DOCKER_TLS_VERIFY", "DOCKER_HOST", "DOCKER_CERT_PATH", "DOCKER_MACHINE_NAME");
    }

    @Test
    @Order(5)
    void aStoppedMachine() {
        runner().stop(NAME).succeeds();

        assertThat(new AnsibleInventory(user).hosts()).isEmpty();
        assertThat(new AnsibleInventory(user).hostsInAnyState()).isEmpty();
        assertThat(runner().list()).containsExactly(NAME);
        assertThat(runner().exists(NAME)).isTrue();
        assertThat(runner().canConnect(NAME)).isFalse();
        runner().inspect(NAME).succeeds();
        assertThat(maven().status()).isEqualTo(Fabric8.Status.STOPPED);
        assertThat(eclipse().names()).containsExactly(NAME);
        assertThat(eclipse().host(NAME)).isEmpty();
        assertThat(eclipse().certificates(NAME)).isEmpty();
        assertThat(script("echo $(docker-machine config " + NAME + ")").stdout())
                .isEqualTo("\n");
        assertThat(script("docker-machine ls --format {{.Name}}").succeeds().stdout())
                .isEqualTo(NAME + "\n");
    }

    @Test
    @Order(6)
    void aStoppedMachineIsStartedByTestcontainers() {
        List<String> found = new Testcontainers(user, home()).findEngine();

        String host = user.dockerMachine("url", NAME).succeeds().stdout().strip();
        assertThat(found)
                .containsExactly(
                        "installed: true", "host: " + host, "address: " + addressIn(host), "engine of: " + NAME);
        assertThat(maven().status()).isEqualTo(Fabric8.Status.RUNNING);
    }

    private static String addressIn(String host) {
        return host.substring("tcp://".length(), host.lastIndexOf(':'));
    }

    @Test
    @Order(7)
    void commandsThatWereKilledAtTheirTimeLimits() {
        runner().createUntilTheTimeLimit(
                        OTHER,
                        () -> cloud.api().vms().size() == 2,
                        "opennebula-template-id=0",
                        "engine-install-url=none");

        assertThat(runner().list()).containsExactly(NAME, OTHER);
        assertThat(runner().exists(OTHER)).isTrue();
        assertThat(runner().canConnect(OTHER)).isFalse();
        runner().remove(OTHER).succeeds();
        assertThat(runner().list()).containsExactly(NAME);
        assertThat(cloud.api().vms()).hasSize(1);

        int actions = actions();
        runner().stopUntilTheTimeLimit(NAME, () -> actions() > actions);

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> user.dockerMachine("status", NAME).stdout().equals("Stopped\n"));
        assertThat(maven().status()).isEqualTo(Fabric8.Status.STOPPED);
        assertThat(runner().list()).containsExactly(NAME);
        assertThat(runner().exists(NAME)).isTrue();
    }

    private static int actions() {
        return cloud.control().calls().entrySet().stream()
                .filter(call -> call.getKey().startsWith("one.vm.action"))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Test
    @Order(8)
    void aFrontEndThatFails() {
        cloud.control().addFault("*", ENDLESS, List.of("page", "503"));

        assertThat(new AnsibleInventory(user).hosts()).isEmpty();
        assertThat(new AnsibleInventory(user).hostsInAnyState()).isEmpty();
        assertThat(eclipse().names()).containsExactly(NAME);
        assertThat(eclipse().host(NAME)).isEmpty();
        assertThat(eclipse().certificates(NAME)).isEmpty();
        // It takes the failure for a machine that is missing; what it does then must not harm the machine.
        assertThat(maven().status()).isEqualTo(Fabric8.Status.MISSING);
        maven().create(Map.of("driver", "opennebula", "opennebula-template-id", "0"))
                .failsWith(1)
                .complains("\"" + NAME + "\" already exists");
        assertThat(new Testcontainers(user, home()).findEngine())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("no engine: ");
        assertThat(runner().list()).containsExactly(NAME);
        assertThat(runner().exists(NAME)).isTrue();
        assertThat(runner().canConnect(NAME)).isFalse();
        runner().inspect(NAME).succeeds();
        runner().stop(NAME).failsWith(1);
        runner().remove(NAME).failsWith(1);
        assertThat(runner().exists(NAME)).as("after a removal that failed").isTrue();
        assertThat(machine().resolve("config.json")).exists();

        Outcome forgotten = runner().forceRemove(NAME);
        assertThat(forgotten.exitCode()).as("%s", forgotten).isZero();
        forgotten.complains("VM 0 (" + NAME + ")", "may still exist");
        assertThat(runner().list()).isEmpty();
        cloud.control().clearFaults();
        assertThat(cloud.api().vms()).hasSize(1);
        user.dockerMachine("gc", "-y").succeeds();
        assertThat(cloud.api().vms()).isEmpty();
        assertThat(created.visible()).containsExactly(NAME, OTHER);
    }

    private static GitLabRunner runner() {
        return new GitLabRunner(user, machines());
    }

    private static Fabric8 maven() {
        return new Fabric8(user, NAME);
    }

    private static EclipseLinuxTools eclipse() {
        return new EclipseLinuxTools(user);
    }

    private static Outcome script(String line) {
        return user.run("sh", "-c", line);
    }
}
