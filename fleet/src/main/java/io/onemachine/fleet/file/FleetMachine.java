package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Place;
import io.onemachine.machine.CreateRequest;
import java.util.List;
import java.util.Map;

/**
 * A machine of a fleet file.
 *
 * @param name the machine's name
 * @param group the key of its group
 * @param settings its settings: those of the group over the file's defaults
 * @param place where its group begins in the file
 */
public record FleetMachine(String name, String group, MachineSettings settings, Place place) {
    /** Returns a request that creates the machine; labels, lease and state are not part of a creation. */
    public CreateRequest createRequest() {
        CreateRequest request = CreateRequest.of(name, settings.driver())
                .engine(settings.engine())
                .ssh(settings.ssh())
                .tlsSans(settings.tlsSans())
                .dockerContext(settings.context());
        for (Map.Entry<String, List<String>> option : settings.options().entrySet()) {
            request = request.option(option.getKey(), option.getValue().toArray(String[]::new));
        }
        return request;
    }
}
