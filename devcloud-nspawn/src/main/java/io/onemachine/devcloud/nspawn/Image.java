package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.OfferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The images that hosts can boot from, and their recipes. */
enum Image {
    /** Debian 13 without Docker; Docker's packages are in the image as its only package source. */
    DEBIAN_PLAIN("debian-plain", null, "trixie", "package-source.sh guest.sh", Files.GUEST),

    /** Debian 13 with Docker 26 and a user {@code docker}. */
    DEBIAN_DOCKER("debian-docker", DEBIAN_PLAIN, null, "docker.sh docker-user.sh", ""),

    /** Looks like boot2docker to a client. */
    BOOT2DOCKER("boot2docker", DEBIAN_DOCKER, null, "boot2docker.sh", Files.BOOT2DOCKER),

    /** Debian 12 without Docker, like {@link #DEBIAN_PLAIN}. */
    DEBIAN_12_PLAIN("debian-plain-12", null, "bookworm", "package-source.sh guest.sh", Files.GUEST),

    /** Debian 12 with Docker 20.10, the oldest engine still in use. */
    DEBIAN_DOCKER_20_10("debian-docker-20.10", DEBIAN_12_PLAIN, null, "docker.sh cgroup-v1.sh", Files.WRITABLE_CGROUPS),

    /** Like {@link #DEBIAN_PLAIN}, but cloud-init reads the context. */
    DEBIAN_CLOUD_INIT(
            "debian-cloud-init",
            null,
            "trixie",
            "cloud-init-packages.sh package-source.sh guest.sh cloud-init.sh",
            Files.GUEST),

    /** What the families below need, with the files of two releases of Docker: the one base that all of them share. */
    FAMILIES(
            "families",
            null,
            "trixie",
            "family/engines.sh guest.sh",
            Files.GUEST,
            "rpm dnf dnf-plugins-core firewalld createrepo-c xz-utils zstd libdevmapper1.02.1 libseccomp2 gpg gpg-agent zypper"
                    + " pacman-package-manager libarchive-tools busybox-static"),

    /** Guests with dnf. */
    RPM("family-rpm", FAMILIES, null, "family/rpm/repositories.sh family/rpm/base.sh", Files.RPM),

    /** Guests with zypper. */
    ZYPPER("family-zypper", FAMILIES, null, "family/zypper/base.sh", Files.FAMILY + " family/rpm/functions.sh"),

    /** Guests with pacman. */
    PACMAN("family-pacman", FAMILIES, null, "family/pacman/base.sh", Files.FAMILY),

    /** Guests with BusyBox's init and shell, OpenRC and a stand-in for apk. */
    OPENRC("family-openrc", FAMILIES, null, "family/openrc/base.sh", Files.OPENRC),

    // Each distribution is a script disguise/NAME.sh on top of its family.
    ROCKY_9("rocky-9", RPM),
    ALMA_9("alma-9", RPM),
    ORACLE_9("oracle-9", RPM),
    RHEL_9("rhel-9", RPM),
    CENTOS_STREAM_9("centos-stream-9", RPM),
    AMAZON_2023("amazon-2023", RPM),
    FEDORA_42("fedora-42", RPM),
    OPENSUSE_LEAP_15_6("opensuse-leap-15.6", ZYPPER),
    SLES_15_7("sles-15.7", ZYPPER),
    ARCH("arch", PACMAN),
    MANJARO("manjaro", PACMAN),
    ALPINE_3_22("alpine-3.22", OPENRC),
    FLATCAR("flatcar", DEBIAN_DOCKER),
    FEDORA_COREOS("fedora-coreos", DEBIAN_DOCKER),
    PHOTON_5(
            "photon-5",
            DEBIAN_PLAIN,
            null,
            "disguise/photon-5.sh",
            Files.DISGUISE
                    + " family/photon/tdnf family/photon/iptables family/photon/ip4save family/photon/iptables.service");

    /** Names of resources, separated by blanks. */
    private static final class Files {
        static final String GUEST =
                "hello.sh guest/one-context guest/one-context-local.service guest/one-context.service";
        static final String BOOT2DOCKER =
                "boot2docker/docker boot2docker/boot boot2docker/sethostname boot2docker/boot2docker.service"
                        + " boot2docker/adduser boot2docker/addgroup";
        static final String FAMILY = "family/functions.sh family/offer";
        static final String RPM =
                FAMILY + " family/rpm/functions.sh family/rpm/download-server family/rpm/download-server.service";
        static final String OPENRC = FAMILY + " family/openrc/apk family/openrc/docker family/openrc/containerd"
                + " family/openrc/one-context family/openrc/one-context-local family/openrc/sshd family/openrc/inittab"
                + " family/openrc/mounts family/openrc/adduser family/openrc/addgroup";
        static final String DISGUISE = "disguise/functions.sh family/functions.sh family/rpm/functions.sh";
        static final String WRITABLE_CGROUPS = "guest/writable-cgroups guest/writable-cgroups.service";
    }

