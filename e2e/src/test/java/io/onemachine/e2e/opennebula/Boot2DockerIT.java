package io.onemachine.e2e.opennebula;

import static io.onemachine.e2e.support.OpenNebulaApi.element;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A boot2docker machine, from an image, a network and a data disk, through its whole life. */
final class Boot2DockerIT {

    private static final String NAME = "b2d";

    @Test
    void aBoot2DockerMachineLivesThroughStopAndStart(@TempDir Path folder) {
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            UserEnvironment user = cloud.user();
            user.create(
                            NAME,
                            "--opennebula-image-id",
                            "2",
                            "--opennebula-network-name",
                            "public",
                            "--opennebula-b2d-size",
                            "1024",
                            "--engine-label",
                            "rack=7")
                    .succeeds()
                    .says("Provisioning with boot2docker...\n", "Docker is up and running!\n");
            String vm = cloud.api().vm(cloud.api().vms().getFirst());
            assertThat(vm).containsPattern("<SIZE>(<!\\[CDATA\\[)?1024\\b");
            assertThat(element(vm, "IMAGE")).isEqualTo("boot2docker");

            works(user);
            String profile = onHost(user, "cat /var/lib/boot2docker/profile");
            assertThat(profile)
                    .contains(
                            "EXTRA_ARGS='\n--label rack=7\n--label provider=opennebula\n'\n",
                            "CACERT=/var/lib/boot2docker/ca.pem\n",
                            "DOCKER_HOST='-H tcp://0.0.0.0:2376'\n",
                            "DOCKER_TLS=auto\n",
                            "SERVERKEY=/var/lib/boot2docker/server-key.pem\n",
                            "SERVERCERT=/var/lib/boot2docker/server.pem\n");
            assertThat(onHost(user, "stat -c '%a %U' /var/lib/boot2docker/server-key.pem"))
                    .isEqualTo("600 root\n");
            assertThat(onHost(user, "id -un")).isEqualTo("docker\n");

            user.dockerMachine("stop", NAME).succeeds();
            assertThat(user.dockerMachine("status", NAME).succeeds().stdout()).isEqualTo("Stopped\n");
            user.dockerMachine("start", NAME).succeeds();
            assertThat(onHost(user, "cat /var/lib/boot2docker/profile")).isEqualTo(profile);
            works(user);
            user.dockerMachine("restart", NAME).succeeds();
            works(user);

            anotherUserIsCreatedByBusyBox(user);
            user.dockerMachine("rm", "-y", NAME, "ada").succeeds();
            cloud.holdsNothing();
        }
    }

    private static void works(UserEnvironment user) {
        user.dockerMachine("ls").succeeds().showsLine(NAME + " +- +opennebula +Running +tcp://\\S+ +v2\\d\\.\\S+ *");
        assertThat(onHost(user, "hostname")).isEqualTo(NAME + "\n");
        // Sorted, since the engine reports its labels in any order.
        assertThat(onHost(user, "docker info --format '{{range .Labels}}{{println .}}{{end}}' | sort"))
                .isEqualTo("\nprovider=opennebula\nrack=7\n");
        user.run("sh", "-c", """
                eval "$(docker-machine env --shell sh b2d)"
                docker-machine ssh b2d cat /usr/share/onemachine/hello.tar | docker import - local/hello >/dev/null
                docker run --rm --network none local/hello echo 'a container says so'
                """).succeeds().says("a container says so\n");
    }

    /** The image has BusyBox's adduser and no useradd: the start script must support both. */
    private static void anotherUserIsCreatedByBusyBox(UserEnvironment user) {
        user.create("ada", "--opennebula-template-id", "2", "--opennebula-ssh-user", "ada")
                .succeeds();
        assertThat(user.dockerMachine("ssh", "ada", "id -un; docker ps -q; sudo -n id -un")
                        .succeeds()
                        .stdout())
                .isEqualTo("ada\nroot\n");
        assertThat(user.dockerMachine("ssh", "ada", "sudo which useradd usermod")
                        .stdout())
                .isEmpty();
    }

    private static String onHost(UserEnvironment user, String command) {
        return user.dockerMachine("ssh", NAME, command).succeeds().stdout();
    }
}
