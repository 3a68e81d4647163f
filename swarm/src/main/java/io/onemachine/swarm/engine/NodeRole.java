package io.onemachine.swarm.engine;

/** The role that a node is to have. */
public enum NodeRole {
    WORKER,
    MANAGER
}
