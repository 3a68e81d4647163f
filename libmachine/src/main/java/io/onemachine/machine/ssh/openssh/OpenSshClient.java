package io.onemachine.machine.ssh.openssh;

import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.error.SshException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.file.TemporaryFolders;
import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.RunningCommand;
import io.onemachine.machine.progress.NetworkExchange;
import io.onemachine.machine.ssh.HostKeyMismatch;
import io.onemachine.machine.ssh.KeyFileCheck;
import io.onemachine.machine.ssh.SshArguments;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshDiagnosis;
import io.onemachine.machine.ssh.SshFailure;
import io.onemachine.machine.ssh.SshResult;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.SshTraffic;
import io.onemachine.machine.ssh.hostkey.HostKey;
import io.onemachine.machine.ssh.hostkey.HostKeyCheck;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An SSH client on the {@code ssh} program. The commands of one client share a connection: a first {@code ssh} logs in and keeps
 * it open, the others use its control socket.
 *
 * <p>The first one waits for the end of its standard input, so it ends with this process, however that ends.
 */
public final class OpenSshClient implements SshClient {
    private static final String READY = "onemachine-ssh-is-up";
    private static final String KEEP_OPEN = "echo " + READY + "; exec cat >/dev/null";

    /** Runs a shell for the script at the beginning of the input, which it consumes completely. */
    private static final String RUN_AND_KEEP_OPEN = "sh -s; " + KEEP_OPEN;

    private static final int SSH_FAILED = 255;

    /** The file into which {@code ssh} writes the key of a host at the first login. */
    private static final String LEARNED = "known_hosts";

    private static final Pattern SHOWN = Pattern.compile(
            "fingerprint for the (?<type>\\S+) key sent by the remote host is\\s+(?<hash>SHA256:[A-Za-z0-9+/]+)");

    private static final Duration CHECK = Duration.ofSeconds(15);

    private final SshTarget target;
    private final CommandRunner commands;
    private final String configFile;
    private final boolean direct;
    private final Consumer<NetworkExchange> observer;
    private final PathAliases names = new PathAliases();

    private @Nullable Master master;

    /** Creates a client that ignores the user's configuration files. */
    public OpenSshClient(SshTarget target, CommandRunner commands) {
        this(target, commands, Optional.empty());
    }

    /** @param configFile a file in the format of ssh_config(5), for bastions and the like; our own options have precedence */
    public OpenSshClient(SshTarget target, CommandRunner commands, Optional<Path> configFile) {
        this(target, commands, configFile, networkExchange -> {});
    }

    /**
     * Creates a client with an observer.
     *
     * @param configFile a file in the format of ssh_config(5), for bastions and the like; our own options have precedence
     * @param observer receives every login and every command
     */
    public OpenSshClient(
            SshTarget target, CommandRunner commands, Optional<Path> configFile, Consumer<NetworkExchange> observer) {
        this.target = target;
        this.commands = commands;
        this.configFile = configFile.map(Path::toString).orElse("/dev/null");
        this.direct = configFile.isEmpty();
        this.observer = observer;
    }

    private OpenSshClient(OpenSshClient other) {
        this.target = other.target;
        this.commands = other.commands;
        this.configFile = other.configFile;
        this.direct = other.direct;
        this.observer = other.observer;
    }

    @Override
    public void checkThisComputer() {
        KeyFileCheck.ofProgram(target);
        checkConfiguration();
    }

    /** Lets {@code ssh} read its configuration without connecting. */
    private void checkConfiguration() {
        List<String> argv = arguments("BatchMode=yes", "LogLevel=error");
        argv.addAll(1, List.of("-G", "-T"));
        CommandResult result = commands.run(Command.of(CHECK, argv));
        if (!result.succeeded() && !SshFailure.saysThatOptionIsUnknown(result.errors())) {
            throw SshFailure.ofConfiguration(target, names.withOwnPaths(result.errors()));
        }
    }

