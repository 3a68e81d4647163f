package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the process of a host: systemd-nspawn in its cgroups, over its mounts, on its network. */
class Launcher {

    /**
     * The plan of a process.
     *
     * @param machine name of the nspawn machine
     * @param directory the host's folder
     * @param layers the trees of its root file system, the uppermost first
     * @param cgroups folders of the cgroups to enter
     * @param namespace name of its network namespace
     * @param volatileDisks how many volatile disks it has
     * @param guest what the guest needs
     */
    record Plan(
            String machine,
            HostDirectory directory,
            List<Path> layers,
            List<Path> cgroups,
            String namespace,
            int volatileDisks,
            Guest guest) {}

    /**
     * What a guest needs beyond its root file system.
     *
     * @param init its process 1
     * @param readOnlyUsr whether it sees {@code /usr} read-only
     * @param legacyCgroups whether it sees cgroup version 1
     */
    record Guest(GuestInit.Program init, boolean readOnlyUsr, boolean legacyCgroups) {}

    /** Starts the process. It is systemd-nspawn itself once the mounts exist; its output is the guest's console. */
    Process start(Plan plan) {
        ProcessBuilder builder = new ProcessBuilder(argv(plan))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment(plan));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new HypervisorException("Cannot start systemd-nspawn: " + e.getMessage(), e);
        }
    }

    static Map<String, String> environment(Plan plan) {
        return Map.of(
                "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "LANG", "C.UTF-8",
                // With "yes" the guest's own sysctl settings and device manager would reach those of this computer.
                "SYSTEMD_NSPAWN_API_VFS_WRITABLE", "network",
                "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY", plan.guest().legacyCgroups() ? "0" : "1");
    }

    static List<String> argv(Plan plan) {
        HostDirectory directory = plan.directory();
        List<String> argv = new ArrayList<>(List.of(
                "unshare", "--mount", "--propagation", "slave", "--", "sh", "-euc", ImageRecipe.text("launch.sh")));
        argv.addAll(List.of("launch", Overlay.plain(directory.path()), Overlay.lower(plan.layers())));
        plan.cgroups().forEach(group -> argv.add(group.toString()));
        argv.addAll(List.of(
                "--",
                "systemd-nspawn",
                "--quiet",
                "--settings=no",
                "--register=no",
                "--keep-unit",
                "--machine=" + plan.machine(),
                "--directory=" + directory.root(),
                "--network-namespace-path=/run/netns/" + plan.namespace(),
                // Docker needs nearly all of them, but not the clock, the modules and the ports of this computer.
                "--capability=all",
                "--drop-capability=CAP_SYS_TIME,CAP_SYS_MODULE,CAP_SYS_RAWIO",
                "--system-call-filter=@keyring bpf",
                "--bind=" + directory.docker() + ":/var/lib/docker",
                "--bind-ro=" + directory.context() + ":/context",
                "--bind=" + directory.report() + ":/run/onemachine"));
        for (int index = 0; index < plan.volatileDisks(); index++) {
            argv.add("--bind=" + directory.volatileDisk(index) + ":/mnt/volatile" + index);
        }
        if (plan.guest().readOnlyUsr()) {
            argv.add("--bind-ro=" + directory.root() + "/usr:/usr");
        }
        argv.addAll(List.of(
                "--setenv=SYSTEMD_COLORS=0",
                "--resolv-conf=off",
                "--timezone=off",
                "--link-journal=no",
                "--console=read-only",
                plan.guest().init().start()));
        return argv;
    }
}
