package io.onemachine.swarm.engine;

/**
 * A task of a service.
 *
 * @param slot its number within a replicated service; 0 for a global one
 * @param desired the state that it is to get to
 */
public record SwarmTask(String id, String serviceId, String nodeId, long slot, TaskState state, TaskState desired) {}
