package io.onemachine.machine.ssh.openssh;

import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The options with which OpenSSH's programs check a host's key: {@code NAME=value}, to follow {@code -o}. They precede the user's
 * configuration file, so that it cannot disable the check or enable another.
 */
final class HostKeyOptions {
    private static final List<String> OFF = List.of("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null");

    private HostKeyOptions() {}

    /** Returns the options of {@code ssh} for a host without a check or with a pinned key: see {@link OpenSshClient#learn}. */
    static List<String> of(HostKeyCheck check, PathAliases names) {
        return switch (check) {
            case HostKeyCheck.Off off -> OFF;
            case HostKeyCheck.Pinned pinned -> readOnly(names.of(pinned.known().file()));
            case HostKeyCheck.FirstUse firstUse ->
                readOnly(names.of(firstUse.known().file()));
        };
    }

    /** The last option prevents {@code ssh} from writing further keys of the host into the file. */
    private static List<String> readOnly(Path file) {
        List<String> options = strict(file);
        options.add("UpdateHostKeys=no");
        return options;
    }

    /** @param file a file with a plain path */
    static List<String> strict(Path file) {
        return from("yes", file);
    }

    /** Returns the options that disable the check. */
    static List<String> off() {
        return OFF;
    }

    /** Returns the options that accept any key and write it into a file with a plain path. */
    static List<String> learning(Path file) {
        return from("accept-new", file);
    }

    private static List<String> from(String strictness, Path file) {
        List<String> options = new ArrayList<>();
        options.add("StrictHostKeyChecking=" + strictness);
        options.add("UserKnownHostsFile=\"" + file + "\"");
        options.addAll(List.of(
                "GlobalKnownHostsFile=/dev/null",
                "CheckHostIP=no",
                "VerifyHostKeyDNS=no",
                "NoHostAuthenticationForLocalhost=no"));
        return options;
    }
}
