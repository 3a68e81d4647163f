package io.onemachine.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a cloud could leave on this computer: mounts, network devices, namespaces, cgroups, processes. */
public record SystemSnapshot(
        Set<String> mounts, Set<String> devices, Set<String> namespaces, Set<String> cgroups, Set<String> processes) {
    private static final Pattern CLOUD_LOCK = Pattern.compile("onemachine-(.+)\\.lock");

    /** Returns what exists now for a folder, or for no particular cloud: other tests run clouds at the same time. */
    public static SystemSnapshot now(Path folder) {
        // Read before and after: a cloud locks its name before it creates anything, and unlocks it when all is gone.
        Set<String> others = new TreeSet<>(cloudsElsewhere(folder));
        Set<String> devices = names(Path.of("/sys/class/net"));
        Set<String> namespaces = names(Path.of("/run/netns"));
        Set<String> cgroups = cgroupFolders();
        others.addAll(cloudsElsewhere(folder));
        return new SystemSnapshot(
                linesWith(Path.of("/proc/self/mounts"), folder.toString()),
                without(others, devices),
                without(others, namespaces),
                without(others, cgroups),
                processesNaming(folder.toString()));
    }

    /** Fails when there is something now that was not there then. */
    public void nothingWasAdded(Path folder) {
        SystemSnapshot now = now(folder);
        assertThat(now.mounts).as("mounts").isSubsetOf(mounts);
        assertThat(now.devices).as("network devices").isSubsetOf(devices);
        assertThat(now.namespaces).as("network namespaces").isSubsetOf(namespaces);
        assertThat(now.cgroups).as("cgroups").isSubsetOf(cgroups);
        assertThat(now.processes).as("processes").isSubsetOf(processes);
    }

    /** The ids of clouds with their state in another folder; an id is part of every name the cloud gives. */
    private static Set<String> cloudsElsewhere(Path folder) {
        Set<String> clouds = new TreeSet<>();
        for (String name : names(Path.of("/run"))) {
            Matcher lock = CLOUD_LOCK.matcher(name);
            if (lock.matches() && !isIn(folder, Path.of("/run", name))) {
                clouds.add(lock.group(1));
            }
        }
        return clouds;
    }

    private static boolean isIn(Path folder, Path lock) {
        try {
            return Files.readString(lock).startsWith(folder.toString());
        } catch (IOException e) {
            return false; // the cloud has just ended
        }
    }

    private static Set<String> without(Set<String> clouds, Set<String> names) {
        return names.stream()
                .filter(name -> clouds.stream().noneMatch(name::contains))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> linesWith(Path file, String text) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains(text)).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> cgroupFolders() {
        Path root = Path.of("/sys/fs/cgroup");
        try (Stream<Path> folders = Files.find(root, 3, (path, attributes) -> attributes.isDirectory())) {
            return folders.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException | UncheckedIOException e) {
            throw new AssertionError("cannot list cgroups", e);
        }
    }

    private static Set<String> processesNaming(String text) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> commandLine(process.pid()))
                .filter(line -> line.contains(text))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The words of a process, each followed by a blank; empty when it has ended. */
    public static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}
