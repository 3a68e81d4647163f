package io.onemachine.machine.ssh.builtin;

import io.onemachine.machine.error.SshException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.SshArguments;
import java.util.List;

/**
 * The options of {@code ssh} that the built-in client supports.
 *
 * @param pty whether a terminal is requested on the host
 * @param input whether there is a standard input
 * @param command whether a command or shell is run at all
 * @param localForwards local ports forwarded to the host: {@code [bind_address:]port:host:hostport}
 * @param remoteForwards ports of the host forwarded to here
 */
record BuiltInSshOptions(
        Pty pty, boolean input, boolean command, List<String> localForwards, List<String> remoteForwards) {

    /** Options without effect: what they switch off is never on. */
    private static final String WITHOUT_EFFECT = "akqx";

    private static final String KNOWN = "tTnNLR" + WITHOUT_EFFECT;

    /** When a terminal is requested on the host. */
    enum Pty {
        NEVER,
        /** For a shell, when standard input is a terminal. */
        FOR_SHELL,
        /** For a command too, when standard input is a terminal. */
        WHEN_TYPED,
        ALWAYS
    }

    /** @throws SshException naming an option that is not supported */
    static BuiltInSshOptions of(SshArguments arguments) {
        for (SshArguments.Option option : arguments.options()) {
            if (KNOWN.indexOf(option.letter()) < 0) {
                throw new SshException(
                        "The built-in SSH client does not know the option " + option + " of ssh",
                        "Leave out " + Reference.option("native-ssh")
                                + " (or MACHINE_NATIVE_SSH) to use the ssh program, or drop the option.",
                        null);
            }
        }
        return new BuiltInSshOptions(
                pty(arguments), !arguments.has('n'), !arguments.has('N'), arguments.values('L'), arguments.values('R'));
    }

    private static Pty pty(SshArguments arguments) {
        if (arguments.has('T')) {
            return Pty.NEVER;
        }
        return switch ((int) arguments.count('t')) {
            case 0 -> Pty.FOR_SHELL;
            case 1 -> Pty.WHEN_TYPED;
            default -> Pty.ALWAYS;
        };
    }

    /**
     * Returns whether to request a terminal.
     *
     * @param shell whether a shell is run, not a command
     * @param typed whether standard input is a terminal
     */
    boolean wantsPty(boolean shell, boolean typed) {
        return switch (pty) {
            case NEVER -> false;
            case FOR_SHELL -> shell && typed;
            case WHEN_TYPED -> typed;
            case ALWAYS -> true;
        };
    }
}
