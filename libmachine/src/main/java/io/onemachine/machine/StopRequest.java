package io.onemachine.machine;

/**
 * How to shut a machine down.
 *
 * @param force whether to do so even if its cluster loses the majority of its managers by that
 * @param drain whether to move its cluster's tasks to other machines first
 */
public record StopRequest(boolean force, boolean drain) {
    /** The request of {@code docker-machine stop}. */
    public static final StopRequest PLAIN = new StopRequest(false, false);
}
