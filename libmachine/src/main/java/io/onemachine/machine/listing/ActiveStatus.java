package io.onemachine.machine.listing;

/** Whether {@code DOCKER_HOST} points at a machine. */
public enum ActiveStatus {
    /** At its engine. */
    HOST,
    /** At the classic Swarm that it manages. */
    SWARM,
    /** At neither. */
    NONE,
    /** The machine did not say where it is. */
    UNKNOWN
}
