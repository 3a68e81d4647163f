package io.onemachine.devcloud.hypervisor;

/** A host or an image could not be made, changed or removed; the message says which and why. */
public final class HypervisorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HypervisorException(String message) {
        super(message);
    }

    public HypervisorException(String message, Throwable cause) {
        super(message, cause);
    }
}