    private static final Set<Image> BASES = EnumSet.of(DEBIAN_12_PLAIN, FAMILIES, RPM, ZYPPER, PACMAN, OPENRC);

    private final String source;
    private final @Nullable Image parent;
    private final @Nullable String suite;
    private final String scripts;
    private final String files;
    private final String packages;

    /** A distribution: a layer that makes a guest of its family look like it. */
    Image(String source, Image family) {
        this(source, family, null, "disguise/" + source + ".sh", Files.DISGUISE);
    }

    Image(String source, @Nullable Image parent, @Nullable String suite, String scripts, String files) {
        this(source, parent, suite, scripts, files, "");
    }

    Image(
            String source,
            @Nullable Image parent,
            @Nullable String suite,
            String scripts,
            String files,
            String packages) {
        this.source = source;
        this.parent = parent;
        this.suite = suite;
        this.scripts = scripts;
        this.files = files;
        this.packages = packages;
    }

    /** @throws HypervisorException when no image has this source; it lists the sources */
    static Image of(String source) {
        for (Image image : values()) {
            if (image.source.equals(source)) {
                return image;
            }
        }
        throw new HypervisorException("There is no image source \"" + source + "\"; there are "
                + Arrays.stream(values()).map(image -> image.source).collect(Collectors.joining(", ")));
    }

    /** Returns its name in an image's {@code SOURCE}. */
    String source() {
        return source;
    }

    /** Returns the Debian release to build from; null for a layer on top of another image. */
    @Nullable
    String suite() {
        return suite;
    }

    /** Returns the scripts that build it, run in this order with the path of the tree as their argument. */
    List<String> scripts() {
        return words(scripts);
    }

    /** Returns the Debian packages of a base system beside those that every one has. */
    List<String> packages() {
        return words(packages);
    }

    /** Returns the files that the scripts need. */
    List<String> files() {
        return words(files);
    }

    /** Returns this image and those below it, the lowest first. */
    List<Image> stack() {
        List<Image> stack = new ArrayList<>();
        for (Image image = this; image != null; image = image.parent) {
            stack.addFirst(image);
        }
        return stack;
    }

    /** Returns the images that a cloud can be given; the others are what these lie on. */
    static List<OfferedImage> offered() {
        return Arrays.stream(values())
                .filter(image -> !BASES.contains(image))
                .map(Image::offer)
                .toList();
    }

    private OfferedImage offer() {
        String base = stack().getFirst().suite == null ? "" : "Debian " + stack().getFirst().suite;
        String packages = "os-release, and packages made of Debian's files: Docker 20.10.24 and 26.1.5";
        if (parent == RPM) {
            return new OfferedImage(source, base, "dnf 4, rpm, systemd, firewalld (off at first), Docker", packages);
        }
        if (parent == ZYPPER) {
            return new OfferedImage(source, base, "zypper, rpm, systemd, firewalld (off at first), Docker", packages);
        }
        if (parent == PACMAN) {
            return new OfferedImage(source, base, "pacman, systemd, Docker", packages);
        }
        if (parent == OPENRC) {
            return new OfferedImage(
                    source,
                    base,
                    "OpenRC, supervise-daemon, BusyBox's init and shell, doas, Docker",
                    "os-release, apk and its packages (Docker 20.10.24 and 26.1.5), adduser; the C library is glibc");
        }
        return switch (this) {
            case BOOT2DOCKER -> new OfferedImage(source, base, "Docker, BusyBox's shell", "all else of boot2docker");
            case FLATCAR, FEDORA_COREOS ->
                new OfferedImage(
                        source, base, "systemd, Docker 26.1.5, read-only /usr", "os-release; there are no updates");
            case PHOTON_5 ->
                new OfferedImage(
                        source, base, "systemd, iptables that drop all but port 22, Docker 26.1.5", "os-release, tdnf");
            default -> new OfferedImage(source, base, "everything", "");
        };
    }

    /** Returns the program that its guests boot. */
    GuestInit.Program init() {
        return stack().contains(OPENRC) ? GuestInit.Program.BUSYBOX : GuestInit.Program.SYSTEMD;
    }

    /** Returns whether its guests see {@code /usr} read-only. */
    boolean hasReadOnlyUsr() {
        return this == FLATCAR || this == FEDORA_COREOS;
    }

    /** Returns whether its Docker needs cgroup v1 where the computer has that. */
    boolean wantsLegacyCgroups() {
        return this == DEBIAN_DOCKER_20_10;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }
}
