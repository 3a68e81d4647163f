package io.onemachine.cli.error;

/** What the program tells its caller when it ends. Beside these {@code ssh} returns what the remote command did. */
public enum ExitCode {
    SUCCESS(0),
    FAILURE(1),
    /** A check before the creation failed; nothing was made. */
    PRE_CREATE_CHECK(3),
    /** SIGINT ended it. */
    INTERRUPTED(130),
    /** There was no SSH connection; the {@code ssh} program says it so. */
    SSH_FAILED(255);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
