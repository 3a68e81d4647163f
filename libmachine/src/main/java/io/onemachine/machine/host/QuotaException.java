package io.onemachine.machine.host;

import java.io.Serial;

/** A quota of the cloud refuses a change; nothing was changed, and the command line ends with exit code 3. */
public final class QuotaException extends CapacityException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param cause the cloud's refusal */
    public QuotaException(String message, Throwable cause) {
        super(message, "Ask the cloud's administrator for a larger quota, or free what other VMs use.", cause);
    }
}
