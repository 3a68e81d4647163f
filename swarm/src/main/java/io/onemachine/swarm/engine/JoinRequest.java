package io.onemachine.swarm.engine;

import io.onemachine.machine.driver.Secret;
import java.util.List;

/**
 * What a node needs to join a swarm.
 *
 * @param managers addresses and ports of managers, any of which admits it: {@code 192.0.2.7:2377}
 * @param token decides on the node's role
 * @param availability whether it gets tasks at once
 */
public record JoinRequest(
        List<String> managers, Secret token, SwarmAddresses addresses, NodeAvailability availability) {
    public JoinRequest {
        managers = List.copyOf(managers);
    }
}
