package io.onemachine.machine.provision;

import static io.onemachine.machine.provision.EngineSources.none;
import static io.onemachine.machine.provision.EngineSources.ofDistribution;
import static io.onemachine.machine.provision.EngineSources.ofRepository;
import static io.onemachine.machine.provision.EngineSources.ofScript;
import static io.onemachine.machine.provision.PackageManager.APK;
import static io.onemachine.machine.provision.PackageManager.APT;
import static io.onemachine.machine.provision.PackageManager.DNF;
import static io.onemachine.machine.provision.PackageManager.NONE;
import static io.onemachine.machine.provision.PackageManager.PACMAN;
import static io.onemachine.machine.provision.PackageManager.ZYPPER;
import static io.onemachine.machine.provision.ServiceManager.BOOT2DOCKER;
import static io.onemachine.machine.provision.ServiceManager.OPENRC;
import static io.onemachine.machine.provision.ServiceManager.SYSTEMD;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A Linux distribution, or a family of them. A new one is one entry of {@link #TABLE}.
 *
 * @param label the name that is shown when a host is set up
 * @param ids the identifiers of its systems, {@code ID} in os-release
 * @param families the families whose other members it stands for, as named in {@code ID_LIKE}
 * @param condition what else its systems have in common
 * @param services what starts the engine
 * @param packages what installs packages
 * @param sources where the engine can come from
 */
record Distribution(
        String label,
        List<String> ids,
        List<String> families,
        Predicate<OperatingSystem> condition,
        ServiceManager services,
        PackageManager packages,
        EngineSources sources) {
    private static final String PART_OF_THE_SYSTEM =
            "Docker is part of the system there, and nothing can be installed beside it";

    private static final String READ_ONLY =
            "its root file system is read-only, and packages are installed into a copy that a restart switches to";

    /**
     * All that are known. An identifier decides before {@code ID_LIKE} does, and among entries for the same one the first; sources are
     * in docs/guide/engine.md.
     */
    static final List<Distribution> TABLE = List.of(
            systems("boot2docker").of("boot2docker", BOOT2DOCKER, NONE, none(PART_OF_THE_SYSTEM)),
            systems("ubuntu").like("ubuntu").apt("ubuntu(systemd)", ofScript("ubuntu", "docker.io", "docker-cli")),
            systems("debian", "raspbian").like("debian").apt("debian", ofScript("debian", "docker.io", "docker-cli")),
            systems("rhel").dnf("redhat", ofScript("rhel")),
            systems("centos").dnf("centos", ofScript("centos")),
            systems("rocky").dnf("rocky", ofScript("rhel")),
            systems("almalinux").dnf("almalinux", ofRepository("rhel")),
            systems("ol").dnf("oraclelinux", ofRepository("rhel")),
            systems("amzn").dnf("amazon", ofDistribution("docker")),
            systems("fedora")
                    .when(system -> system.variant().equals("coreos") || system.ostree())
                    .of("fedora-coreos", SYSTEMD, NONE, none(PART_OF_THE_SYSTEM)),
            systems("fedora").dnf("fedora", ofScript("fedora", "moby-engine", "docker-cli")),
            systems("sle-micro", "sl-micro", "suse-microos", "opensuse-microos", "opensuse-leap-micro")
                    .of("sle-micro", SYSTEMD, NONE, none(READ_ONLY)),
            systems("opensuse", "opensuse-leap", "opensuse-tumbleweed", "opensuse-slowroll")
                    .like("opensuse")
                    .zypper("opensuse", ofDistribution("docker")),
            systems("sles", "sles_sap", "sled").like("suse", "sles").zypper("sles", ofDistribution("docker")),
            systems("arch", "archarm", "manjaro", "manjaro-arm", "endeavouros", "cachyos")
                    .like("arch", "archlinux")
                    .of("arch", SYSTEMD, PACMAN, ofDistribution("docker")),
            systems("alpine").like("alpine").of("alpine", OPENRC, APK, ofDistribution("docker", "docker-cli")),
            systems("flatcar", "coreos")
                    .like("flatcar", "coreos")
                    .of("flatcar", SYSTEMD, NONE, none(PART_OF_THE_SYSTEM)),
            systems("photon").dnf("photon", ofDistribution("docker", "docker-cli")),
            // What is like these, and none of them.
            systems().like("rhel", "centos", "almalinux", "rocky").dnf("redhat", ofRepository("rhel")),
            systems().like("fedora").dnf("fedora", ofDistribution("moby-engine", "docker-cli")));

    Distribution {
        ids = List.copyOf(ids);
        families = List.copyOf(families);
    }

    /** Returns the entry for a system: by its identifier, then by the systems that it says to be like, the most similar first. */
    static Optional<Distribution> of(OperatingSystem system) {
        for (Distribution each : TABLE) {
            if (each.ids.contains(system.id()) && each.condition.test(system)) {
                return Optional.of(each);
            }
        }
        for (String family : system.like()) {
            for (Distribution each : TABLE) {
                if (each.families.contains(family) && each.condition.test(system)) {
                    return Optional.of(each);
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the entry for a system with systemd that the table does not have: what is there can be configured. */
    static Distribution unknown(OperatingSystem system) {
        return systems(system.id())
                .of(system.id().isEmpty() ? "systemd" : system.id(), SYSTEMD, NONE, ofDistribution());
    }

    private static Entry systems(String... ids) {
        return new Entry(List.of(ids), List.of(), _ -> true);
    }

    /** The beginning of an entry: which systems it is for. */
    private record Entry(List<String> ids, List<String> families, Predicate<OperatingSystem> condition) {
        Entry like(String... names) {
            return new Entry(ids, Arrays.asList(names), condition);
        }

        Entry when(Predicate<OperatingSystem> wanted) {
            return new Entry(ids, families, wanted);
        }

        Distribution of(String label, ServiceManager services, PackageManager packages, EngineSources sources) {
            return new Distribution(label, ids, families, condition, services, packages, sources);
        }

        Distribution apt(String label, EngineSources sources) {
            return of(label, SYSTEMD, APT, sources);
        }

        Distribution dnf(String label, EngineSources sources) {
            return of(label, SYSTEMD, DNF, sources);
        }

        Distribution zypper(String label, EngineSources sources) {
            return of(label, SYSTEMD, ZYPPER, sources);
        }
    }
}
