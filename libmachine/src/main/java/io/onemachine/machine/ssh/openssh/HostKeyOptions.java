package io.onemachine.machine.ssh.openssh;

import io.onemachine.machine.ssh.hostkey.HostKeyCheck;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How OpenSSH's programs are told to check a host's key: {@code NAME=value}, to follow {@code -o}. They go before what a
 * configuration file of the user's says, so that it cannot switch the check off, or another way of it on.
 */
final class HostKeyOptions {
    private static final List<String> OFF = List.of("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null");

    private HostKeyOptions() {}

    /** For {@code ssh}, and a host whose check is off or whose key is known: see {@link OpenSshClient#learn}. */
    static List<String> of(HostKeyCheck check, PathAliases names) {
        return switch (check) {
            case HostKeyCheck.Off off -> OFF;
            case HostKeyCheck.Pinned pinned -> readOnly(names.of(pinned.known().file()));
            case HostKeyCheck.FirstUse firstUse ->
                readOnly(names.of(firstUse.known().file()));
        };
    }

    /** Without the last one {@code ssh} may write into the file what other keys the host says it has. */
    private static List<String> readOnly(Path file) {
        List<String> options = strict(file);
        options.add("UpdateHostKeys=no");
        return options;
    }

    /** @param file one whose path is plain */
    static List<String> strict(Path file) {
        return from("yes", file);
    }

    /** For nobody in particular. */
    static List<String> off() {
        return OFF;
    }

    /** Any key, which is written into a file whose path is plain. */
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
