package io.onemachine.e2e.opennebula;

import static io.onemachine.e2e.support.OpenNebulaApi.element;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.ExistingHost;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real host after its first boot: its name, the login user, the template's settings. */
final class FirstBootIT {

    /** As GitLab Runner creates them: the prefix of a runner, its project and a random end. */
    private static final String RUNNERS =
            "runner-abc123-project-12345678-concurrent-0-1764430265-0123456789abcdef-gitlab-example-com-group-1";

    private static final String HOST_NAME =
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*";

    /** Does what the start script of the Go driver of release 6.8.3 does, which puts new users under /var/lib. */
    private static final String GO_DRIVERS_WAY = """
            #!/bin/sh
            user=$DOCKER_SSH_USER
            if ! id -u "$user"; then
                grep -q "^$user:" /etc/group || groupadd "$user"
                useradd -m -g "$user" -d "/var/lib/$user" "$user"
            fi
            home=$(awk -F: -v user="$user" '$1 == user { print $6 }' /etc/passwd)
            mkdir -p "$home/.ssh"
            printf '%s\\n' "$DOCKER_SSH_PUBLIC_KEY" >>"$home/.ssh/authorized_keys"
            chmod -R go= "$home/.ssh"
            chown -R "$user:" "$home/.ssh"
            """;

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static UserEnvironment user;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofRealHosts(folder);
        user = cloud.user();
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void machinesMayHaveNamesThatNoHostCanHave() {
        cloud.api().registerTemplate("""
                NAME="named" CPU="1" MEMORY="512" DISK=[IMAGE_ID="0"] NIC=[NETWORK_ID="0"]
                CONTEXT=[NETWORK="YES",SET_HOSTNAME="$NAME"]""");
        List<String> names = List.of(RUNNERS, "a..b", "a-");
        List<String> create = new ArrayList<>(List.of("create", "--opennebula-template-name=named"));
        create.addAll(names);
        user.dockerMachine(create.toArray(String[]::new)).succeeds();
        for (String name : names) {
            String[] host = user.dockerMachine(
                            "ssh", name, "hostname; cat /etc/hostname; sudo -n true && docker info -f '{{.Name}}'")
                    .succeeds()
                    .stdout()
                    .split("\n", -1);
            assertThat(host[0]).matches(HOST_NAME).hasSizeLessThanOrEqualTo(63);
            assertThat(host).containsExactly(host[0], host[0], host[0], "");
            user.dockerMachine("ls", "-q", "--filter", "name=" + name)
                    .succeeds()
                    .says(name + "\n");
        }
        assertThat(cloud.api().vms().stream().map(vm -> element(cloud.api().vm(vm), "NAME")))
                .containsExactlyInAnyOrderElementsOf(names);

        String before = onHost("a..b", "hostname");
        user.dockerMachine("stop", "a..b").succeeds();
        user.dockerMachine("start", "a..b").succeeds();
        assertThat(onHost("a..b", "hostname"))
                .as("also when the contextualization has named the host anew")
                .isEqualTo(before);

        List<String> remove = new ArrayList<>(List.of("rm", "-y"));
        remove.addAll(names);
        user.dockerMachine(remove.toArray(String[]::new)).succeeds();
        cloud.holdsNothing();
    }

    @Test
    void invalidNamesAreRefusedBeforeAnythingIsCreated() {
        user.create("n".repeat(129), "--opennebula-template-id=0")
                .failsWith(3)
                .complains("which has 129 characters; OpenNebula takes names of up to 128");
        user.dockerMachine("create", "-d", "none", "--url", "tcp://192.0.2.1:2376", "n".repeat(256))
                .failsWith(1)
                .complains("has 256 characters");
        assertThat(user.store().resolve("machines").toFile().list()).isNullOrEmpty();
    }

    /** The Docker package of Debian creates a group docker, and no user. */
    @Test
    void theUserOfTheGoDriverLogsInByKeyAndMayUseDocker() throws IOException {
        Path key = ExistingHost.newKey(user, folder, "");
        String publicKey = Files.readString(key.resolveSibling(key.getFileName() + ".pub"));
        String context = """
                CONTEXT=[NETWORK="YES",SSH_PUBLIC_KEY="$USER[SSH_PUBLIC_KEY]",DOCKER_SSH_USER="docker",
                DOCKER_SSH_PUBLIC_KEY="%s",START_SCRIPT_BASE64="%s"]""".formatted(publicKey, Base64.getEncoder().encodeToString(GO_DRIVERS_WAY.getBytes(UTF_8)));
        cloud.api().call("one.template.instantiate", 0, "old", false, context, false);
        int vm = cloud.api().vms().getFirst();
        String ip = element(element(cloud.api().vm(vm), "NIC"), "IP");
        String ssh = "ssh -F /dev/null -o BatchMode=yes -o LogLevel=error -o StrictHostKeyChecking=no"
                + " -o UserKnownHostsFile=/dev/null -o ConnectTimeout=2 -i " + key + " docker@" + ip;
        // Slowly: Debian 13's sshd blocks an address for a while after a few failed logins.
        Outcome seen = user.run(
                "sh",
                "-c",
                "for i in 1 2 3 4 5 6 7 8 9 10; do " + ssh
                        + " 'id -un && docker ps -q && pwd' 2>/dev/null && exit; sleep 1; done; exit 1");
        assertThat(seen.succeeds().stdout()).isEqualTo("docker\n/home/docker\n");
        cloud.api().terminate(vm);
    }

