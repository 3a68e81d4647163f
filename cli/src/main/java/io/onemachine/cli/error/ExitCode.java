package io.onemachine.cli.error;

/** The exit codes of the program. {@code ssh} also returns the exit code of the remote command. */
public enum ExitCode {
    SUCCESS(0),
    FAILURE(1),
    /** A fleet is not as its file says. */
    DIFFERENCES(2),
    /** A check before the creation or a change of a swarm failed, or a quota refused a change; nothing was created or changed. */
    PRE_CREATE_CHECK(3),
    /** SIGINT ended the program. */
    INTERRUPTED(130),
    /** The SSH connection failed; the {@code ssh} program returns the same code. */
    SSH_FAILED(255);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
