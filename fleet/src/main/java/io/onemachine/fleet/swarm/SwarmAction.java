package io.onemachine.fleet.swarm;

/**
 * What is to be done with a machine in a swarm.
 *
 * @param kind what is to be done
 * @param machine the machine's name
 * @param detail what differs: {@code zone=a → zone=b}; empty where the kind says all
 * @param needsPrune whether the user has to allow it, as something is removed that is not in the file any more
 */
public record SwarmAction(SwarmActionKind kind, String machine, String detail, boolean needsPrune) {}
