package io.onemachine.machine.listing;

/** Whether {@code DOCKER_HOST} points at a machine. */
public enum ActiveStatus {
    /** At its engine. */
    HOST,
    /** At the classic Swarm that it manages. */
    SWARM,
    /** At neither. */
    NONE,
    /** Unknown, as the machine did not report its address. */
    UNKNOWN
}
