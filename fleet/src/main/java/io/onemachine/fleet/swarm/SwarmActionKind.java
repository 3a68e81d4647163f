package io.onemachine.fleet.swarm;

/** What is to be done with a machine in a swarm, in the order in which that is done. */
public enum SwarmActionKind {
    /** It becomes the first manager of a new swarm. */
    INIT,
    JOIN_AS_MANAGER,
    JOIN_AS_WORKER,
    PROMOTE,
    /** Its node gets the labels of the file. */
    LABEL,
    DEMOTE,
    /** It is in the swarm, and the file does not name it there. */
    LEAVE,
    /** Its swarm is locked, or is no longer locked, after a manager's restart. */
    AUTOLOCK
}
