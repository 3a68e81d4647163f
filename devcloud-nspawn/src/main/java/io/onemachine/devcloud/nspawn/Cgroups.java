package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The cgroup hierarchies of this computer: version 1 controllers, the unified hierarchy of version 2, or both. */
final class Cgroups {

    /**
     * A mounted hierarchy.
     *
     * @param root its mount point
     * @param unified whether it is version 2
     * @param controllers the controllers bound to it when it is version 1
     */
    record Hierarchy(Path root, boolean unified, Set<String> controllers) {}

    private static final List<String> DELEGATED = List.of("cpu", "cpuset", "io", "memory", "pids");

    private final List<Hierarchy> hierarchies;
    private final String name;

    /**
     * @param hierarchies the hierarchies mounted on this computer
     * @param name the group of all hosts of the cloud
     */
    Cgroups(List<Hierarchy> hierarchies, String name) {
        this.hierarchies = List.copyOf(hierarchies);
        this.name = name;
    }

    /** Parses the text of {@code /proc/self/mountinfo}. */
    static List<Hierarchy> parse(String mountinfo) {
        List<Hierarchy> hierarchies = new ArrayList<>();
        for (String line : mountinfo.split("\n", -1)) {
            int separator = line.indexOf(" - ");
            if (separator < 0) {
                continue;
            }
            String[] left = line.substring(0, separator).split(" ", -1);
            String[] right = line.substring(separator + 3).split(" ", -1);
            boolean unified = right[0].equals("cgroup2");
            if (left.length < 5 || right.length < 3 || !(unified || right[0].equals("cgroup"))) {
                continue;
            }
            Path root = Path.of(left[4].replace("\\040", " "));
            if (hierarchies.stream().noneMatch(known -> known.root().equals(root))) {
                hierarchies.add(new Hierarchy(root, unified, Set.copyOf(Arrays.asList(right[2].split(",", -1)))));
            }
        }
        return hierarchies;
    }

    /** Returns whether version 1 controllers are available for a guest. */
    boolean hasLegacy() {
        return hierarchies.stream().anyMatch(hierarchy -> !hierarchy.unified());
    }

    /** Returns the group of one host, which may not exist yet. */
    HostCgroup host(int vmId) {
        return new HostCgroup(hierarchies, name, Integer.toString(vmId));
    }

    /** Creates the cloud's group in every hierarchy. */
    void create() {
        for (Hierarchy hierarchy : hierarchies) {
            Path group = hierarchy.root().resolve(name);
            try {
                Files.createDirectories(group);
                if (hierarchy.unified()) {
                    delegate(hierarchy.root());
                    delegate(group);
                } else if (hierarchy.controllers().contains("cpuset")) {
                    inheritCpus(hierarchy.root(), group);
                }
            } catch (IOException e) {
                throw new HypervisorException("Cannot create the control group " + group + ": " + e.getMessage(), e);
            }
        }
    }

    /** Kills every process in the cloud's groups and removes them. */
    void destroy() throws InterruptedException {
        HostCgroup all = new HostCgroup(hierarchies, name, "");
        all.killAll();
        all.remove();
    }

    /** Copies processors and memory nodes to a version 1 cpuset group, which is unusable without them. */
    static void inheritCpus(Path parent, Path group) throws IOException {
        for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
            Files.writeString(
                    group.resolve(file), Files.readString(parent.resolve(file)).strip());
        }
    }

    /** Enables the controllers for child groups; one that is missing or not permitted stays off. */
    private static void delegate(Path group) {
        for (String controller : DELEGATED) {
            try {
                Files.writeString(group.resolve("cgroup.subtree_control"), "+" + controller);
            } catch (IOException e) {
                // Hosts also run without this kind of limit.
            }
        }
    }
}
