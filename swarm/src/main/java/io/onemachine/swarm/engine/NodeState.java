package io.onemachine.swarm.engine;

/** A node's state, as managers see it. */
public enum NodeState {
    UNKNOWN,
    DOWN,
    READY,
    /** Its manager has lost the connection a moment ago. */
    DISCONNECTED
}
