package io.onemachine.plugin.rpc;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A call failed. */
public sealed class RpcException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private RpcException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the message, which is never null. */
    @Override
    public final String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The other side answered with an error, whose text is the message. */
    public static final class Answered extends RpcException {
        @Serial
        private static final long serialVersionUID = 1L;

        Answered(String text) {
            super(text, null);
        }
    }

    /** The answer did not arrive in time; a late answer is dropped. */
    public static final class TimedOut extends RpcException {
        @Serial
        private static final long serialVersionUID = 1L;

        TimedOut(String message) {
            super(message, null);
        }
    }

    /** The connection was lost, closed, or carried invalid data. No further call will be answered. */
    public static final class ConnectionLost extends RpcException {
        @Serial
        private static final long serialVersionUID = 1L;

        ConnectionLost(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
