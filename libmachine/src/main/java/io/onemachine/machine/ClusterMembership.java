package io.onemachine.machine;

/**
 * What a machine's membership in a cluster of engines needs when the machine changes. Called while the machine's lock is held; machines
 * that are no members are passed as well, and are left alone.
 */
public interface ClusterMembership {
    /** Returns the one for programs that form no clusters. */
    static ClusterMembership none() {
        return new ClusterMembership() {
            @Override
            public void beforeStop(Machine machine, StopRequest request) {}

            @Override
            public void whileRestarting(Machine machine, Runnable work) {
                work.run();
            }

            @Override
            public void afterStart(Machine machine) {}

            @Override
            public void beforeRemoval(Machine machine, boolean force) {}
        };
    }

    /**
     * Prepares the cluster for a member that will be off.
     *
     * @throws io.onemachine.machine.error.MachineException when the cluster would lose its majority; the host stays on
     */
    void beforeStop(Machine machine, StopRequest request);

    /**
     * Runs work that restarts the engine: for managers of one cluster one after the other, each until it is a working manager again.
     *
     * @param work restarts the engine, and ends when that answers
     */
    void whileRestarting(Machine machine, Runnable work);

    /** Brings a member back into the cluster after its host was started and its engine answers. */
    void afterStart(Machine machine);

    /**
     * Takes a member out of the cluster before its host is removed.
     *
     * @param force whether to go on where that cannot be done; what failed is reported as a warning
     * @throws io.onemachine.machine.error.MachineException when the cluster would lose its majority; the host stays
     */
    void beforeRemoval(Machine machine, boolean force);
}
