package io.onemachine.machine.transfer;

import io.onemachine.machine.error.LocalCommandException;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.openssh.KnownHostsExport;
import io.onemachine.machine.ssh.openssh.PathAliases;
import java.util.ArrayList;
import java.util.List;

/**
 * The connection options of programs that run {@code ssh}: {@code NAME=value}, to follow {@code -o}. docker-machine 0.16.2 gives the
 * same in the same order, but does not check a host's key.
 */
final class OpenSshOptions {
    private OpenSshOptions() {}

    /** Returns the options that are the same for all hosts. */
    static List<String> shared(KnownHostsExport hostKeys) {
        List<String> options = new ArrayList<>(hostKeys.options());
        options.add("LogLevel=quiet");
        return options;
    }

    /**
     * Returns the options for some hosts, with their keys.
     *
     * @param names aliases for the paths of key files
     * @param quote a quote to put around a key's path
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

    /** Returns whether {@link #location} is unambiguous: programs read what precedes the first colon as user and host. */
    static boolean canName(SshTarget target) {
        return target.user().chars().noneMatch(c -> c == ':' || c == '/');
    }

    /** @throws LocalCommandException when the program would misread the user's name */
    static void requireName(SshTarget target, String program) {
        if (!canName(target)) {
            throw new LocalCommandException(program + " cannot log in as \"" + target.user()
                    + "\": it takes a colon or slash in a user's name for the end of it");
        }
    }

    /** Returns {@code user@host:path}. */
    static String location(SshTarget target, String path) {
        String host = target.host().contains(":") ? "[" + target.host() + "]" : target.host();
        return target.user() + "@" + host + ":" + path;
    }

    /** Returns a local path that no program takes for an option or a remote path. */
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
