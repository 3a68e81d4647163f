package io.onemachine.machine.error;

import io.onemachine.machine.reference.Reference;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The engine's TLS endpoint cannot be used with the machine's certificates. */
public final class EngineConnectionException extends EngineException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String endpoint;
    private final String reason;

    /**
     * @param endpoint host and port of the attempt
     * @param reason what went wrong, such as {@code connection refused}
     */
    public EngineConnectionException(String endpoint, String reason, @Nullable Throwable cause) {
        this(
                endpoint,
                reason,
                """
                You can attempt to regenerate them using '%s'.
                Be advised that this will trigger a Docker daemon restart which might stop running containers.
                """.formatted(Reference.command("regenerate-certs").with("[name]")),
                cause);
    }

    private EngineConnectionException(String endpoint, String reason, String hint, @Nullable Throwable cause) {
        super(
                "Error checking and/or regenerating the certs: There was an error validating certificates for host \""
                        + endpoint + "\": " + reason,
                hint,
                cause);
        this.endpoint = endpoint;
        this.reason = reason;
    }

    /**
     * Returns the error for an engine whose certificates are not managed here and so cannot be regenerated.
     *
     * @param ca the CA that must have issued its certificate
     */
    public EngineConnectionException ofForeignEngine(Path ca) {
        return new EngineConnectionException(
                endpoint,
                reason,
                "The machine is only the URL of an engine, whose certificates are not managed here. Check that an engine listens at"
                        + " that URL with TLS, that its certificate is of the CA " + ca
                        + ", and that it accepts client certificates of that CA.",
                getCause());
    }
}
