package io.onemachine.machine.options;

import java.net.URI;
import java.util.List;

/**
 * The classic Swarm (not swarm mode) that a machine may belong to.
 *
 * @param isSwarm whether it belongs to one
 * @param address the address to advertise; empty for the machine's own
 * @param discovery the discovery service: {@code token://…}
 * @param agent whether it runs an agent
 * @param master whether it runs the manager
 * @param host where the manager listens
 * @param image the image to run
 * @param strategy the scheduling strategy
 * @param arbitraryFlags options of the manager
 * @param arbitraryJoinFlags options of the agent
 * @param env environment variables; kept, not used
 * @param isExperimental whether experimental features are on
 */
public record SwarmOptions(
        boolean isSwarm,
        String address,
        String discovery,
        boolean agent,
        boolean master,
        String host,
        String image,
        String strategy,
        List<String> arbitraryFlags,
        List<String> arbitraryJoinFlags,
        List<String> env,
        boolean isExperimental) {
    public SwarmOptions {
        arbitraryFlags = List.copyOf(arbitraryFlags);
        arbitraryJoinFlags = List.copyOf(arbitraryJoinFlags);
        env = List.copyOf(env);
    }

    /** Returns the options of a machine that belongs to no Swarm. */
    public static SwarmOptions defaults() {
        return new SwarmOptions(
                false,
                "",
                "",
                false,
                false,
                "tcp://0.0.0.0:3376",
                "swarm:latest",
                "spread",
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    /** Returns the manager's port; -1 when {@link #host} has none. */
    public int hostPort() {
        try {
            return URI.create(host).getPort();
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