    @Override
    public String connect(String script, Duration timeout) {
        Optional<Master> present = present();
        if (present.isPresent()) {
            return script.isEmpty() ? "" : run("sh -s", script, timeout).output();
        }
        return start(script, timeout);
    }

    @Override
    public SshResult run(String command, Duration timeout) {
        return run(command, "", timeout);
    }

    @Override
    public SshResult run(String command, String input, Duration timeout) {
        List<String> argv =
                arguments("BatchMode=yes", "ControlMaster=no", "ControlPath=" + connected(timeout), "LogLevel=error");
        argv.add("--");
        argv.add(command);
        CommandResult result = commands.run(Command.of(timeout, argv).withInput(input));
        observer.accept(SshTraffic.command(command, input, result.output(), result.errors()));
        if (result.exitCode() == SSH_FAILED && present().isEmpty()) {
            throw lost(result.errors().strip());
        }
        return new SshResult(result.exitCode(), result.output(), result.errors());
    }

    @Override
    public int attach(List<String> arguments) {
        learn();
        List<String> argv = arguments("ControlMaster=no", "ControlPath=none", "LogLevel=quiet");
        argv.addAll(arguments);
        observer.accept(SshTraffic.login(target));
        int exitCode = commands.runAttached(argv, Map.of());
        if (exitCode == SSH_FAILED && !SshArguments.parse(arguments).leadsElsewhere()) {
            explainFailure();
        }
        return exitCode;
    }

    /**
     * Logs in once to a host without a pinned key, so that other programs can be limited to its key.
     *
     * @throws SshUnavailableException with the reason of the failure
     */
    public void learn() {
        if (target.hostKey() instanceof HostKeyCheck.FirstUse firstUse
                && firstUse.expected().isEmpty()) {
            try (OpenSshClient once = new OpenSshClient(this)) {
                once.connect(CHECK);
            }
        }
    }

    /**
     * Explains exit code 255, which a remote command may return too: {@code ssh} runs quietly, so another login finds out whether the
     * connection failed, and why.
     */
    private void explainFailure() {
        try (OpenSshClient again = new OpenSshClient(this)) {
            again.connect(CHECK);
        }
    }

    @Override
    public boolean isDirect() {
        return direct;
    }

    @Override
    public void close() {
        closeConnection();
        names.close();
    }

    private void closeConnection() {
        Master closing = master;
        master = null;
        if (closing != null) {
            closing.close();
        }
    }

    /** Returns the connection's socket. */
    private Path connected(Duration timeout) {
        connect(timeout);
        return present().orElseThrow(() -> lost("it ended at once")).socket();
    }

    private Optional<Master> present() {
        return Optional.ofNullable(master).filter(present -> present.process().isRunning());
    }

    private SshConnectionLostException lost(String how) {
        return new SshConnectionLostException("The SSH connection to " + target.endpoint() + " broke: " + how, null);
    }

    /** Logs in again and returns the script's output. */
    private String start(String script, Duration timeout) {
        closeConnection();
        boolean learning = target.hostKey() instanceof HostKeyCheck.FirstUse firstUse
                && firstUse.expected().isEmpty();
        Path folder = TemporaryFolders.create();
        boolean usable = false;
        Path socket = folder.resolve("s");
        // Not LogLevel=error: it would hide that the server closed the connection.
        List<String> argv = arguments(
                learning ? HostKeyOptions.learning(folder.resolve(LEARNED)) : hostKeyOptions(),
                "BatchMode=yes",
                "ControlMaster=yes",
                "ControlPath=" + socket,
                "LogLevel=info");
        argv.add("--");
        argv.add(script.isEmpty() ? KEEP_OPEN : RUN_AND_KEEP_OPEN);
        Master started;
        observer.accept(SshTraffic.login(target));
        try {
            started = new Master(commands.start(argv, Map.of(), script), folder, socket);
        } catch (RuntimeException e) {
            Master.delete(folder);
            throw e;
        }
        try {
            String said = started.process()
                    .linesBefore(READY, timeout)
                    .map(lines -> String.join("\n", lines))
                    .orElseThrow(() -> whyNot(started));
            if (learning) {
                keepKey(folder.resolve(LEARNED));
            }
            usable = true;
            master = started;
            if (!script.isEmpty()) {
                observer.accept(SshTraffic.command("sh -s", script, said, ""));
            }
            return said;
        } finally {
            if (!usable) {
                started.close();
            }
        }
    }

