package io.onemachine.machine.ssh;

import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.error.SshException;
import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.RunningCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SSH by the {@code ssh} program. The commands of one client share one connection: a first {@code ssh} logs in and keeps
 * it, the others go through its control socket.
 *
 * <p>The first one waits for the end of its standard input, so it ends with this process even when that is killed.
 */
public final class ExternalSshClient implements SshClient {
    private static final String READY = "onemachine-ssh-is-up";
    private static final String KEEP_OPEN = "echo " + READY + "; exec cat >/dev/null";
    private static final int SSH_FAILED = 255;
    private static final Duration CHECK = Duration.ofSeconds(15);

    private final SshTarget target;
    private final CommandRunner commands;
    private final String configFile;
    private final boolean direct;

    private @Nullable Master master;

    /** With options of our own alone: no file of the user's changes how machines are reached. */
    public ExternalSshClient(SshTarget target, CommandRunner commands) {
        this(target, commands, Optional.empty());
    }

    /** @param configFile a file as ssh_config(5) describes it, for bastions and the like; ours go before it */
    public ExternalSshClient(SshTarget target, CommandRunner commands, Optional<Path> configFile) {
        this.target = target;
        this.commands = commands;
        this.configFile = configFile.map(Path::toString).orElse("/dev/null");
        this.direct = configFile.isEmpty();
    }

    private ExternalSshClient(ExternalSshClient other) {
        this.target = other.target;
        this.commands = other.commands;
        this.configFile = other.configFile;
        this.direct = other.direct;
    }

    @Override
    public void connect(Duration timeout) {
        connected(timeout);
    }

    @Override
    public SshResult run(String command, Duration timeout) {
        return run(command, "", timeout);
    }

    @Override
    public SshResult run(String command, String input, Duration timeout) {
        List<String> argv = arguments(
                "BatchMode=yes",
                "ControlMaster=no",
                "ControlPath=" + connected(timeout).socket(),
                "LogLevel=error");
        argv.add("--");
        argv.add(command);
        CommandResult result = commands.run(Command.of(timeout, argv).withInput(input));
        if (result.exitCode() == SSH_FAILED && !isMasterRunning()) {
            throw new SshConnectionLostException(
                    "The SSH connection to " + target.endpoint() + " broke: "
                            + result.errors().strip(),
                    null);
        }
        return new SshResult(result.exitCode(), result.output(), result.errors());
    }

    @Override
    public int attach(List<String> arguments) {
        List<String> argv = arguments("ControlMaster=no", "ControlPath=none", "LogLevel=quiet");
        argv.addAll(arguments);
        int exitCode = commands.runAttached(argv, Map.of());
        if (exitCode == SSH_FAILED && !SshArguments.parse(arguments).leadsElsewhere()) {
            explainFailure();
        }
        return exitCode;
    }

    /**
     * {@code ssh} says nothing about a connection that failed, as it is told to be quiet, and returns what a remote command
     * may return as well: another login tells which it was, and why.
     */
    private void explainFailure() {
        try (ExternalSshClient again = new ExternalSshClient(this)) {
            again.connect(CHECK);
        }
    }

    @Override
    public boolean isDirect() {
        return direct;
    }

    @Override
    public void close() {
        Master closing = master;
        master = null;
        if (closing != null) {
            closing.close();
        }
    }

    private boolean isMasterRunning() {
        return master != null && master.process().isRunning();
    }

    private Master connected(Duration timeout) {
        Master present = master;
        if (present != null && present.process().isRunning()) {
            return present;
        }
        close();
        Master started = start(timeout);
        master = started;
        return started;
    }

    private Master start(Duration timeout) {
        Path folder = privateFolder();
        boolean up = false;
        Path socket = folder.resolve("s");
        // Not LogLevel=error: it would hide that the server closed the connection.
        List<String> argv = arguments("BatchMode=yes", "ControlMaster=yes", "ControlPath=" + socket, "LogLevel=info");
        argv.add("--");
        argv.add(KEEP_OPEN);
        Master started;
        try {
            started = new Master(commands.start(argv, Map.of()), folder, socket);
        } catch (RuntimeException e) {
            Master.delete(folder);
            throw e;
        }
        try {
            up = started.process().awaitLine(READY, timeout);
            if (!up) {
                throw whyNot(started);
            }
            return started;
        } finally {
            if (!up) {
                started.close();
            }
        }
    }

    private SshUnavailableException whyNot(Master started) {
        String said = started.process().errors();
        boolean ended = !started.process().isRunning();
        if (ended && SshFailure.saysNothing(said)) {
            return SshFailure.exception(
                    target, new SshFinding(Reason.SHELL_ENDED, SshFailure.words(Reason.SHELL_ENDED)), null);
        }
        return direct ? SshFailure.ofDirect(target, said, null) : SshFailure.of(target, said, null);
    }

    private List<String> arguments(String... connectionOptions) {
        List<String> argv = new ArrayList<>(List.of("ssh", "-F", configFile));
        Stream.of(
                        Stream.of("ConnectionAttempts=3", "ConnectTimeout=10"),
                        Stream.of(connectionOptions),
                        Stream.of(
                                "PasswordAuthentication=no",
                                "ServerAliveInterval=60",
                                "StrictHostKeyChecking=no",
                                "UserKnownHostsFile=/dev/null"))
                .flatMap(options -> options)
                .forEach(option -> argv.addAll(List.of("-o", option)));
        argv.add(target.user().isEmpty() ? target.host() : target.user() + "@" + target.host());
        target.keyFile().ifPresent(key -> argv.addAll(List.of("-o", "IdentitiesOnly=yes", "-i", key.toString())));
        argv.addAll(List.of("-p", Integer.toString(target.port())));
        return argv;
    }

    private static Path privateFolder() {
        try {
            return Files.createTempDirectory("om-");
        } catch (IOException e) {
            throw new SshException("Cannot make a folder for the SSH control socket", e);
        }
    }

    /** The {@code ssh} that holds the connection, and where its socket is. */
    private record Master(RunningCommand process, Path folder, Path socket) {
        void close() {
            process.close();
            delete(folder);
        }

        static void delete(Path folder) {
            try {
                Files.deleteIfExists(folder.resolve("s"));
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                // A folder in the temporary folder, empty but for a socket nobody listens on.
            }
        }
    }
}
