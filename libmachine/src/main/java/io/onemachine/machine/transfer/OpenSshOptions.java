package io.onemachine.machine.transfer;

import io.onemachine.machine.ssh.HostKeysForPrograms;
import io.onemachine.machine.ssh.SshTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The connection's options as programs that run {@code ssh} take them: {@code NAME=value}, to follow {@code -o}.
 * docker-machine 0.16.2 gives the same in the same order, and checks no host's key.
 */
final class OpenSshOptions {
    private OpenSshOptions() {}

    /** Whatever the host. */
    static List<String> shared(HostKeysForPrograms hostKeys) {
        List<String> options = new ArrayList<>(hostKeys.options());
        options.add("LogLevel=quiet");
        return options;
    }

    /**
     * For hosts, each with its key where it has one.
     *
     * @param keyText how a key's path is written for the program
     */
    static List<String> of(List<SshTarget> targets, UnaryOperator<String> keyText) {
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
                    .map(key -> key.toString().replace("%", "%%")) // ssh replaces %h and others in it
                    .ifPresent(key -> addOnce(options, "IdentityFile=" + keyText.apply(key)));
        }
        return options;
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
