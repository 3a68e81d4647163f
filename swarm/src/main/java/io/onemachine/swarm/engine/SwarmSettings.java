package io.onemachine.swarm.engine;

/**
 * The settings of a swarm, as far as this module needs them.
 *
 * @param clusterId the swarm
 * @param autolock whether managers need the unlock key after a restart
 */
public record SwarmSettings(String clusterId, boolean autolock) {}
