package io.onemachine.machine.listing;

import io.onemachine.machine.options.SwarmOptions;
import java.util.HashMap;
import java.util.Map;

/** The managers of the classic Swarms: machines with the same discovery service belong to one Swarm. */
final class SwarmMasters {
    private final Map<String, String> masterByDiscovery = new HashMap<>();

    void add(String machine, SwarmOptions options) {
        if (options.master()) {
            masterByDiscovery.put(options.discovery(), machine);
        }
    }

    /** Returns the name of the manager of a machine's Swarm; empty when it belongs to none, or none manages it. */
    String masterOf(SwarmOptions options) {
        return options.discovery().isEmpty() ? "" : masterByDiscovery.getOrDefault(options.discovery(), "");
    }
}
