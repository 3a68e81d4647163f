package io.onemachine.machine.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The engine's TLS endpoint cannot be used with the machine's certificates. */
public final class ConnectionCheckException extends EngineException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param endpoint host and port that were tried
     * @param reason what went wrong, such as {@code connection refused}
     */
    public ConnectionCheckException(String endpoint, String reason, @Nullable Throwable cause) {
        super(
                "Error checking and/or regenerating the certs: There was an error validating certificates for host \""
                        + endpoint + "\": " + reason,
                """
                You can attempt to regenerate them using 'docker-machine regenerate-certs [name]'.
                Be advised that this will trigger a Docker daemon restart which might stop running containers.
                """,
                cause);
    }
}
