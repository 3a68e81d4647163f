package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One group in every cgroup hierarchy: all processes of a host, systemd-nspawn among them. */
final class HostCgroup {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final List<Cgroups.Hierarchy> hierarchies;
    private final String cloudGroup;
    private final String name;

    HostCgroup(List<Cgroups.Hierarchy> hierarchies, String cloudGroup, String name) {
        this.hierarchies = hierarchies;
        this.cloudGroup = cloudGroup;
        this.name = name;
    }

    /** Creates the groups and sets their memory limits. */
    void create(long memoryMb) {
        for (Cgroups.Hierarchy hierarchy : hierarchies) {
            Path group = path(hierarchy);
            try {
                Files.createDirectories(group);
                if (hierarchy.controllers().contains("cpuset")) {
                    Cgroups.inheritCpus(hierarchy.root().resolve(cloudGroup), group);
                }
                writeMemoryLimit(group, memoryMb);
            } catch (IOException e) {
                throw new HypervisorException("Cannot create the control group " + group + ": " + e.getMessage(), e);
            }
        }
    }

    /** Changes the memory limits of running processes, unless they use more already. */
    void limitMemory(long memoryMb) {
        try {
            for (Cgroups.Hierarchy hierarchy : hierarchies) {
                Path group = path(hierarchy);
                long usedMb = inUse(group.resolve("memory.stat")) / (1024 * 1024);
                if (usedMb > memoryMb) {
                    throw new HypervisorException(
                            "the guest uses " + usedMb + " MiB, more than the " + memoryMb + " MiB it is to have");
                }
                writeMemoryLimit(group, memoryMb);
            }
        } catch (IOException e) {
            throw new HypervisorException(
                    "Cannot set the memory of host " + name + " to " + memoryMb + " MiB: " + e.getMessage(), e);
        }
    }

    /** Returns the bytes that the kernel could not free: version 2 would kill processes to get below a limit. */
    private static long inUse(Path statistics) throws IOException {
        return Files.exists(statistics)
                ? Files.readString(statistics)
                        .lines()
                        .filter(line -> line.startsWith("anon "))
                        .mapToLong(line -> Long.parseLong(line.substring(5)))
                        .sum()
                : 0;
    }

    private static void writeMemoryLimit(Path group, long memoryMb) throws IOException {
        String limit = Long.toString(memoryMb * 1024 * 1024);
        writeIfThere(group.resolve("memory.max"), limit);
        writeIfThere(group.resolve("memory.limit_in_bytes"), limit);
    }

    /** Returns the folders that a process has to enter to be in the group. */
    List<Path> paths() {
        return hierarchies.stream().map(this::path).toList();
    }

    /** Stops or continues every process; returns when the kernel has finished. */
    void freeze(boolean frozen) throws InterruptedException {
        Optional<Path> unified = file("cgroup.freeze");
        Optional<Path> legacy = file("freezer.state");
        try {
            if (unified.isPresent()) {
                Files.writeString(unified.get(), frozen ? "1" : "0");
                Path events = unified.get().resolveSibling("cgroup.events");
                String wanted = frozen ? "frozen 1" : "frozen 0";
                await(() -> Files.readString(events).contains(wanted));
            } else if (legacy.isPresent()) {
                String wanted = frozen ? "FROZEN" : "THAWED";
                Files.writeString(legacy.get(), wanted);
                await(() -> Files.readString(legacy.get()).strip().equals(wanted));
            } else {
                throw new HypervisorException("This computer has no cgroup freezer: hosts cannot be suspended");
            }
        } catch (IOException e) {
            throw new HypervisorException("Cannot freeze or thaw host " + name + ": " + e.getMessage(), e);
        }
    }

    /** Sends SIGKILL to every process, frozen or not. */
    void kill() {
        try {
            killOnce();
        } catch (IOException e) {
            throw cannotKill(e);
        }
    }

    /** Kills until no process is left. */
    void killAll() throws InterruptedException {
        try {
            await(this::killOnce);
        } catch (IOException e) {
            throw cannotKill(e);
        }
    }

    /** Removes the groups, which must be empty, and those that the guest created below them. */
    void remove() throws InterruptedException {
        try {
            await(() -> {
                boolean gone = true;
                for (Cgroups.Hierarchy hierarchy : hierarchies) {
                    gone &= removeTree(path(hierarchy));
                }
                return gone;
            });
        } catch (IOException e) {
            throw new HypervisorException("Cannot remove the control group of host " + name + ": " + e.getMessage(), e);
        }
    }

    /** Returns whether there was no process to kill. */
    private boolean killOnce() throws IOException {
        Set<Long> processes = processes();
        if (!processes.isEmpty()) {
            Optional<Path> kill = file("cgroup.kill");
            if (kill.isPresent()) {
                Files.writeString(kill.get(), "1");
            }
            processes.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            // Under version 1 a frozen process dies only when it is thawed.
            Optional<Path> freezer = file("freezer.state");
            if (freezer.isPresent()) {
                Files.writeString(freezer.get(), "THAWED");
            }
        }
        return processes.isEmpty();
    }

    private HypervisorException cannotKill(IOException cause) {
        return new HypervisorException("Cannot kill the processes of host " + name + ": " + cause.getMessage(), cause);
    }

    private Path path(Cgroups.Hierarchy hierarchy) {
        return hierarchy.root().resolve(cloudGroup).resolve(name);
    }

    private Optional<Path> file(String fileName) {
        return hierarchies.stream()
                .map(hierarchy -> path(hierarchy).resolve(fileName))
                .filter(Files::exists)
                .findFirst();
    }

    private Set<Long> processes() throws IOException {
        Set<Long> processes = new TreeSet<>();
        for (Cgroups.Hierarchy hierarchy : hierarchies) {
            for (Path group : groups(path(hierarchy))) {
                try {
                    Files.readString(group.resolve("cgroup.procs"))
                            .lines()
                            .map(Long::parseLong)
                            .filter(pid -> pid > 0)
                            .forEach(processes::add);
                } catch (IOException e) {
                    // The group is gone, or is a threaded one whose processes its parent lists.
                }
            }
        }
        return processes;
    }

    private static boolean removeTree(Path root) {
        boolean gone = true;
        for (Path group : groups(root).reversed()) {
            try {
                Files.deleteIfExists(group);
            } catch (IOException e) {
                gone = false; // The kernel releases a group shortly after its last process has ended.
            }
        }
        return gone;
    }

    private static List<Path> groups(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(root)) {
            return new ArrayList<>(tree.filter(Files::isDirectory)
                    .sorted(Comparator.naturalOrder())
                    .toList());
        } catch (IOException | UncheckedIOException e) {
            return List.of(root);
        }
    }

    private static void writeIfThere(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            Files.writeString(file, text);
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the kernel did not do so within " + LIMIT.toSeconds() + " s");
            }
            Thread.sleep(5);
        }
    }
}
