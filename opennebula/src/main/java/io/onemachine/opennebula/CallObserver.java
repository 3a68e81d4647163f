package io.onemachine.opennebula;

/** Is told of every call to a front end, from the thread that made it; for counting, not for changing anything. */
@FunctionalInterface
public interface CallObserver {

    /**
     * A call is over.
     *
     * @param method such as {@code one.vm.info}
     * @param sent bytes of its body
     * @param received bytes of the answer's body; 0 when there was none
     */
    void called(String method, int sent, int received);
}
