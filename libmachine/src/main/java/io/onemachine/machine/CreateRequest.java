package io.onemachine.machine;

import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SshOptions;
import io.onemachine.machine.options.SwarmOptions;
import java.util.List;

/**
 * A machine to make.
 *
 * @param name the machine's name and its host's
 * @param driver the driver's name
 * @param driverOptions the values for {@link io.onemachine.machine.driver.DriverProvider#flags()}; what {@code create}
 *     itself adds for drivers ({@code swarm-*}, {@code engine-*}) is filled in from the other options here
 * @param engine how to set up the engine
 * @param swarm classic Swarm; {@link SwarmOptions#defaults()} for none
 * @param ssh how to log in to the host
 * @param tlsSans more names and addresses for the engine's certificate
 * @param keepOnFailure whether a creation that fails or is interrupted leaves what it has made
 */
public record CreateRequest(
        String name,
        String driver,
        DriverOptions driverOptions,
        EngineOptions engine,
        SwarmOptions swarm,
        SshOptions ssh,
        List<String> tlsSans,
        boolean keepOnFailure) {
    public CreateRequest {
        tlsSans = List.copyOf(tlsSans);
    }
}
