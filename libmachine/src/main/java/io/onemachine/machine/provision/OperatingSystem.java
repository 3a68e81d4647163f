package io.onemachine.machine.provision;

import java.util.List;
import java.util.Locale;

/**
 * What a host says of its system, in the terms of os-release(5).
 *
 * @param id the identifier, {@code ID}, in lower case: {@code debian}
 * @param like identifiers of systems like it, {@code ID_LIKE}, in lower case, the most similar first
 * @param version the version, {@code VERSION_ID}: {@code 13}, {@code 9.4}; empty for a rolling release
 * @param variant the variant, {@code VARIANT_ID}: {@code coreos}
 * @param name the name for display
 * @param ostree whether its root file system is a commit of rpm-ostree, on which packages are not installed
 */
public record OperatingSystem(
        String id, List<String> like, String version, String variant, String name, boolean ostree) {
    public OperatingSystem {
        id = id.toLowerCase(Locale.ROOT);
        like = like.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    /** Returns whether the system belongs to that family. */
    public boolean isLike(String family) {
        return id.equals(family) || like.contains(family);
    }

    /** Returns the version's first number: 9 of 9.4; empty when it has none. */
    String majorVersion() {
        String major = version.split("[.]", 2)[0];
        return major.matches("\\d{1,9}") ? major : "";
    }

    /** Returns the name for a message: {@code Debian GNU/Linux 13 (trixie)}. */
    String displayName() {
        return name.isEmpty() ? "an unknown system" : name;
    }
}
