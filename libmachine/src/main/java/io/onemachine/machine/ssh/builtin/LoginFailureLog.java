package io.onemachine.machine.ssh.builtin;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.Logger;
import io.onemachine.machine.ssh.SshFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Words the failure of a login with the built-in client as the {@code ssh} program would. JSch reports a connection that is lost during
 * authentication only in its log, and its exception calls the login refused.
 */
final class LoginFailureLog implements Logger {
    /** The words of {@code ssh} for a broken connection. */
    static final String CLOSED = "Connection closed by remote host";

    private @Nullable Throwable whileAuthenticating;

    @Override
    public boolean isEnabled(int level) {
        return level >= WARN;
    }

    @Override
    public void log(int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(int level, String message, @Nullable Throwable cause) {
        if (message.startsWith("an exception during authentication")) {
            whileAuthenticating = cause;
        }
    }

    /** Returns the reason of a failed login, in words that {@link SshFailure} knows. */
    String said(JSchException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof JSchSessionDisconnectException disconnect) {
            return "Received disconnect from the server:" + disconnect.getReasonCode() + ": "
                    + disconnect.getDescription();
        }
        if (whileAuthenticating == null && !message.startsWith("Session.connect: ")) {
            return message; // not about the connection, but about the key's file or JSch itself
        }
        return switch (whileAuthenticating == null ? e.getCause() : whileAuthenticating) {
            case ConnectException connect -> connect.toString();
            case NoRouteToHostException route -> route.toString();
            case SocketTimeoutException late -> late.toString();
            case UnknownHostException unknown -> unknown.toString();
            case IOException broken -> CLOSED;
            case null, default -> message;
        };
    }
}
