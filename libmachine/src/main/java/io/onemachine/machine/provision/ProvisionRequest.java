package io.onemachine.machine.provision;

import io.onemachine.machine.name.HostName;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SwarmOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * How to provision a host.
 *
 * @param machine the machine's name, from which the host's is derived
 * @param driver the driver's name, which becomes a label of the engine
 * @param address the host's address
 * @param enginePort the port on which the engine listens for TLS
 * @param morePorts ports to be reached from outside besides the engine's, such as {@code 7946/udp}
 */
public record ProvisionRequest(
        String machine,
        String driver,
        String address,
        int enginePort,
        EngineOptions engine,
        SwarmOptions swarm,
        List<String> morePorts) {
    public ProvisionRequest {
        morePorts = List.copyOf(morePorts);
    }

    /** Returns the host's name. */
    String hostName() {
        return HostName.of(machine);
    }

    /** Returns the ports to be reached from outside: {@code 2376/tcp}, and those of the clusters that the engine is in. */
    List<String> ports() {
        List<String> ports = new ArrayList<>(List.of(enginePort + "/tcp"));
        if (swarm.isSwarm() && swarm.master() && swarm.hostPort() > 0) {
            ports.add(swarm.hostPort() + "/tcp");
        }
        ports.addAll(morePorts);
        return ports;
    }

    /** Returns the address for the engine's {@code -H}: IPv4, unless it is reached over IPv6. */
    String engineHost() {
        // An engine that listens on all IPv6 addresses also listens on all IPv4 addresses.
        return "tcp://" + (address.contains(":") ? "[::]" : "0.0.0.0") + ":" + enginePort;
    }
}
