package io.onemachine.machine.ssh;

import io.onemachine.machine.error.SshUnavailableException;
import io.onemachine.machine.error.SshUnavailableException.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out from what an SSH client says why a login failed. */
final class SshFailure {
    private SshFailure() {}

    static SshUnavailableException of(SshTarget target, String said, @Nullable Throwable cause) {
        String detail = lastLine(said);
        Reason reason = reason(detail.toLowerCase(Locale.ROOT));
        String message = reason == Reason.AUTHENTICATION
                ? "SSH login to " + target.user() + "@" + target.endpoint() + " was refused: " + detail
                : "Cannot reach SSH at " + target.endpoint() + ": " + detail;
        return new SshUnavailableException(reason, message, SshProbe.hint(reason), cause);
    }

    private static Reason reason(String said) {
        if (said.contains("permission denied") || said.contains("auth fail") || said.contains("authentication")) {
            return Reason.AUTHENTICATION;
        }
        if (said.contains("connection refused")) {
            return Reason.REFUSED;
        }
        if (said.contains("no route to host") || said.contains("unreachable")) {
            return Reason.NO_ROUTE;
        }
        if (said.contains("could not resolve") || said.contains("unknownhost") || said.contains("unknown host")) {
            return Reason.UNKNOWN_HOST;
        }
        return Reason.TIMEOUT;
    }

    /** The last line that is not a warning about something that was asked for, such as not keeping host keys. */
    private static String lastLine(String said) {
        return said.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Warning: Permanently added"))
                .reduce((first, second) -> second)
                .orElse("no answer");
    }
}
