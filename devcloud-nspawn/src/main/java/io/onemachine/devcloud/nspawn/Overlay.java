package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Formats paths for the options of overlayfs and of systemd-nspawn. */
final class Overlay {

    private Overlay() {}

    /** Returns the value of {@code lowerdir}, the uppermost layer first. */
    static String lower(List<Path> layers) {
        return layers.stream().map(Overlay::plain).collect(Collectors.joining(":"));
    }

    /**
     * Returns the path as text.
     *
     * @throws HypervisorException when it contains a character that separates options
     */
    static String plain(Path path) {
        String text = path.toString();
        if (text.chars().anyMatch(c -> c == ':' || c == ',' || c == '\\' || c == '"' || c < ' ')) {
            throw new HypervisorException("The path " + text.replaceAll("\\p{Cntrl}", "?")
                    + " cannot be used for hosts: it contains a colon, a comma, a backslash, a quote or a control"
                    + " character. Choose another folder");
        }
        return text;
    }
}
