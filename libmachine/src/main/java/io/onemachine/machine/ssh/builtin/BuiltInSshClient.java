package io.onemachine.machine.ssh.builtin;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.error.SshException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import io.onemachine.machine.progress.NetworkExchange;
import io.onemachine.machine.ssh.FileTree;
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
import io.onemachine.machine.time.Polling;
import io.onemachine.machine.time.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The built-in SSH client. */
public final class BuiltInSshClient implements SshClient {
    private static final String READY = "onemachine-ssh-is-up";
    private static final Duration LOGIN = Duration.ofSeconds(20);

    private final SshTarget target;
    private final StandardStreams streams;
    private final UserTerminal terminal;
    private final Sleeper sleeper;
    private final Consumer<NetworkExchange> observer;
    private @Nullable Session session;

    /**
     * @param streams the streams for {@link #attach}
     * @param terminal the terminal of the standard input, if there is one
     */
    public BuiltInSshClient(SshTarget target, StandardStreams streams, UserTerminal terminal, Sleeper sleeper) {
        this(target, streams, terminal, sleeper, networkExchange -> {});
    }

    /**
     * Creates a client with an observer.
     *
     * @param streams the streams for {@link #attach}
     * @param terminal the terminal of the standard input, if there is one
     * @param observer receives every login and every command
     */
    public BuiltInSshClient(
            SshTarget target,
            StandardStreams streams,
            UserTerminal terminal,
            Sleeper sleeper,
            Consumer<NetworkExchange> observer) {
        this.observer = observer;
        this.target = target;
        this.streams = streams;
        this.terminal = terminal;
        this.sleeper = sleeper;
    }

    @Override
    public void checkThisComputer() {
        KeyFileCheck.ofBuiltIn(target);
    }

    @Override
    public String connect(String script, Duration timeout) {
        if (script.isEmpty() && session != null && session.isConnected()) {
            return "";
        }
        connected(timeout);
        String command = script.isEmpty() ? "echo " + READY : "sh -s; echo " + READY;
        SshResult result = run(command, script, timeout);
        List<String> lines = result.output().lines().toList();
        int ready = lines.lastIndexOf(READY);
        if (ready < 0) {
            close();
            if (result.exitCode() < 0) { // the connection ended, not the command
                throw SshFailure.ofDirect(target, LoginFailureLog.CLOSED, null);
            }
            // The login of a user whose shell runs nothing succeeds all the same.
            throw SshFailure.exception(
                    target, new SshDiagnosis(Reason.SHELL_ENDED, SshFailure.words(Reason.SHELL_ENDED)), null);
        }
        return String.join("\n", lines.subList(0, ready));
    }

    @Override
    public SshResult run(String command, Duration timeout) {
        return run(command, "", timeout);
    }

