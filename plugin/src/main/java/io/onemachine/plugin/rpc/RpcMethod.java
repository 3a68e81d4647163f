package io.onemachine.plugin.rpc;

import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;

/** A method that can be called over a connection. Several calls may run at once. */
@FunctionalInterface
public interface RpcMethod {
    /**
     * Runs the method.
     *
     * @throws RpcFault when the method fails; the caller receives the text
     * @throws GobException when the argument is of the wrong type; the caller receives the text
     */
    Reply call(GobValue argument) throws RpcFault, GobException;

    /**
     * The result of a method.
     *
     * @param afterSending runs after the answer was sent
     */
    record Reply(TypedValue value, Runnable afterSending) {
        public Reply(TypedValue value) {
            this(value, () -> {});
        }
    }
}
