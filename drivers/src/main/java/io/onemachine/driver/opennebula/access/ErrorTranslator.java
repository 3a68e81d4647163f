package io.onemachine.driver.opennebula.access;

import io.onemachine.driver.opennebula.access.StoredCredentials.Found;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.CredentialsException;
import io.onemachine.opennebula.error.TransportException;
import java.util.Locale;
import java.util.function.Supplier;

/** Translates OpenNebula's errors into messages for users of docker-machine. */
public final class ErrorTranslator {

    private ErrorTranslator() {}

    /**
     * Runs work that calls the front end.
     *
     * @throws DriverException for every exception of the client
     * @throws OperationInterruptedException when it is interrupted
     */
    public static <T> T translate(CloudAccess access, Supplier<T> work) {
        try {
            return work.get();
        } catch (ApiException e) {
            throw refused(access, e);
        } catch (TransportException e) {
            if (e.kind() == TransportException.Kind.INTERRUPTED) {
                throw new OperationInterruptedException(
                        "waiting for OpenNebula at " + access.endpoint().uri());
            }
            throw new DriverException("OpenNebula: " + e.getMessage(), hint(access, e), e);
        } catch (CredentialsException e) {
            throw new DriverException("OpenNebula: " + e.getMessage(), e);
        }
    }

    /** Runs work without a result, in the same way. */
    public static void translate(CloudAccess access, Runnable work) {
        translate(access, () -> {
            work.run();
            return true;
        });
    }

    /** Returns whether a refusal is one of a quota. */
    public static boolean isOfQuota(ApiException refused) {
        return refused.code() == ApiErrorCode.AUTHORIZATION
                && refused.getMessage().toLowerCase(Locale.ROOT).contains("quota");
    }

    private static DriverException refused(CloudAccess access, ApiException e) {
        if (e.code() == ApiErrorCode.AUTHENTICATION) {
            return new DriverException(
                    "OpenNebula at " + access.endpoint().uri() + " does not accept the user \""
                            + access.credentials().session().user() + "\" with the password or token from "
                            + sources(access.found()) + ": " + e.getMessage(),
                    "Check the credentials; a login token may have expired." + remedy(access.found()),
                    e);
        }
        return new DriverException("OpenNebula: " + e.getMessage(), e);
    }

    private static String sources(Found found) {
        return found.credentials().source()
                + found.alternative()
                        .map(other -> ", nor with that from " + other.source())
                        .orElse("");
    }

    /** Returns the full remedy, because a password that was given to create cannot be given again. */
    private static String remedy(Found found) {
        return found.file()
                .map(file -> " If the password has changed, set ONE_AUTH to "
                        + found.credentials().session().user()
                        + ":PASSWORD or to a file with it, or write the new one into " + file + ".")
                .orElse("");
    }

    private static String hint(CloudAccess access, TransportException e) {
        return "The endpoint is from " + access.endpoint().source() + "; it can be given with "
                + OpenNebulaOption.ENDPOINT
                + " or ONE_XMLRPC."
                + (e.kind() == TransportException.Kind.UNKNOWN_HOST ? " Is the name right?" : "");
    }
}
