package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.KeptDisks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real hosts get larger, keep their disks and go back to them, while they run and while they are off. */
final class KeptDisksHostIT {

    private static RealHosts hosts;

    @BeforeAll
    static void open() throws Exception {
        hosts = RealHosts.open("debian-docker");
    }

    @AfterAll
    static void close() throws Exception {
        if (hosts != null) {
            hosts.close();
        }
    }

    @Test
    void aHostIsResizedAndGoesBackToItsKeptDisks() throws Exception {
        RealHosts.Events events = new RealHosts.Events();
        Host host = hosts.hypervisor.boot(hosts.spec(1, "debian-docker", List.of(64L), Map.of()), events);
        hosts.awaitSsh(1);

        host.resize(1024);
        assertThat(memoryLimits()).containsOnly(1024L * 1024 * 1024);
        host.growVolatileDisk(0, 128);
        assertThat(hosts.folder.resolve("vm1/volatile0.img")).hasSize(128L * 1024 * 1024);

        hosts.ssh(
                1,
                "echo kept >/root/note; echo kept >/mnt/volatile0/note; echo kept >/var/lib/docker/note; rm /etc/motd");
        host.keep("vm-0", KeptDisks.ALL);
        hosts.ssh(
                1, "echo lost >/root/note; echo lost >/mnt/volatile0/note; rm /var/lib/docker/note; echo x >/etc/motd");
        host.revert("vm-0");
        hosts.awaitSsh(1);
        assertThat(hosts.ssh(
                        1, "cat /root/note /mnt/volatile0/note /var/lib/docker/note; test -e /etc/motd || echo none"))
                .isEqualTo("kept\nkept\nkept\nnone");
        assertThat(memoryLimits()).as("after the restart").containsOnly(1024L * 1024 * 1024);
        assertThat(events.endings).hasValue(0);
        assertThatThrownBy(() -> host.revert("vm-7"))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("no snapshot vm-7");

        host.shutdown(RealHosts.PATIENCE);
        Path directory = hosts.folder.resolve("vm1");
        hosts.hypervisor.keep(directory, "disk-0-0", KeptDisks.ROOT);
        Files.writeString(directory.resolve("upper/root/note"), "lost");
        hosts.hypervisor.revert(directory, "disk-0-0");
        assertThat(directory.resolve("upper/root/note")).hasContent("kept");
        hosts.hypervisor.growVolatileDisk(directory, 0, 192);
        hosts.hypervisor.forget(directory, "vm-0");
        assertThat(directory.resolve("snapshots").toFile().list()).containsExactly("disk-0-0");
        hosts.hypervisor.boot(hosts.spec(1, "debian-docker", List.of(192L), Map.of()), events);
        hosts.awaitSsh(1);
        assertThat(hosts.ssh(1, "cat /root/note /mnt/volatile0/note")).isEqualTo("kept\nkept");
        assertThat(Long.parseLong(hosts.ssh(1, "df --output=size -m /mnt/volatile0 | tail -1")
                        .strip()))
                .isGreaterThan(150);
    }

    private static List<Long> memoryLimits() throws IOException {
        return Cgroups.parse(Files.readString(Path.of("/proc/self/mountinfo"))).stream()
                .flatMap(hierarchy -> List.of("memory.max", "memory.limit_in_bytes").stream()
                        .map(file -> hierarchy
                                .root()
                                .resolve("onemachine-" + hosts.cloud)
                                .resolve("1")
                                .resolve(file)))
                .filter(Files::exists)
                .map(KeptDisksHostIT::number)
                .toList();
    }

    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
