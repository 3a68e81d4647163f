package io.onemachine.machine.error;

import java.io.Serial;

/** The machine's host is not running, so it has no address. Programs compare the text. */
public final class HostNotRunningException extends DriverException {
    @Serial
    private static final long serialVersionUID = 1L;

    public HostNotRunningException() {
        super("Host is not running");
    }
}
