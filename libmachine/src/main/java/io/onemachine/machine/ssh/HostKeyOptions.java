package io.onemachine.machine.ssh;

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

    /** For {@code ssh}, and a host whose check is off or whose key is known: see {@link ExternalSshClient#learn}. */
    static List<String> of(HostKeyCheck check) {
        return switch (check) {
            case HostKeyCheck.Off off -> OFF;
            case HostKeyCheck.Pinned pinned -> readOnly(pinned.known());
            case HostKeyCheck.FirstUse firstUse -> readOnly(firstUse.known());
        };
    }

    /** Without the last one {@code ssh} may write into the file what other keys the host says it has. */
    private static List<String> readOnly(KnownHosts known) {
        List<String> options = strict(known);
        options.add("UpdateHostKeys=no");
        return options;
    }

    static List<String> strict(KnownHosts known) {
        return from("yes", known);
    }

    /** For nobody in particular. */
    static List<String> off() {
        return OFF;
    }

    /** Any key, which is written into a file. */
    static List<String> learning(Path file) {
        return from("accept-new", new KnownHosts(file));
    }

    private static List<String> from(String strictness, KnownHosts known) {
        List<String> options = new ArrayList<>();
        options.add("StrictHostKeyChecking=" + strictness);
        options.add("UserKnownHostsFile=" + known.asOption());
        options.addAll(List.of(
                "GlobalKnownHostsFile=/dev/null",
                "CheckHostIP=no",
                "VerifyHostKeyDNS=no",
                "NoHostAuthenticationForLocalhost=no"));
        return options;
    }
}
