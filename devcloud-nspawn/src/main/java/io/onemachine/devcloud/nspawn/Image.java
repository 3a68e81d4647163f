package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    DEBIAN_DOCKER_20_10("debian-docker-20.10", DEBIAN_12_PLAIN, null, "docker.sh cgroup-v1.sh", Files.WRITABLE_CGROUPS);

    /** Names of resources, separated by blanks. */
    private static final class Files {
        static final String GUEST = "guest/one-context guest/one-context-local.service guest/one-context.service";
        static final String BOOT2DOCKER =
                "boot2docker/docker boot2docker/boot boot2docker/sethostname boot2docker/boot2docker.service"
                        + " boot2docker/adduser boot2docker/addgroup";
        static final String WRITABLE_CGROUPS = "guest/writable-cgroups guest/writable-cgroups.service";
    }

    private final String source;
    private final @Nullable Image parent;
    private final @Nullable String suite;
    private final String scripts;
    private final String files;

    Image(String source, @Nullable Image parent, @Nullable String suite, String scripts, String files) {
        this.source = source;
        this.parent = parent;
        this.suite = suite;
        this.scripts = scripts;
        this.files = files;
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

    /** Returns whether its Docker needs cgroup v1 where the computer has that. */
    boolean wantsLegacyCgroups() {
        return this == DEBIAN_DOCKER_20_10;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }
}