    @Override
    public SshResult run(String command, String input, Duration timeout) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        try {
            ChannelExec channel = (ChannelExec) connected(timeout).openChannel("exec");
            channel.setCommand(command);
            channel.setInputStream(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            channel.setOutputStream(output);
            channel.setErrStream(errors);
            int exitCode = awaitEnd(channel, timeout);
            SshResult result = new SshResult(
                    exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
            observer.accept(SshTraffic.command(command, input, result.output(), result.errors()));
            return result;
        } catch (JSchException e) {
            throw broken(e);
        }
    }

    @Override
    public int attach(List<String> arguments) {
        SshArguments parsed = SshArguments.parse(arguments);
        BuiltInSshOptions options = BuiltInSshOptions.of(parsed);
        try {
            return new BuiltInSshSession(connected(LOGIN), target, streams, terminal, sleeper)
                    .run(options, parsed.command());
        } catch (JSchException e) {
            throw broken(e);
        }
    }

    /**
     * Returns the host's files, over the connection of the commands.
     *
     * @throws io.onemachine.machine.error.SshUnavailableException with the reason of a failed connection
     */
    public FileTree files() {
        try {
            ChannelSftp channel = (ChannelSftp) connected(LOGIN).openChannel("sftp");
            channel.connect((int) LOGIN.toMillis());
            return new SftpFiles(channel, target);
        } catch (JSchException e) {
            throw new SshException(
                    "Cannot open SFTP at " + target.endpoint() + ": " + said(e),
                    "Does the host's SSH server have its SFTP subsystem switched on?",
                    e);
        }
    }

    @Override
    public void close() {
        Session closing = session;
        session = null;
        if (closing != null) {
            closing.disconnect();
        }
    }

    private int awaitEnd(Channel channel, Duration timeout) throws JSchException {
        try {
            channel.connect((int) Math.min(timeout.toMillis(), LOGIN.toMillis()));
            Optional<Integer> exitCode = Polling.upTo(timeout, sleeper)
                    .until(
                            "running a command over SSH",
                            () -> channel.isClosed() ? Optional.of(channel.getExitStatus()) : Optional.empty());
            return exitCode.orElseThrow(() -> new SshException(
                    "A command on " + target.endpoint() + " did not end within " + timeout.toSeconds() + " s"));
        } finally {
            channel.disconnect();
        }
    }

    private Session connected(Duration timeout) {
        Session present = session;
        if (present != null && present.isConnected()) {
            return present;
        }
        JschHostKeyVerifier hostKey = new JschHostKeyVerifier(target.hostKey().expected());
        LoginFailureLog log = new LoginFailureLog();
        observer.accept(SshTraffic.login(target));
        try {
            Session started = newSession(hostKey, log);
            started.connect((int) Math.min(timeout.toMillis(), LOGIN.toMillis()));
            keepKey(started, hostKey);
            session = started;
            return started;
        } catch (JSchException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new OperationInterruptedException("logging in to " + target.endpoint());
            }
            if (hostKey.refused()) {
                throw HostKeyMismatch.exception(target, hostKey.shown().map(HostKey::fingerprint), e);
            }
            throw SshFailure.ofDirect(target, log.said(e), e);
        }
    }

    /** Pins the host's key. If another process has logged in for the first time meanwhile, the key it saw counts. */
    private void keepKey(Session started, JschHostKeyVerifier hostKey) {
        if (target.hostKey() instanceof HostKeyCheck.FirstUse firstUse
                && hostKey.shown().isPresent()) {
            HostKey seen = hostKey.shown().get();
            boolean fits = false;
            try {
                fits = firstUse.known().learn(seen).contains(seen);
            } finally {
                if (!fits) {
                    started.disconnect();
                }
            }
            if (!fits) {
                throw HostKeyMismatch.exception(target, Optional.of(seen.fingerprint()), null);
            }
        }
    }

    private Session newSession(JschHostKeyVerifier hostKey, LoginFailureLog log) throws JSchException {
        JSch jsch = new JSch();
        jsch.setInstanceLogger(log);
        jsch.setHostKeyRepository(hostKey);
        target.keyFile().ifPresent(key -> addKey(jsch, key));
        Session created = jsch.getSession(target.user(), target.host(), target.port());
        created.setConfig("StrictHostKeyChecking", "yes");
        created.setConfig("server_host_key", hostKey.algorithms(created.getConfig("server_host_key")));
        created.setConfig("PreferredAuthentications", "publickey");
        created.setServerAliveInterval((int) Duration.ofMinutes(1).toMillis());
        return created;
    }

    /** Adds a key. JSch's message about an unreadable key may be a bare exception text. */
    private void addKey(JSch jsch, Path key) {
        try {
            jsch.addIdentity(key.toString());
        } catch (JSchException e) {
            KeyFileCheck.ofBuiltIn(target);
            throw SshFailure.of(target, "Load key " + key, e);
        }
    }

    private SshException broken(JSchException e) {
        return new SshConnectionLostException("The SSH connection to " + target.endpoint() + " broke: " + said(e), e);
    }

    static String said(JSchException e) {
        Throwable cause = e.getCause();
        String message = cause == null || cause.getMessage() == null ? e.getMessage() : cause.getMessage();
        return message == null ? "no answer" : message;
    }
}
