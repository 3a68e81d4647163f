package io.onemachine.machine.ssh.builtin;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelShell;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.onemachine.machine.error.SshConnectionLostException;
import io.onemachine.machine.error.SshException;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.time.Polling;
import io.onemachine.machine.time.Sleeper;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A remote command or shell on this process's streams, like that of {@code ssh}. */
final class BuiltInSshSession {
    private static final Duration OPENING = Duration.ofSeconds(20);
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    /** Short, as the user waits for the prompt when a shell has ended. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    /** The exit code of {@code ssh} for a command that a signal ended. */
    private static final int NO_EXIT_CODE = 255;

    private final Session session;
    private final SshTarget target;
    private final StandardStreams streams;
    private final UserTerminal terminal;
    private final Sleeper sleeper;

    BuiltInSshSession(
            Session session, SshTarget target, StandardStreams streams, UserTerminal terminal, Sleeper sleeper) {
        this.session = session;
        this.target = target;
        this.streams = streams;
        this.terminal = terminal;
        this.sleeper = sleeper;
    }

    /** Runs a command, or a shell, and returns the exit code. */
    int run(BuiltInSshOptions options, List<String> command) throws JSchException {
        forward(options);
        if (!options.command()) {
            awaitEnd(() -> !session.isConnected());
            throw lost();
        }
        boolean typed = options.input() && options.pty() != BuiltInSshOptions.Pty.NEVER && terminal.isPresent();
        boolean pty = options.wantsPty(command.isEmpty(), typed);
        Channel channel = command.isEmpty() ? shell(pty) : command(String.join(" ", command), pty);
        channel.setInputStream(options.input() ? streams.input() : InputStream.nullInputStream(), true);
        channel.setOutputStream(streams.output(), true);
        channel.setExtOutputStream(streams.errors(), true);
        return pty && typed ? runOnTerminal(channel) : run(channel);
    }

    private Channel shell(boolean pty) throws JSchException {
        ChannelShell channel = (ChannelShell) session.openChannel("shell");
        channel.setPty(pty);
        channel.setPtyType(terminal.type());
        return channel;
    }

    private Channel command(String command, boolean pty) throws JSchException {
        ChannelExec channel = (ChannelExec) session.openChannel("exec");
        channel.setCommand(command);
        channel.setPty(pty);
        channel.setPtyType(terminal.type());
        return channel;
    }

    private int runOnTerminal(Channel channel) throws JSchException {
        try (UserTerminal.RawMode raw = terminal.raw(size -> resize(channel, size))) {
            raw.size().ifPresent(size -> resize(channel, size));
            return run(channel);
        }
    }

    private static void resize(Channel channel, UserTerminal.Size size) {
        switch (channel) {
            case ChannelShell shell -> shell.setPtySize(size.columns(), size.rows(), 0, 0);
            case ChannelExec exec -> exec.setPtySize(size.columns(), size.rows(), 0, 0);
            default -> {}
        }
    }

    private int run(Channel channel) throws JSchException {
        try {
            channel.connect((int) OPENING.toMillis());
            awaitEnd(channel::isClosed);
            int exitCode = channel.getExitStatus();
            if (exitCode < 0 && !session.isConnected()) {
                throw lost();
            }
            return exitCode < 0 ? NO_EXIT_CODE : exitCode;
        } finally {
            channel.disconnect();
        }
    }

    private void awaitEnd(EndQuestion ended) {
        new Polling(sleeper, SHORTEST_PAUSE, LONGEST_PAUSE, NO_LIMIT)
                .until("running a command over SSH", () -> ended.isOver() ? Optional.of(true) : Optional.empty());
    }

    @FunctionalInterface
    private interface EndQuestion {
        boolean isOver();
    }

    private void forward(BuiltInSshOptions options) {
        for (String forward : options.localForwards()) {
            forward('L', forward, session::setPortForwardingL);
        }
        for (String forward : options.remoteForwards()) {
            forward('R', forward, session::setPortForwardingR);
        }
    }

    @FunctionalInterface
    private interface Forwarding {
        Object begin(String forward) throws JSchException;
    }

    private static void forward(char letter, String forward, Forwarding forwarding) {
        try {
            forwarding.begin(forward);
        } catch (JSchException e) {
            throw new SshException(
                    "Cannot forward -" + letter + " " + forward + ": " + BuiltInSshClient.said(e),
                    "The built-in SSH client takes [bind_address:]port:host:hostport.",
                    e);
        }
    }

    private SshConnectionLostException lost() {
        return new SshConnectionLostException("The SSH connection to " + target.endpoint() + " broke", null);
    }
}
