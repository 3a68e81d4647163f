package io.onemachine.e2e.opennebula;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real hosts on which cloud-init, of Debian's package, reads the CONTEXT and nothing else does. */
final class CloudInitIT {

    private static final String HOST_KEY = "cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub";

    /** The template's own user data; OpenNebula fills the variable in. */
    private static final String OF_THE_TEMPLATE = """
            #cloud-config
            users:
              - default
              - name: extra
                groups: [adm]
            bootcmd:
              - echo bootcmd >>/root/order
            write_files:
              - path: /root/named
                content: $NAME
            runcmd:
              - echo runcmd >>/root/order
            """;

    private static final String OF_THE_USER = """
            #!/bin/sh
            echo "Gr\u00fc\u00dfe" >/root/greeting
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
    void aMachineIsCreatedStoppedAndStartedWithTheHostKeyThatWasKnownBefore() {
        user.create("c1", "--opennebula-template-id=5", "--engine-install-url=distro", "--ssh-host-key=pinned")
                .succeeds()
                .says("Docker is up and running!\n");
        String known = knownKey("c1");
        assertThat(user.dockerMachine("ssh", "c1", "id -un; hostname; cloud-init status; " + HOST_KEY)
                        .succeeds()
                        .stdout())
                .isEqualTo("docker\nc1\nstatus: done\n" + known + "\n");
        user.dockerMachine("ls").succeeds().showsLine("c1 +- +opennebula +Running +tcp://\\S+:2376 +v2\\d\\.\\S+ *");
        assertThat(user.dockerMachine(
                                "ssh",
                                "c1",
                                "cat /run/cloud-init/instance-data.json | grep -c 'HOST_KEY\": \"redacted'; "
                                        + "sudo grep -c 'WARNING\\|Traceback' /var/log/cloud-init.log")
                        .stdout())
                .as("the host key is hidden from the host's users; cloud-init had no problem")
                .isEqualTo("1\n0\n");

        user.dockerMachine("stop", "c1").succeeds();
        user.dockerMachine("start", "c1").succeeds();
        assertThat(user.dockerMachine("ssh", "c1", "hostname; docker ps -q; " + HOST_KEY)
                        .succeeds()
                        .stdout())
                .isEqualTo("c1\n" + known + "\n");

        // cloud-init takes a copy of a VM for the instance that it was, and puts no host keys there.
        assertThat(user.dockerMachine("ssh", "c1", """
                            sudo sh -c 'rm /etc/ssh/ssh_host_*; ssh-keygen -q -t ed25519 -N "" -f /etc/ssh/ssh_host_ed25519_key
                            script=/var/lib/cloud/instance/boothooks/docker-machine
                            $script & $script & wait'
                            """ + HOST_KEY).succeeds().stdout())
                .as("two runs at the same time")
                .isEqualTo(known + "\n");
        assertThat(user.dockerMachine("ssh", "c1", """
                        sudo sh -c 'mkdir /tmp/bin; cd /tmp/bin; ln -s /usr/bin/* /usr/sbin/* . 2>/dev/null; rm sudo flock; ln -s true doas
                        sed "s/^DOCKER_SSH_USER=.*/DOCKER_SSH_USER=other/" /var/lib/cloud/instance/boothooks/docker-machine >/tmp/script
                        PATH=/tmp/bin sh /tmp/script; PATH=/tmp/bin sh /tmp/script
                        cat /etc/doas.conf; stat -c "%a %U" /etc/doas.conf; ls /run | grep -c docker-machine.lock.d'
                        """).stdout())
                .as("a host with doas, and without sudo and flock")
                .isEqualTo("permit nopass other\n600 root\n0\n");
        user.dockerMachine("rm", "-y", "c1").succeeds();
        cloud.holdsNothing();
    }

    @Test
    void userDataOfTheTemplateAndOfTheUserTakesEffectAndTheHostKeyIsKnownAllTheSame() throws IOException {
        cloud.api().registerTemplate("""
                    NAME="own" CPU="1" MEMORY="512" DISK=[IMAGE_ID="5"] NIC=[NETWORK_ID="0"]
                    CONTEXT=[NETWORK="YES",USER_DATA="%s"]""".formatted(OF_THE_TEMPLATE));
        user.create("t", "--opennebula-template-name=own", "--engine-install-url=distro")
                .succeeds();
        assertThat(user.dockerMachine("ssh", "t", """
                            cloud-init status --wait >/dev/null; sudo cat /root/named; echo; sudo cat /root/order
                            id -nG extra; id -un debian
                            """ + HOST_KEY).succeeds().stdout())
                .isEqualTo("t\nbootcmd\nruncmd\nextra adm\ndebian\n" + knownKey("t") + "\n");
        user.dockerMachine("rm", "-y", "t").succeeds();

        // The SSH user is the image's own, which cloud-init would create itself.
        Path file = Files.writeString(folder.resolve("user-data"), OF_THE_USER);
        user.create(
                        "u",
                        "--opennebula-template-id=5",
                        "--opennebula-userdata=" + file,
                        "--opennebula-ssh-user=debian",
                        "--engine-install-url=distro")
                .succeeds();
        assertThat(user.dockerMachine("ssh", "u", """
                            cloud-init status --wait >/dev/null; id -un; sudo cat /root/greeting
                            """ + HOST_KEY).succeeds().stdout())
                .isEqualTo("debian\nGr\u00fc\u00dfe\n" + knownKey("u") + "\n");
        user.dockerMachine("rm", "-y", "u").succeeds();
        cloud.holdsNothing();
    }

    private static String knownKey(String machine) {
        try {
            return Files.readString(user.store().resolve("machines/" + machine + "/known_hosts"))
                    .strip()
                    .replaceFirst("^\\S+ ", "");
        } catch (IOException e) {
            throw new AssertionError(machine, e);
        }
    }
}
