package io.onemachine.machine.ssh.builtin;

import io.onemachine.machine.ssh.SshFailure;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.Logger;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong while the built-in client logged in, as the {@code ssh} program would say it. A connection that is lost while the user is
 * being authenticated is no exception of JSch's but a line in its log, and the login counts as refused.
 */
final class LoginFailureLog implements Logger {
    /** What {@code ssh} says of a connection that broke. */
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

    /** Returns why the login failed, in words that {@link SshFailure} knows. */
    String said(JSchException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof JSchSessionDisconnectException disconnect) {
            return "Received disconnect from the server:" + disconnect.getReasonCode() + ": "
                    + disconnect.getDescription();
        }
        if (whileAuthenticating == null && !message.startsWith("Session.connect: ")) {
            return message; // not of the connection: of the key's file, or of JSch's own
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