    /** Pins the host's key. If another process has logged in for the first time meanwhile, the key it saw counts. */
    private void keepKey(Path learned) {
        if (target.hostKey() instanceof HostKeyCheck.FirstUse firstUse) {
            HostKey seen = KnownHosts.written(learned).stream()
                    .findFirst()
                    .orElseThrow(() -> new SshException("ssh did not say which key " + target.endpoint() + " has"));
            if (!firstUse.known().learn(seen).contains(seen)) {
                throw HostKeyMismatch.exception(target, Optional.of(seen.fingerprint()), null);
            }
        }
    }

    /** Returns the options for a check without a new key; an unreadable key file is reported before any connection. */
    private List<String> hostKeyOptions() {
        target.hostKey().expected();
        return HostKeyOptions.of(target.hostKey(), names);
    }

    private SshUnavailableException whyNot(Master started) {
        String said = names.withOwnPaths(started.process().errors());
        boolean ended = !started.process().isRunning();
        if (ended && SshFailure.saysNothing(said)) {
            return SshFailure.exception(
                    target, new SshDiagnosis(Reason.SHELL_ENDED, SshFailure.words(Reason.SHELL_ENDED)), null);
        }
        Reason reason = SshFailure.finding(target, said).reason();
        if (reason == Reason.HOST_KEY_CHANGED) {
            return HostKeyMismatch.exception(target, shownKey(said), null);
        }
        if (reason == Reason.OTHER) {
            checkConfiguration();
        }
        return direct ? SshFailure.ofDirect(target, said, null) : SshFailure.of(target, said, null);
    }

    /** Returns the key that the host shows. {@code ssh} prints a changed key, but not one of another type, which is then requested. */
    private Optional<String> shownKey(String said) {
        Matcher shown = SHOWN.matcher(said);
        if (shown.find()) {
            return Optional.of(shown.group("hash") + " (" + shown.group("type") + ")");
        }
        Path folder = TemporaryFolders.create();
        try {
            Path file = folder.resolve(LEARNED);
            List<String> argv = arguments(
                    HostKeyOptions.learning(file), "BatchMode=yes", "PreferredAuthentications=none", "LogLevel=error");
            argv.addAll(List.of("--", "true"));
            commands.run(Command.of(CHECK, argv));
            return KnownHosts.written(file).stream().map(HostKey::fingerprint).findFirst();
        } finally {
            Master.delete(folder);
        }
    }

    private List<String> arguments(String... connectionOptions) {
        return arguments(hostKeyOptions(), connectionOptions);
    }

    private List<String> arguments(List<String> hostKeyOptions, String... connectionOptions) {
        List<String> argv = new ArrayList<>(List.of("ssh", "-F", configFile));
        Stream.of(
                        Stream.of("ConnectionAttempts=3", "ConnectTimeout=10"),
                        Stream.of(connectionOptions),
                        Stream.of("PasswordAuthentication=no", "ServerAliveInterval=60"),
                        hostKeyOptions.stream())
                .flatMap(options -> options)
                .forEach(option -> argv.addAll(List.of("-o", option)));
        argv.add(target.user().isEmpty() ? target.host() : target.user() + "@" + target.host());
        target.keyFile()
                .map(names::ofKey)
                .ifPresent(key -> argv.addAll(List.of("-o", "IdentitiesOnly=yes", "-i", key.toString())));
        argv.addAll(List.of("-p", Integer.toString(target.port())));
        return argv;
    }

    /** The {@code ssh} that holds the connection, and its socket. */
    private record Master(RunningCommand process, Path folder, Path socket) {
        void close() {
            process.close();
            delete(folder);
        }

        static void delete(Path folder) {
            PrivateFiles.deleteFolder(folder);
        }
    }
}
