package io.onemachine.opennebula;

/** Observes every call to a front end, on the calling thread; for counting, not for changing anything. */
@FunctionalInterface
public interface CallObserver {

    /**
     * Reports a finished call.
     *
     * @param method the method, such as {@code one.vm.info}
     * @param sent the bytes of the request's body
     * @param received the bytes of the answer's body; 0 when there was none
     */
    void called(String method, int sent, int received);
}
