package io.onemachine.swarm.engine;

import java.util.Optional;

/**
 * The addresses that a node uses in its swarm.
 *
 * @param advertise the address by which the other nodes reach it
 * @param listen the address and port at which it listens as a manager; never empty, as engines refuse that
 * @param dataPath the address for traffic between containers; empty for the advertised one
 */
public record SwarmAddresses(String advertise, String listen, Optional<String> dataPath) {
    /** The port of managers. */
    public static final int MANAGER_PORT = 2377;

    /** Returns the addresses of a node that listens at all its addresses of the kind of the advertised one. */
    public static SwarmAddresses advertising(String address) {
        String any = address.indexOf(':') < 0 ? "0.0.0.0" : "[::]";
        return new SwarmAddresses(address, any + ":" + MANAGER_PORT, Optional.empty());
    }

    public SwarmAddresses withDataPath(Optional<String> address) {
        return new SwarmAddresses(advertise, listen, address);
    }
}
