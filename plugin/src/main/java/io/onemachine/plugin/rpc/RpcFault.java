package io.onemachine.plugin.rpc;

import java.io.Serial;

/** Thrown by a method to answer with an error; only the text is sent. */
public final class RpcFault extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public RpcFault(String text) {
        // An empty text would mean success.
        super(text.isEmpty() ? "error without text" : text);
    }

    public RpcFault(String text, Throwable cause) {
        super(text.isEmpty() ? "error without text" : text, cause);
    }

    /** Returns the text, which is never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
