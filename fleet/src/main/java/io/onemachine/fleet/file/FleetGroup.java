package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Place;
import java.util.List;

/**
 * A group of a fleet file.
 *
 * @param key its key under {@code machines}
 * @param machines the names of its machines, in order; none when its count is 0
 * @param place where the key is in the file
 */
public record FleetGroup(String key, List<String> machines, Place place) {
    public FleetGroup {
        machines = List.copyOf(machines);
    }
}
