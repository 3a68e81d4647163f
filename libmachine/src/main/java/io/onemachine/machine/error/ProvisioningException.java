package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A host could not be provisioned. */
public class ProvisioningException extends MachineException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ProvisioningException(String message) {
        super(message);
    }

    public ProvisioningException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public ProvisioningException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
