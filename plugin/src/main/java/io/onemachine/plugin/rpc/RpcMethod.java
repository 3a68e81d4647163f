package io.onemachine.plugin.rpc;

import io.onemachine.plugin.gob.GobException;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;

/** Something that can be called over a connection. Several calls may run at once. */
@FunctionalInterface
public interface RpcMethod {
    /**
     * Does what is asked.
     *
     * @throws RpcFault when it cannot; the caller gets the text
     * @throws GobException when the argument is not what the method takes; the caller gets the text
     */
    Reply call(GobValue argument) throws RpcFault, GobException;

    /**
     * What a method answers.
     *
     * @param afterSending what to do when the answer is on its way
     */
    record Reply(TypedValue value, Runnable afterSending) {
        public Reply(TypedValue value) {
            this(value, () -> {});
        }
    }
}
