package io.onemachine.machine.transfer;

import io.onemachine.machine.error.LocalCommandException;
import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.openssh.KnownHostsExport;
import io.onemachine.machine.ssh.openssh.OpenSshClient;
import io.onemachine.machine.ssh.openssh.PathAliases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Copies with the programs {@code scp} and {@code rsync}, which show their progress on the user's terminal. */
public final class ScpRsyncCopy {
    private static final Duration CHECK = Duration.ofSeconds(15);

    /** From this version on, {@code scp} uses SFTP; with older ones a shell on the host expands the path. */
    private static final int FIRST_WITHOUT_SHELL = 9;

    private static final Pattern VERSION = Pattern.compile("OpenSSH_\\D*?([0-9]+)\\.");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./@%+=:,~^*?\\[\\]-]*");

    private final CommandRunner commands;
    private final Optional<Path> sshConfig;

    /** @param sshConfig a file in the format of ssh_config(5) to use instead of the user's own */
    public ScpRsyncCopy(CommandRunner commands, Optional<Path> sshConfig) {
        this.commands = commands;
        this.sshConfig = sshConfig;
    }

    /**
     * Returns whether {@code scp} copies between these locations correctly. Not when a path on a host has characters that a shell on
     * the host would interpret (old versions); not with a backslash, which it removes, nor with a user's name that it would truncate; not
     * between hosts with different ports, as it takes only one, nor between hosts whose keys one program cannot check.
     */
    public boolean scpCan(CopyLocation source, CopyLocation destination) {
        List<CopyLocation.Remote> remotes = remotes(source, destination);
        boolean onePort = remotes.stream()
                        .map(remote -> remote.target().port())
                        .distinct()
                        .count()
                <= 1;
        boolean keysFit = KnownHostsExport.fit(targets(source, destination));
        boolean backslash = remotes.stream().anyMatch(remote -> remote.path().contains("\\"));
        boolean users = remotes.stream().map(CopyLocation.Remote::target).allMatch(OpenSshOptions::canName);
        return onePort
                && keysFit
                && users
                && !backslash
                && (remotes.stream().allMatch(ScpRsyncCopy::isPlain) || scpSpeaksSftp());
    }

    /**
     * Copies with {@code scp}.
     *
     * @throws LocalCommandException when it fails; it has printed the reason itself
     * @throws io.onemachine.machine.error.SshUnavailableException with the reason why a host cannot be reached
     */
    public void scp(CopyLocation source, CopyLocation destination, CopyOptions options) {
        List<SshTarget> targets = targets(source, destination);
        try (KnownHostsExport hostKeys = KnownHostsExport.of(targets, commands, sshConfig);
                PathAliases names = new PathAliases()) {
            run(scpArguments(source, destination, options, targets, hostKeys, names), targets);
        }
    }

    private List<String> scpArguments(
            CopyLocation source,
            CopyLocation destination,
            CopyOptions options,
            List<SshTarget> targets,
            KnownHostsExport hostKeys,
            PathAliases names) {
        List<String> argv = new ArrayList<>(List.of("scp"));
        sshConfig.ifPresent(file -> argv.addAll(List.of("-F", file.toString())));
        OpenSshOptions.shared(hostKeys).forEach(option -> argv.addAll(List.of("-o", option)));
        argv.add("-3");
        if (options.recursive()) {
            argv.add("-r");
        }
        if (options.quiet()) {
            argv.add("-q");
        }
        OpenSshOptions.of(targets, names, "\"").forEach(option -> argv.addAll(List.of("-o", option)));
        argv.add(location(source));
        argv.add(location(destination));
        return argv;
    }

    /** Copies with {@code rsync}, which sends only differences; one location must be on this computer. */
    public void rsync(CopyLocation source, CopyLocation destination, CopyOptions options) {
        List<SshTarget> targets = targets(source, destination);
        targets.forEach(target -> OpenSshOptions.requireName(target, "rsync"));
        try (KnownHostsExport hostKeys = KnownHostsExport.of(targets, commands, sshConfig);
                PathAliases names = new PathAliases()) {
            run(rsyncArguments(source, destination, options, shell(targets, hostKeys, names)), targets);
        }
    }

    private static List<String> rsyncArguments(
            CopyLocation source, CopyLocation destination, CopyOptions options, String shell) {
        List<String> argv = new ArrayList<>(List.of("rsync"));
        if (!options.quiet()) {
            argv.add("--progress");
        }
        argv.addAll(List.of("-e", shell));
        if (options.recursive()) {
            argv.add("-r");
        }
        if (!remotes(source, destination).stream().allMatch(ScpRsyncCopy::isPlain)) {
            argv.add("-s"); // no shell on the host may expand the path
        }
        argv.add(location(source));
        argv.add(location(destination));
        return argv;
    }

    /** Returns the command with which {@code rsync} reaches a host; it splits it at spaces and supports quotes. */
    private String shell(List<SshTarget> targets, KnownHostsExport hostKeys, PathAliases names) {
        StringBuilder command = new StringBuilder("ssh");
        sshConfig.ifPresent(file -> command.append(" -F ").append(word(file.toString())));
        Stream.concat(OpenSshOptions.shared(hostKeys).stream(), OpenSshOptions.of(targets, names, "\"").stream())
                .forEach(option -> command.append(" -o ").append(option)); // without spaces, and with quotes in pairs
        return command.toString();
    }

    /** Returns a word quoted for rsync; the user's own path may contain anything. */
    private static String word(String text) {
        return text.matches("[^ '\"]*") ? text : "'" + text.replace("'", "''") + "'";
    }

    private void run(List<String> argv, List<SshTarget> targets) {
        int exitCode = commands.runAttached(argv, Map.of());
        if (exitCode == 0) {
            return;
        }
        for (SshTarget target : targets) {
            try (OpenSshClient check = new OpenSshClient(target, commands, sshConfig)) {
                check.connect(CHECK);
            }
        }
        throw new LocalCommandException(argv.getFirst() + " did not copy everything (exit code " + exitCode + ")");
    }

    private boolean scpSpeaksSftp() {
        String said = commands.run(Command.of(CHECK, List.of("ssh", "-V"))).errors();
        Matcher version = VERSION.matcher(said);
        return version.find() && Integer.parseInt(version.group(1)) >= FIRST_WITHOUT_SHELL;
    }

    private static boolean isPlain(CopyLocation.Remote remote) {
        return PLAIN.matcher(remote.path()).matches();
    }

    private static String location(CopyLocation end) {
        return switch (end) {
            case CopyLocation.Local local -> OpenSshOptions.localPath(local.path());
            case CopyLocation.Remote remote -> OpenSshOptions.location(remote.target(), remote.path());
        };
    }

    private static List<CopyLocation.Remote> remotes(CopyLocation source, CopyLocation destination) {
        return Stream.of(source, destination)
                .<CopyLocation.Remote>mapMulti((end, sink) -> {
                    if (end instanceof CopyLocation.Remote remote) {
                        sink.accept(remote);
                    }
                })
                .toList();
    }

    private static List<SshTarget> targets(CopyLocation source, CopyLocation destination) {
        return remotes(source, destination).stream()
                .map(CopyLocation.Remote::target)
                .distinct()
                .toList();
    }
}
