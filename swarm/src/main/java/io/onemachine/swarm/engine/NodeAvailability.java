package io.onemachine.swarm.engine;

/** Whether a node gets tasks. */
public enum NodeAvailability {
    /** It gets tasks. */
    ACTIVE,
    /** It keeps its tasks and gets no new ones. */
    PAUSE,
    /** Its tasks are moved to other nodes. */
    DRAIN
}
