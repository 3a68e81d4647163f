package io.onemachine.e2e.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.SystemSnapshot;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenNebula guide to Docker Machine, typed from its first step to its last, on a real host. */
final class GuideWalkIT {

    private static final String NAME = "ubuntu-docker";
    private static final String HOST_KEY = "/etc/ssh/ssh_host_ed25519_key";
    private static final String URL = "tcp://198\\.\\d+\\.\\d+\\.\\d+:2376";

    @Test
    void theGuidesStepsWorkInTheirOrder(@TempDir Path folder) {
        SystemSnapshot before = SystemSnapshot.now(folder);
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            UserEnvironment user = cloud.user();

            create(user);
            showsTheKeyThatIsKnown(user);
            listsRunning(user, "-");
            stopsAndStarts(user);
            showsTheKeyThatIsKnown(user);
            inspects(user);
            String ip = user.dockerMachine("ip", NAME).succeeds().stdout().strip();
            assertThat(user.dockerMachine("url", NAME).succeeds().stdout()).isEqualTo("tcp://" + ip + ":2376\n");
            logsIn(user);
            UserEnvironment connected = evaluatesEnv(user, ip);
            runsAContainer(connected);
            listsRunning(connected, "\\*");
            assertThat(connected.dockerMachine("active").succeeds().stdout()).isEqualTo(NAME + "\n");
            isNotTakenForItselfWithAnotherKey(user);
            restartsAndKills(user);
            removes(user, cloud);
        }
        before.nothingWasAdded(folder);
    }

    private static void create(UserEnvironment user) {
        user.dockerMachine("create", "--driver", "opennebula", "--opennebula-template-id", "0", NAME)
                .succeeds()
                .says(
                        "Running pre-create checks...\n",
                        "Creating machine...\n",
                        "Provisioning with debian...\n",
                        "Docker is up and running!\n",
                        "To see how to connect your Docker Client to the Docker Engine running on this virtual machine, run: ",
                        "docker-machine env " + NAME + "\n");
    }

    /** Checks that sshd shows the key that was generated before the VM, and that only root can read it. */
    private static void showsTheKeyThatIsKnown(UserEnvironment user) {
        String known = user.run("cut", "-d ", "-f2-", user.machine(NAME) + "/known_hosts")
                .succeeds()
                .stdout();
        assertThat(known).startsWith("ssh-ed25519 ");
        assertThat(user.dockerMachine("ssh", NAME, "cat " + HOST_KEY + ".pub")
                        .succeeds()
                        .stdout())
                .isEqualTo(known);
        assertThat(user.dockerMachine("ssh", NAME, "stat -c '%a %U' " + HOST_KEY + "; ls -A /etc/ssh | grep -c machine")
                        .stdout())
                .isEqualTo("600 root\n0\n");
        String ip = user.dockerMachine("ip", NAME).succeeds().stdout().strip();
        assertThat(user.run("ssh-keyscan", "-t", "ed25519", ip).stdout()).contains(known.strip());
    }

    /** The next boot restores the key that the machine was created with. */
    private static void isNotTakenForItselfWithAnotherKey(UserEnvironment user) {
        user.dockerMachine(
                        "ssh",
                        NAME,
                        "sudo sh -c 'rm " + HOST_KEY + "*; ssh-keygen -q -t ed25519 -N \"\" -f " + HOST_KEY
                                + "; systemctl reload ssh'")
                .succeeds();
        for (String client : List.of("--native-ssh", "--native-ssh=false")) {
            assertThat(user.dockerMachine(client, "ssh", NAME, "true")
                            .failsWith(255)
                            .stderr())
                    .containsPattern("it shows SHA256:\\S+ \\(ED25519\\), known is SHA256:\\S+ \\(ED25519\\)");
        }
    }

    private static void listsRunning(UserEnvironment user, String active) {
        user.dockerMachine("ls")
                .succeeds()
                .showsLine("NAME {12}ACTIVE {3}DRIVER {7}STATE {5}URL +SWARM {3}DOCKER +ERRORS")
                .showsLine(NAME + " +" + active + " +opennebula +Running +" + URL + " +v2\\d\\.\\d+\\.\\d+\\S* *");
    }

    private static void stopsAndStarts(UserEnvironment user) {
        Outcome stop = user.dockerMachine("stop", NAME).succeeds();
        assertThat(stop.stdout()).isEqualTo("Stopping \"" + NAME + "\"...\nMachine \"" + NAME + "\" was stopped.\n");
        assertThat(user.dockerMachine("status", NAME).succeeds().stdout()).isEqualTo("Stopped\n");
        user.dockerMachine("ls").succeeds().showsLine(NAME + " +- +opennebula +Stopped +Unknown *");
        user.dockerMachine("url", NAME).failsWith(1).complains("Host is not running");
        user.dockerMachine("ssh", NAME, "true").failsWith(1).complains("Host \"" + NAME + "\" is not running");

        user.dockerMachine("start", NAME)
                .succeeds()
                .says(
                        "Starting \"" + NAME + "\"...\n",
                        "(" + NAME + ") Waiting for SSH..\n",
                        "Machine \"" + NAME + "\" was started.\n",
                        "Waiting for SSH to be available...\n",
                        "Detecting the provisioner...\n");
        listsRunning(user, "-");
    }

    private static void inspects(UserEnvironment user) {
        Outcome inspect = user.dockerMachine("inspect", NAME).succeeds();
        inspect.says(
                "\"DriverName\": \"opennebula\"",
                "\"TemplateID\": \"0\"",
                "\"InstallURL\": \"https://get.docker.com\"",
                "\"TlsVerify\": true",
                "\"ArbitraryFlags\": []");
        assertThat(inspect.stdout()).doesNotContain("oneadmin:opennebula");
        assertThat(user.dockerMachine("inspect", "-f", "{{.Driver.SSHUser}} {{.Name}}", NAME)
                        .succeeds()
                        .stdout())
                .isEqualTo("docker " + NAME + "\n");
    }

    private static void logsIn(UserEnvironment user) {
        assertThat(user.dockerMachine("ssh", NAME, "--", "systemctl", "is-active", "docker")
                        .succeeds()
                        .stdout())
                .isEqualTo("active\n");
        assertThat(user.dockerMachine("ssh", NAME, "hostname").succeeds().stdout())
                .isEqualTo(NAME + "\n");
        // Without sudo: the SSH user does not see root's files.
        user.dockerMachine("ssh", NAME, "docker", "ps", "-a").succeeds().says("CONTAINER ID");
        assertThat(user.dockerMachine("ssh", NAME, "stat -c '%a %U' /etc/docker/server-key.pem")
                        .succeeds()
                        .stdout())
                .isEqualTo("600 root\n");
        holdsNoSecretOfOurs(user);
        assertThat(user.dockerMachine("ssh", NAME, "exit 42").exitCode()).isEqualTo(42);
        assertThat(user.dockerMachine("--native-ssh", "ssh", NAME, "id -un")
                        .succeeds()
                        .stdout())
                .isEqualTo("docker\n");
        assertThat(user.dockerMachine("--native-ssh", "ssh", NAME, "exit 42").exitCode())
                .isEqualTo(42);
    }

    /** Only SSH and the engine's TLS port are open, and neither files, processes nor the journal have the user's password. */
    private static void holdsNoSecretOfOurs(UserEnvironment user) {
        String listening = user.dockerMachine(
                        "ssh",
                        NAME,
                        "awk '$4 == \"0A\" {print $2}' /proc/net/tcp /proc/net/tcp6 | grep -v '^0100007F:\\|^[0-9A-F]*00000001:'"
                                + " | sed 's/.*://' | sort -u")
                .succeeds()
                .stdout();
        assertThat(listening).as("ports that others reach: 22 and 2376").isEqualTo("0016\n0948\n");
        String url =
                "https://" + user.dockerMachine("ip", NAME).succeeds().stdout().strip() + ":2376/version";
        assertThat(user.run("curl", "-sS", "-k", "-m", "20", url).exitCode())
                .as("without a client certificate")
                .isEqualTo(56);
        assertThat(user.run(
                                "curl",
                                "-sS",
                                "-m",
                                "20",
                                "--cacert",
                                user.machine(NAME).resolve("ca.pem").toString(),
                                "--cert",
                                user.machine(NAME).resolve("cert.pem").toString(),
                                "--key",
                                user.machine(NAME).resolve("key.pem").toString(),
                                url)
                        .succeeds()
                        .stdout())
                .contains("ApiVersion");
        // On standard input, because sudo's log is searched too. The brackets keep the pattern from matching itself.
        String search = """
                for word in 'oneadmin:[o]pennebula' 'BEGIN.* PRIVATE [K]EY'; do
                    grep -rlIs --exclude-dir=ssh --exclude-dir=ssl -e "$word" /etc /home /root /tmp /var/tmp /var/log
                    journalctl --no-pager | grep -c -e "$word"
                    cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' | grep -c -e "$word"
                done
                """;
        assertThat(user.runWithInput(search, List.of("docker-machine", "ssh", NAME, "sudo", "sh", "-s"))
                        .stdout()
                        .lines())
                .containsExactly("0", "0", "/etc/docker/server-key.pem", "0", "0");
    }

    /** What {@code eval $(docker-machine env NAME)} does: a shell reads it, not this test. */
    private static UserEnvironment evaluatesEnv(UserEnvironment user, String ip) {
        Outcome shell = user.run(
                "sh",
                "-c",
                "eval \"$(docker-machine env --shell sh " + NAME + ")\" && env | grep -E '^(DOCKER|COMPOSE)_'");
        shell.succeeds();
        Map<String, String> variables = new LinkedHashMap<>();
        Matcher matcher = Pattern.compile("^([A-Z_]+)=(.*)$", Pattern.MULTILINE).matcher(shell.stdout());
        while (matcher.find()) {
            variables.put(matcher.group(1), matcher.group(2));
        }
        assertThat(variables)
                .containsEntry("DOCKER_HOST", "tcp://" + ip + ":2376")
                .containsEntry("DOCKER_TLS_VERIFY", "1")
                .containsEntry("DOCKER_MACHINE_NAME", NAME)
                .containsEntry("DOCKER_CERT_PATH", user.machine(NAME).toString());
        return user.with(variables);
    }

    private static void runsAContainer(UserEnvironment connected) {
        connected.run("docker", "ps", "-a").succeeds().says("CONTAINER ID");
        String certificates = connected.machine(NAME).toString();
        String ip = connected.dockerMachine("ip", NAME).succeeds().stdout().strip();
        connected
                .run(
                        "docker",
                        "--tlsverify",
                        "--tlscacert=" + certificates + "/ca.pem",
                        "--tlscert=" + certificates + "/cert.pem",
                        "--tlskey=" + certificates + "/key.pem",
                        "-H=tcp://" + ip + ":2376",
                        "version",
                        "--format",
                        "{{.Server.Os}}")
                .succeeds()
                .says("linux");
        connected
                .run(
                        "sh",
                        "-c",
                        "docker-machine ssh " + NAME + " -- tar -c -C /bin busybox | docker import - test/hello")
                .succeeds();
        assertThat(connected
                        .run("docker", "run", "--rm", "--uts", "host", "test/hello", "/busybox", "hostname")
                        .succeeds()
                        .stdout())
                .isEqualTo(NAME + "\n");
    }

    private static void restartsAndKills(UserEnvironment user) {
        user.dockerMachine("restart", NAME).succeeds().says("Restarting \"" + NAME + "\"...\n");
        listsRunning(user, "-");
        showsTheKeyThatIsKnown(user);
        Outcome kill = user.dockerMachine("kill", NAME).succeeds();
        assertThat(kill.stdout()).isEqualTo("Killing \"" + NAME + "\"...\nMachine \"" + NAME + "\" was killed.\n");
        assertThat(user.dockerMachine("status", NAME).succeeds().stdout()).isEqualTo("Stopped\n");
    }

    private static void removes(UserEnvironment user, Cloud cloud) {
        String question = """
                About to remove ubuntu-docker
                WARNING: This action will delete both local reference and remote instance.
                Are you sure? (y/n):\s""";
        Outcome refused =
                user.runWithInput("n\n", List.of("docker-machine", "rm", NAME)).succeeds();
        assertThat(refused.stdout()).isEqualTo(question);
        assertThat(cloud.api().vms()).hasSize(1);

        Outcome removed =
                user.runWithInput("y\n", List.of("docker-machine", "rm", NAME)).succeeds();
        assertThat(removed.stdout()).isEqualTo(question + "Successfully removed " + NAME + "\n");
        assertThat(Files.exists(user.machine(NAME))).isFalse();
        assertThat(cloud.api().vms()).isEmpty();
        assertThat(user.dockerMachine("ls", "-q").succeeds().stdout()).isEmpty();
    }
}
