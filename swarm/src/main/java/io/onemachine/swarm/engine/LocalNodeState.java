package io.onemachine.swarm.engine;

/** How an engine stands to swarm mode, by its own account. */
public enum LocalNodeState {
    /** In no swarm. */
    INACTIVE,
    /** It tries to join a swarm. */
    PENDING,
    /** A node of a swarm. */
    ACTIVE,
    /** Its part in a swarm has failed. */
    ERROR,
    /** A manager that needs the unlock key after a restart. */
    LOCKED
}
