package io.onemachine.plugin.rpc;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A call has no result. */
public sealed class RpcException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private RpcException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The message; never null. */
    @Override
    public final String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The other side has answered with an error, whose text is the message. */
    public static final class Answered extends RpcException {
        @Serial
        private static final long serialVersionUID = 1L;

        Answered(String text) {
            super(text, null);
        }
    }

    /** There was no answer in time. It may still come; nobody waits for it then. */
    public static final class TimedOut extends RpcException {
        @Serial
        private static final long serialVersionUID = 1L;

        TimedOut(String message) {
            super(message, null);
        }
    }

    /** The connection broke, was closed, or what came over it makes no sense. No call will be answered any more. */
    public static final class ConnectionLost extends RpcException {
        @Serial
        private static final long serialVersionUID = 1L;

        ConnectionLost(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
