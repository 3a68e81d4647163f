package io.onemachine.plugin.rpc;

import java.io.Serial;

/** A method's way to answer with an error: only the text travels. */
public final class RpcFault extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public RpcFault(String text) {
        // An empty text would count as success.
        super(text.isEmpty() ? "error without text" : text);
    }

    public RpcFault(String text, Throwable cause) {
        super(text.isEmpty() ? "error without text" : text, cause);
    }

    /** The text; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
