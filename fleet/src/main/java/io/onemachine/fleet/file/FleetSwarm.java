package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The swarm of a fleet file, with groups replaced by their machines.
 *
 * @param managers names of machines, in the order of the file; at least one
 * @param workers names of machines, in the order of the file
 * @param autolock whether managers are locked after a restart; empty when the file does not manage it
 * @param nic the network card to advertise
 * @param dataPathNic the network card for containers' traffic
 * @param labels node labels, {@code KEY=VALUE}, by machine; a machine that is not in it has labels that the file does not manage
 * @param place where the section is in the file
 */
public record FleetSwarm(
        List<String> managers,
        List<String> workers,
        Optional<Boolean> autolock,
        Optional<String> nic,
        Optional<String> dataPathNic,
        Map<String, List<String>> labels,
        Place place) {
    public FleetSwarm {
        managers = List.copyOf(managers);
        workers = List.copyOf(workers);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        labels.forEach((machine, values) -> copy.put(machine, List.copyOf(values)));
        labels = Collections.unmodifiableMap(copy);
    }
}
