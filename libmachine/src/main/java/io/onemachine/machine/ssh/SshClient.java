package io.onemachine.machine.ssh;

import java.time.Duration;
import java.util.List;

/** An SSH client for one host: the OpenSSH client or the built-in one. */
public interface SshClient extends AutoCloseable {
    /**
     * Checks this computer's SSH setup, without a connection; its faults are not worth waiting for the host.
     *
     * @throws io.onemachine.machine.error.SshUnavailableException with the fault
     */
    default void checkThisComputer() {}

    /**
     * Logs in and verifies that the user's shell runs commands. {@link #run} does this when needed; all commands share the
     * connection.
     *
     * @param timeout the time limit
     * @throws io.onemachine.machine.error.SshUnavailableException with the reason of the failure
     */
    default void connect(Duration timeout) {
        connect("", timeout);
    }

    /**
     * Does the same, with a script whose run proves that the shell works: a separate command would cost two round trips more.
     *
     * @param script for {@code sh -s}, with an empty standard input
     * @return the script's standard output
     */
    String connect(String script, Duration timeout);

    /**
     * Runs a command with the host's login shell and collects its output.
     *
     * @param timeout the time limit, login included
     * @throws io.onemachine.machine.error.SshException when the host cannot be reached, or time is up; a command that
     *     fails is reported by its exit code
     */
    SshResult run(String command, Duration timeout);

    /** Does the same, with a text as the command's standard input. */
    SshResult run(String command, String input, Duration timeout);

    /**
     * Runs a shell on the user's terminal, or a command on this process's standard streams.
     *
     * @param arguments options and words as they follow the destination of the {@code ssh} program; none for a
     *     shell
     * @return the remote exit code; 255 also for a command that a signal ended
     * @throws io.onemachine.machine.error.SshUnavailableException with the reason why the login fails
     * @throws io.onemachine.machine.error.SshException naming an option that this client does not support
     */
    int attach(List<String> arguments);

    /** Returns whether this computer connects to the host itself, and not through bastions of some configuration. */
    default boolean isDirect() {
        return true;
    }

    /** Closes the connection, if there is one. */
    @Override
    void close();
}
