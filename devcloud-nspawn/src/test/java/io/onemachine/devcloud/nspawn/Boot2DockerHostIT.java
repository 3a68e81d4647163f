package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.hypervisor.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Boot2DockerHostIT {

    private static final String IMAGE = "boot2docker";
    private static final String DOCKER = "sudo /etc/init.d/docker ";

    private static RealHosts hosts;

    @BeforeAll
    static void openCloud() throws Exception {
        hosts = RealHosts.open(IMAGE);
    }

    @AfterAll
    static void closeCloud() throws Exception {
        if (hosts != null) {
            hosts.close();
        }
    }

    @Test
    void looksLikeBoot2DockerAndObeysItsProfile() throws Exception {
        hosts.boot(1, IMAGE, Map.of("USERNAME", "docker"), new RealHosts.Events());
        assertThat(hosts.awaitSshAs("docker", 1, "cat /etc/os-release").output())
                .contains("\nID=boot2docker\n");
        awaitPort(1, 2376);
        docker(1, "docker version", 0);
        docker(1, DOCKER + "status", 0);

        profile("EXTRA_ARGS=\"--label mark=from-profile\"", "CACERT=/var/lib/boot2docker/ca.pem", "DOCKER_TLS=auto");
        docker(1, DOCKER + "restart", 0);
        awaitPort(1, 2376);
        assertThat(docker(1, "docker info --format '{{.Labels}}'", 0)).contains("mark=from-profile");
        docker(1, "test -s /var/lib/boot2docker/ca.pem", 0);

        profile("DOCKER_HOST=\"-H tcp://0.0.0.0:2375\"", "DOCKER_TLS=no");
        docker(1, DOCKER + "restart", 0);
        assertThat(docker(1, "pgrep -a dockerd", 0))
                .contains("-H tcp://0.0.0.0:2375")
                .doesNotContain("tls");

        docker(1, "sudo sethostname box && hostname | sudo tee /var/lib/boot2docker/etc/hostname", 0);
        docker(1, DOCKER + "stop", 0);
        docker(1, DOCKER + "status", 1);
    }

    @Test
    void keepsImagesAndProfileOnItsDataDisk() throws Exception {
        Host host = hosts.hypervisor.boot(hosts.spec(2, IMAGE, List.of(2000L), Map.of()), new RealHosts.Events());
        hosts.awaitSsh(2);
        awaitPort(2, 2376);

        hosts.ssh(2, RealHosts.CREATE_HELLO_IMAGE + "true");

        String size =
                hosts.ssh(2, "df --output=size -m /mnt/volatile0 | tail -1").strip();
        assertThat(Integer.parseInt(size)).isBetween(1500, 2000);
        assertThat(hosts.ssh(2, "df --output=target /var/lib/boot2docker /var/lib/docker | tail -2")
                        .lines())
                .containsExactly("/var/lib/boot2docker", "/var/lib/docker");
        assertThat(hosts.ssh(2, "ls /mnt/volatile0/var/lib")).isEqualTo("boot2docker\ndocker");
        host.shutdown(Duration.ofSeconds(20));
        hosts.hypervisor.boot(hosts.spec(2, IMAGE, List.of(2000L), Map.of()), new RealHosts.Events());
        hosts.awaitSsh(2);
        awaitPort(2, 2376);
        assertThat(hosts.ssh(2, "docker image ls -q local/hello")).isNotEmpty();
    }

    private static void profile(String... lines) throws InterruptedException {
        String text = String.join("\n", lines);
        docker(1, "printf '%s\\n' '" + text + "' | sudo tee /var/lib/boot2docker/profile", 0);
    }

    private static String docker(int vmId, String command, int exitCode) throws InterruptedException {
        CommandResult result = hosts.trySsh("docker", vmId, command);
        assertThat(result.exitCode()).as("%s: %s", command, result.output()).isEqualTo(exitCode);
        return result.output();
    }

    /** Waits for a port as docker-machine does: in the output of netstat. */
    private static void awaitPort(int vmId, int port) {
        await().atMost(RealHosts.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> hosts.trySsh(
                                vmId == 1 ? "docker" : "root", vmId, "netstat -tln | grep -q ':" + port + " '")
                        .succeeded());
    }
}
