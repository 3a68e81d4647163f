package io.onemachine.swarm;

import java.util.Optional;

/**
 * How to create a swarm.
 *
 * @param card the card or network whose address the manager advertises; empty for the machine's only one
 * @param dataPathCard the card or network for traffic between containers; empty for that of the advertised address
 * @param autolock whether managers need a key after each restart; it is stored in the folders of their machines
 */
public record SwarmInit(Optional<String> card, Optional<String> dataPathCard, boolean autolock) {
    /** A swarm without locks, on a machine with one address. */
    public static final SwarmInit PLAIN = new SwarmInit(Optional.empty(), Optional.empty(), false);
}
