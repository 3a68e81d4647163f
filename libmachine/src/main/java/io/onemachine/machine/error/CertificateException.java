package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A certificate or key could not be created, read or used. */
public class CertificateException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CertificateException(String message) {
        super(message);
    }

    public CertificateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public CertificateException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
