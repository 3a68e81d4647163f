package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeftoversIT {

    @Test
    void openRemovesWhatAKilledProcessOfTheSameCloudLeftAndNothingElse() throws Exception {
        RealHosts hosts = RealHosts.create();
        RealHosts others = RealHosts.open("debian-docker");
        try {
            Host other = others.boot(1, "debian-docker", Map.of(), new RealHosts.Events());
            others.awaitSsh(1);

            leaveAHost(hosts);
            assertThat(hosts.traces()).anyMatch(trace -> trace.startsWith("namespace "));

            hosts.hypervisor.open(List.of(hosts.network));

            assertThat(hosts.traces())
                    .as("only the resources of open")
                    .allMatch(trace -> trace.contains("om" + hosts.cloud)
                            || trace.startsWith("cgroup ")
                            || trace.endsWith(".lock"));
            hosts.boot(7, "debian-docker", Map.of(), new RealHosts.Events());
            hosts.awaitSsh(7);
            assertThat(hosts.ssh(7, "docker image ls -q local/hello")).isNotEmpty();
            others.ssh(1, "docker version");
            other.shutdown(Duration.ofSeconds(20));
        } finally {
            try {
                hosts.close();
            } finally {
                others.close();
            }
        }
    }

    @Test
    void aCloudIsServedByOneProcessOnly() throws Exception {
        RealHosts hosts = RealHosts.open("debian-docker");
        try {
            NspawnHypervisor second = new NspawnHypervisor(
                    hosts.cloud, hosts.folder, NspawnHypervisor.cacheDirectory(System.getenv()), hosts.runner);
            assertThatThrownBy(() -> second.open(List.of(hosts.network)))
                    .isInstanceOf(HypervisorException.class)
                    .hasMessageContaining("served by another process, with its state in " + hosts.folder);
            hosts.boot(1, "debian-docker", Map.of(), new RealHosts.Events());
        } finally {
            hosts.close();
        }
    }

    @Test
    void aForeignInterfaceIsNotTaken() throws Exception {
        RealHosts hosts = RealHosts.create();
        hosts.run("ip", "link", "add", "name", hosts.network.bridge(), "type", "bridge");
        try {
            assertThatThrownBy(() -> hosts.hypervisor.open(List.of(hosts.network)))
                    .isInstanceOf(HypervisorException.class)
                    .hasMessageContaining(hosts.network.bridge() + " exists already");
        } finally {
            hosts.run("ip", "link", "del", "dev", hosts.network.bridge());
            hosts.close();
        }
    }

    /** Boots host 7 in its own process, runs a container in it and kills that process. */
    private static void leaveAHost(RealHosts hosts) throws Exception {
        Process cloud = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                System.getProperty("jdk.module.path"),
                                Path.of("target", "classes").toString(),
                                Path.of("target", "test-classes").toString()),
                        KilledCloud.class.getName(),
                        hosts.cloud,
                        hosts.folder.toString(),
                        hosts.ip(0).replaceAll("[0-9]+$", ""),
                        hosts.publicKey())
                .redirectErrorStream(true)
                .start();
        try (var output = cloud.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("ready");
            hosts.awaitSsh(7);
            hosts.ssh(7, RealHosts.CREATE_HELLO_IMAGE + "docker run -d --privileged local/hello sleep 1000");
        } finally {
            cloud.destroyForcibly().waitFor();
        }
    }
}
