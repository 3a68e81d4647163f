package io.onemachine.machine.transfer;

import io.onemachine.machine.error.LocalCommandException;
import io.onemachine.machine.ssh.openssh.KnownHostsExport;
import io.onemachine.machine.ssh.openssh.PathAliases;
import io.onemachine.machine.ssh.SshTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * The connection's options as programs that run {@code ssh} take them: {@code NAME=value}, to follow {@code -o}.
 * docker-machine 0.16.2 gives the same in the same order, and checks no host's key.
 */
final class OpenSshOptions {
    private OpenSshOptions() {}

    /** Whatever the host. */
    static List<String> shared(KnownHostsExport hostKeys) {
        List<String> options = new ArrayList<>(hostKeys.options());
        options.add("LogLevel=quiet");
        return options;
    }

    /**
     * For hosts, each with its key where it has one.
     *
     * @param names what the keys' files are called for the program
     * @param quote put before and after a key's path
     */
    static List<String> of(List<SshTarget> targets, PathAliases names, String quote) {
        List<String> options = new ArrayList<>();
        boolean allHaveKeys =
                targets.stream().allMatch(target -> target.keyFile().isPresent());
        if (allHaveKeys && !targets.isEmpty()) {
            options.add("IdentitiesOnly=yes");
        }
        for (SshTarget target : targets) {
            if (target.keyFile().isPresent() || target.port() != 22) {
                addOnce(options, "Port=" + target.port());
            }
            target.keyFile()
                    .map(names::ofKey)
                    .ifPresent(key -> addOnce(options, "IdentityFile=" + quote + key + quote));
        }
        return options;
    }

    /** Whether {@link #location} says what is meant: programs take what stands before the first colon for user and host. */
    static boolean canName(SshTarget target) {
        return target.user().chars().noneMatch(c -> c == ':' || c == '/');
    }

    /** @throws LocalCommandException when the program would take a part of the user for something else */
    static void requireName(SshTarget target, String program) {
        if (!canName(target)) {
            throw new LocalCommandException(program + " cannot log in as \"" + target.user()
                    + "\": it takes a colon or slash in a user's name for the end of it");
        }
    }

    /** {@code user@host:path}. */
    static String location(SshTarget target, String path) {
        String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
        return target.user() + "@" + host + ":" + path;
    }

    /** A path here that no program takes for an option or for a path on a host. */
    static String localPath(String path) {
        int colon = path.indexOf(':');
        int slash = path.indexOf('/');
        boolean looksRemote = colon >= 0 && (slash < 0 || colon < slash);
        return path.startsWith("-") || looksRemote ? "./" + path : path;
    }

    private static void addOnce(List<String> options, String option) {
        if (!options.contains(option)) {
            options.add(option);
        }
    }
}
