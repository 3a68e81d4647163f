package io.onemachine.devcloud.hypervisor;

/** Reports a host or image that could not be created, changed or removed; the message says which and why. */
public final class HypervisorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HypervisorException(String message) {
        super(message);
    }

    public HypervisorException(String message, Throwable cause) {
        super(message, cause);
    }
}
