package io.onemachine.machine.ssh;

import java.time.Duration;
import java.util.List;

/** A way to a host by SSH: with the {@code ssh} program, or without it. */
public interface SshClient extends AutoCloseable {
    /**
     * Looks for what is wrong on this computer, and connects to nothing: no waiting for the host would mend it.
     *
     * @throws io.onemachine.machine.error.SshUnavailableException saying what it is
     */
    default void checkThisComputer() {}

    /**
     * Logs in, once, and makes sure that the user's shell runs commands; {@link #run} logs in when that was not done, and all
     * commands share the connection.
     *
     * @param timeout how long it may take
     * @throws io.onemachine.machine.error.SshUnavailableException saying why it did not work
     */
    default void connect(Duration timeout) {
        connect("", timeout);
    }

    /**
     * Returns the same with a script that the shell runs to prove that it does: a command more would be two round trips more.
     *
     * @param script for {@code sh -s}, with nothing to read on its standard input
     * @return what the script wrote on standard output
     */
    String connect(String script, Duration timeout);

    /**
     * Runs a command with the host's login shell and collects what it says.
     *
     * @param timeout how long it may take, the login included
     * @throws io.onemachine.machine.error.SshException when there is no way to the host, or the time is up; a command
     *     that fails is no exception but an exit code
     */
    SshResult run(String command, Duration timeout);

    /** Returns the same with a text to read on the command's standard input. */
    SshResult run(String command, String input, Duration timeout);

    /**
     * Returns a shell on the user's terminal, or a command on this process's standard streams.
     *
     * @param arguments options and words as they would follow the destination of the {@code ssh} program; none for a
     *     shell
     * @return the remote exit code; 255 also for a command that a signal ended
     * @throws io.onemachine.machine.error.SshUnavailableException saying why nobody could log in
     * @throws io.onemachine.machine.error.SshException naming an option that this client cannot do
     */
    int attach(List<String> arguments);

    /** Returns whether this computer connects to the host itself, and not over others that some configuration names. */
    default boolean isDirect() {
        return true;
    }

    /** Ends the connection, if one is kept. */
    @Override
    void close();
}
