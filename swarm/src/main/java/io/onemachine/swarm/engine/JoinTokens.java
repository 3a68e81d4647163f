package io.onemachine.swarm.engine;

import io.onemachine.machine.driver.Secret;

/** What admits new nodes to a swarm. */
public record JoinTokens(Secret worker, Secret manager) {
    /** Returns the token that admits a node in a role. */
    public Secret of(NodeRole role) {
        return switch (role) {
            case WORKER -> worker;
            case MANAGER -> manager;
        };
    }
}
