package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks this computer's requirements for real hosts. Each problem is a sentence for the user. */
final class Requirements {

    /** The required programs and their Debian packages. */
    private static final Map<String, String> PROGRAMS = new TreeMap<>(Map.of(
            "systemd-nspawn", "systemd-container",
            "mmdebstrap", "mmdebstrap",
            "ip", "iproute2",
            "unshare", "util-linux",
            "mount", "mount",
            "mkfs.ext4", "e2fsprogs"));

    private static final List<String> FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_SYS_ADMIN = 21;

    private static final Set<String> UNFIT_FILE_SYSTEMS = Set.of("overlay", "nfs", "nfs4", "9p", "virtiofs", "vfat");

    private static final String NO_OVERLAY = "the kernel has no file system named overlay";

    private static final List<String> KEYRINGS =
            List.of("/usr/share/keyrings/debian-archive-keyring.gpg", "/usr/share/keyrings/debian-archive-keyring.pgp");

    private Requirements() {}

    /**
     * Checks everything.
     *
     * @param state the folder of the hosts' disks, or one beside it
     * @param runner loads the overlay module if only that is missing
     * @throws HypervisorException which lists all that is missing
     */
    static void check(Path state, CommandRunner runner) throws InterruptedException {
        List<String> missing = missing(state);
        if (missing.contains(NO_OVERLAY)) {
            // On most computers the file system is available but not loaded yet.
            runner.run(Command.of("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin; modprobe overlay"));
            missing = missing(state);
        }
        if (!missing.isEmpty()) {
            throw new HypervisorException("Real hosts cannot run here: " + String.join("; ", missing)
                    + ". Hosts that are only simulated need none of this: --hypervisor stub");
        }
    }

    /** Returns what is missing; empty when real hosts can run. */
    static List<String> missing(Path state) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return List.of("they need Linux, this is " + System.getProperty("os.name"));
        }
        List<String> missing = new ArrayList<>(privileges(read("/proc/self/status")));
        missing.addAll(programs(FOLDERS));
        if (KEYRINGS.stream().noneMatch(keyring -> Files.exists(Path.of(keyring)))) {
            missing.add("no keys of Debian's archive found (apt-get install debian-archive-keyring)");
        }
        if (read("/proc/filesystems").lines().noneMatch(line -> line.strip().endsWith("overlay"))
                && !Files.isDirectory(Path.of("/sys/module/overlay"))) {
            missing.add(NO_OVERLAY);
        }
        if (Cgroups.parse(read("/proc/self/mountinfo")).stream().noneMatch(Cgroups.Hierarchy::unified)) {
            missing.add("no cgroup version 2 hierarchy is mounted");
        }
        missing.addAll(fileSystem(state));
        return missing;
    }

    /** Returns what is missing of root's rights, from the text of {@code /proc/self/status}. */
    static List<String> privileges(String status) {
        if (!field(status, "Uid:").startsWith("0")) {
            return List.of("they need root (sudo)");
        }
        long capabilities = Long.parseUnsignedLong(field(status, "CapEff:"), 16);
        if ((capabilities & (1L << CAP_NET_ADMIN)) == 0 || (capabilities & (1L << CAP_SYS_ADMIN)) == 0) {
            return List.of("root has no right to mount and to create networks here, as in a container"
                    + " that was not started with --privileged");
        }
        return List.of();
    }

    static List<String> programs(List<String> folders) {
        List<String> absent = new ArrayList<>();
        Set<String> packages = new TreeSet<>();
        PROGRAMS.forEach((program, debianPackage) -> {
            if (folders.stream().noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
                absent.add(program);
                packages.add(debianPackage);
            }
        });
        if (absent.isEmpty()) {
            return List.of();
        }
        return List.of("no " + String.join(", ", absent) + " found (Debian: apt-get install "
                + String.join(" ", packages) + ")");
    }

    private static List<String> fileSystem(Path state) {
        try {
            Files.createDirectories(state);
            FileStore store = Files.getFileStore(state);
            if (UNFIT_FILE_SYSTEMS.contains(store.type()) || store.type().startsWith("fuse")) {
                return List.of(state + " lies on a file system of type " + store.type()
                        + ", which cannot carry hosts' disks: choose a folder on ext4, xfs or btrfs");
            }
            return List.of();
        } catch (IOException e) {
            return List.of("the folder " + state + " cannot be created: " + e.getMessage());
        }
    }

    private static String field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split("\\s+", -1)[0])
                .findFirst()
                .orElse("0");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return "";
        }
    }
}
