package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherTest {

    private static Launcher.Plan plan(String directory, boolean legacyCgroups) {
        return plan(directory, new Launcher.Guest(GuestInit.Program.SYSTEMD, false, legacyCgroups));
    }

    private static Launcher.Plan plan(String directory, Launcher.Guest guest) {
        return new Launcher.Plan(
                "onemachine-c1-3",
                new HostDirectory(Path.of(directory)),
                List.of(Path.of("/cache/top/tree"), Path.of("/cache/base/tree")),
                List.of(
                        Path.of("/sys/fs/cgroup/memory/onemachine-c1/3"),
                        Path.of("/sys/fs/cgroup/unified/onemachine-c1/3")),
                "onemachine-c1-3",
                1,
                guest);
    }

    @Test
    void startsNspawnInItsCgroupsOverItsLayersInItsNamespace() {
        List<String> argv = Launcher.argv(plan("/state/vm3", false));

        assertThat(argv.subList(0, 7))
                .containsExactly("unshare", "--mount", "--propagation", "slave", "--", "sh", "-euc");
        assertThat(argv.subList(8, 15))
                .containsExactly(
                        "launch",
                        "/state/vm3",
                        "/cache/top/tree:/cache/base/tree",
                        "/sys/fs/cgroup/memory/onemachine-c1/3",
                        "/sys/fs/cgroup/unified/onemachine-c1/3",
                        "--",
                        "systemd-nspawn");
        assertThat(argv)
                .contains(
                        "--machine=onemachine-c1-3",
                        "--directory=/state/vm3/root",
                        "--network-namespace-path=/run/netns/onemachine-c1-3",
                        "--bind=/state/vm3/docker:/var/lib/docker",
                        "--bind-ro=/state/vm3/context:/context",
                        "--bind=/state/vm3/volatile0:/mnt/volatile0");
    }

    @Test
    void theGuestMayWriteNetworkSettingsAndNoOthers() {
        assertThat(Launcher.environment(plan("/state/vm3", false)))
                .containsEntry("SYSTEMD_NSPAWN_API_VFS_WRITABLE", "network")
                .containsEntry("SYSTEMD_NSPAWN_UNIFIED_HIERARCHY", "1");
        assertThat(Launcher.environment(plan("/state/vm3", true)))
                .containsEntry("SYSTEMD_NSPAWN_UNIFIED_HIERARCHY", "0");
    }

    @Test
    void aGuestHasItsInitAndPerhapsAReadOnlyUsr() {
        assertThat(Launcher.argv(plan("/state/vm3", false)))
                .endsWith("--boot")
                .noneMatch(word -> word.endsWith(":/usr"));

        Launcher.Plan plan = plan("/state/vm3", new Launcher.Guest(GuestInit.Program.BUSYBOX, true, false));

        assertThat(Launcher.argv(plan))
                .contains("--bind-ro=/state/vm3/root/usr:/usr")
                .endsWith("/sbin/init");
    }

    @Test
    void aFolderWhoseNameWouldBeTakenForOptionsIsRefused() {
        assertThatThrownBy(() -> Launcher.argv(plan("/state,upperdir=/etc", false)))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("/state,upperdir=/etc cannot be used for hosts");
        assertThatThrownBy(() -> Launcher.argv(plan("/a:b", false))).isInstanceOf(HypervisorException.class);
    }
}
