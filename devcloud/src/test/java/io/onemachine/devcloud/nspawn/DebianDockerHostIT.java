package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.devcloud.hypervisor.Host;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DebianDockerHostIT {

    private static RealHosts hosts;

    @BeforeAll
    static void openCloud() throws Exception {
        hosts = RealHosts.open("debian-docker");
    }

    @AfterAll
    static void closeCloud() throws Exception {
        if (hosts != null) {
            hosts.close();
        }
    }

    @Test
    void bootsAndRunsAContainerMadeInside() throws Exception {
        long start = System.nanoTime();
        RealHosts.Events events = new RealHosts.Events();
        Host host = hosts.boot(1, "debian-docker", Map.of("SET_HOSTNAME", "demo"), events);
        System.out.println("booted " + (System.nanoTime() - start) / 1_000_000);
        hosts.awaitSsh(1);
        System.out.println("ssh " + (System.nanoTime() - start) / 1_000_000);
        await().atMost(RealHosts.PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> hosts.trySsh("root", 1, "docker version").succeeded());
        System.out.println("docker " + (System.nanoTime() - start) / 1_000_000);
        events.awaitReady(1);
        assertThat(hosts.ssh(1, "hostname")).isEqualTo("demo");
        start = System.nanoTime();
        host.shutdown(Duration.ofSeconds(20));
        System.out.println("shutdown " + (System.nanoTime() - start) / 1_000_000);
        assertThat(Files.exists(hosts.folder.resolve("vm1/upper/etc/hostname"))).isTrue();
        assertThat(events.endings).hasValue(0);
    }
}
