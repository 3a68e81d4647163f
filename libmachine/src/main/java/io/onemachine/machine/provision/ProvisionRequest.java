package io.onemachine.machine.provision;

import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SwarmOptions;

/**
 * How a host is to be set up.
 *
 * @param machine the machine's name, which becomes the host's
 * @param driver the driver's name, which becomes a label of the engine
 * @param address the host's address
 * @param enginePort where the engine listens for TLS
 */
public record ProvisionRequest(
        String machine, String driver, String address, int enginePort, EngineOptions engine, SwarmOptions swarm) {}
