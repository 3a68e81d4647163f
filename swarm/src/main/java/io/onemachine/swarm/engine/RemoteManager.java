package io.onemachine.swarm.engine;

/**
 * A manager that a node knows of, itself included.
 *
 * @param nodeId empty while the node is joining
 * @param address address and port
 */
public record RemoteManager(String nodeId, String address) {}
