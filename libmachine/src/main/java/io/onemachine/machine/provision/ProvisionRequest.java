package io.onemachine.machine.provision;

import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SwarmOptions;
import io.onemachine.machine.name.HostName;

/**
 * How a host is to be set up.
 *
 * @param machine the machine's name, of which the host's is derived
 * @param driver the driver's name, which becomes a label of the engine
 * @param address the host's address
 * @param enginePort where the engine listens for TLS
 */
public record ProvisionRequest(
        String machine, String driver, String address, int enginePort, EngineOptions engine, SwarmOptions swarm) {

    /** The name that the host gets. */
    String hostName() {
        return HostName.of(machine);
    }

    /** What the engine is told to listen on, as its {@code -H} takes it: IPv4, unless it is reached over IPv6. */
    String engineHost() {
        // An engine that listens on all of IPv6 does on all of IPv4 too.
        return "tcp://" + (address.contains(":") ? "[::]" : "0.0.0.0") + ":" + enginePort;
    }
}
