package io.onemachine.swarm.engine;

/**
 * A manager, as another manager sees it.
 *
 * @param leader whether it decides at present
 * @param reachability whether it takes part
 * @param address address and port at which managers and joining nodes reach it: {@code 192.0.2.7:2377}
 */
public record ManagerStatus(boolean leader, Reachability reachability, String address) {
    /** Whether a manager takes part in decisions. */
    public enum Reachability {
        UNKNOWN,
        UNREACHABLE,
        REACHABLE
    }

    /** Returns whether it takes part in decisions. */
    public boolean isReachable() {
        return reachability == Reachability.REACHABLE;
    }
}