    /** An image may have a user docker without a login: one of a service, or one that the Go driver created. */
    @Test
    void aUserOfTheImageWithoutShellOrHomeGetsThem() {
        String script = """
                #!/bin/sh
                userdel -r docker 2>/dev/null
                getent group docker || groupadd -r docker
                useradd -r -g docker -d /var/lib/docker -s /usr/sbin/nologin docker
                """;
        cloud.api().registerTemplate("""
                NAME="service" CPU="1" MEMORY="512" DISK=[IMAGE_ID="0"] NIC=[NETWORK_ID="0"]
                CONTEXT=[NETWORK="YES",START_SCRIPT_BASE64="%s"]""".formatted(Base64.getEncoder().encodeToString(script.getBytes(UTF_8))));
        user.create("service", "--opennebula-template-name=service").succeeds();
        assertThat(onHost("service", "id -un; pwd; docker ps -q; sudo stat -c '%U %a' /var/lib/docker"))
                .isEqualTo("docker\n/home/docker\nroot 710\n");

        // The user of a running service stays as it is, and gets no rights.
        assertThat(onHost("service", """
                        sudo useradd -r -d /nonexistent -s /usr/sbin/nologin busy
                        sudo systemd-run -q --service-type=exec --uid=busy sleep 1000
                        sudo sh -c 'set -a; . /context/context.sh; TEMPLATE_START_SCRIPT_BASE64=; DOCKER_SSH_USER=busy
                            echo "$START_SCRIPT_BASE64" | base64 -d | sh'
                        echo $?; getent passwd busy | cut -d: -f6-; sudo grep -rl busy /etc/sudoers.d; ls -d /nonexistent""")).isEqualTo("""
                        The user busy with home /nonexistent and shell /usr/sbin/nologin cannot log in, and is left as it is: a process runs as it.
                        1
                        /nonexistent:/usr/sbin/nologin
                        """);
        user.dockerMachine("rm", "-y", "service").succeeds();
    }

    @Test
    void answersReachTheHostAsOpenNebulasOwnToolsSendThem() {
        cloud.api().registerTemplate("""
                NAME="asking" CPU="1" MEMORY="512" DISK=[IMAGE_ID="0"] NIC=[NETWORK_ID="0"]
                USER_INPUTS=[
                  CERTIFICATE="M|text64|a certificate", MOTD="O|text64|greeting| |hello you",
                  TAGS="O|list-multiple|tags|a,b,c|a", SWITCH="O|boolean|a switch| |true", SIZE="O|range|size|1..4|2"]
                CONTEXT=[NETWORK="YES",CERTIFICATE="$CERTIFICATE",MOTD="$MOTD",TAGS="$TAGS",SWITCH="$SWITCH",SIZE="$SIZE",
                  START_SCRIPT="#!/bin/sh
                { echo $CERTIFICATE | base64 -d; echo $MOTD | base64 -d; echo; echo $TAGS $SWITCH $SIZE; } >/root/answers
                "]""");
        user.create(
                        "no",
                        "--opennebula-template-name=asking",
                        "--opennebula-input=CERTIFICATE=x",
                        "--opennebula-input=TAGS=a,d")
                .failsWith(3)
                .complains("for TAGS is not some of a,b,c, as the template asks for it");
        String certificate = "-----BEGIN CERTIFICATE-----\nMIIB+/==\n-----END CERTIFICATE-----\n";
        user.create(
                        "asked",
                        "--opennebula-template-name=asking",
                        "--opennebula-input=CERTIFICATE=" + certificate,
                        "--opennebula-input=TAGS=c, a")
                .succeeds();
        assertThat(onHost("asked", "sudo cat /root/answers")).isEqualTo(certificate + "hello you\nc,a YES 2\n");
        user.dockerMachine("rm", "-y", "asked").succeeds();
    }

    private static String onHost(String machine, String command) {
        return user.dockerMachine("ssh", machine, command).stdout();
    }
}
