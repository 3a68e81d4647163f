package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupsTest {

    @Test
    void readsVersionOneHierarchiesBesideTheUnifiedOne() {
        List<Cgroups.Hierarchy> hierarchies = Cgroups.parse("""
                21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
                30 25 0:26 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:4 - cgroup cgroup rw,cpu,cpuacct
                31 25 0:27 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
                32 25 0:28 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
                33 25 0:27 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
                34 25 0:29 / /mnt/a\\040b rw - cgroup none rw,freezer
                """);

        assertThat(hierarchies)
                .extracting(hierarchy -> hierarchy.root().toString())
                .containsExactly(
                        "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/memory", "/sys/fs/cgroup/unified", "/mnt/a b");
        assertThat(hierarchies.getFirst().controllers()).contains("cpu", "cpuacct");
        assertThat(new Cgroups(hierarchies, "x").hasLegacy()).isTrue();
    }

    @Test
    void readsThePureUnifiedHierarchy() {
        List<Cgroups.Hierarchy> hierarchies =
                Cgroups.parse("35 24 0:30 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n");

        assertThat(hierarchies).hasSize(1);
        assertThat(new Cgroups(hierarchies, "x").hasLegacy()).isFalse();
    }

    @Test
    void nonsenseHoldsNoHierarchy() {
        assertThat(Cgroups.parse("")).isEmpty();
        assertThat(Cgroups.parse("- cgroup2\n1 2 - cgroup2\n - \n35 24 0:30 / /x rw - cgroup"))
                .isEmpty();
    }

    @Test
    void aHostHasAGroupInEveryHierarchyAndItsMemoryIsLimited(@TempDir Path folder) throws IOException {
        Path memory = Files.createDirectories(folder.resolve("memory"));
        Path unified = Files.createDirectories(folder.resolve("unified"));
        Cgroups cgroups = new Cgroups(
                List.of(
                        new Cgroups.Hierarchy(memory, false, Set.of("memory")),
                        new Cgroups.Hierarchy(unified, true, Set.of())),
                "onemachine-c1");
        Path limit = Files.createDirectories(memory.resolve("onemachine-c1/3")).resolve("memory.limit_in_bytes");
        Files.writeString(limit, "9223372036854771712");

        HostCgroup host = cgroups.host(3);
        host.create(512);

        assertThat(host.paths())
                .containsExactly(memory.resolve("onemachine-c1/3"), unified.resolve("onemachine-c1/3"))
                .allSatisfy(path -> assertThat(path).isDirectory());
        assertThat(limit).content().isEqualTo("536870912");
    }
}
