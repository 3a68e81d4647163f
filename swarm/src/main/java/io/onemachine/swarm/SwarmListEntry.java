package io.onemachine.swarm;

import io.onemachine.swarm.engine.SwarmNode;
import java.util.Optional;

/**
 * A node of a swarm, or a machine whose swarm could not be asked.
 *
 * @param clusterId the swarm
 * @param nodeId the node
 * @param machine the machine; empty for hosts that are not in the store
 * @param node what the managers say; empty when none answered
 */
public record SwarmListEntry(String clusterId, String nodeId, Optional<String> machine, Optional<SwarmNode> node) {}
