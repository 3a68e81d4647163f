package io.onemachine.machine.provision;

import io.onemachine.machine.options.EngineOptions;

/**
 * How a host is to be set up.
 *
 * @param machine the machine's name, which becomes the host's
 * @param driver the driver's name, which becomes a label of the engine
 * @param enginePort where the engine listens for TLS
 */
public record ProvisionRequest(String machine, String driver, int enginePort, EngineOptions engine) {}
