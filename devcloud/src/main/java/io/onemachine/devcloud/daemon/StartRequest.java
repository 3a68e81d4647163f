package io.onemachine.devcloud.daemon;

import io.onemachine.devcloud.cloud.Release;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a cloud is to be started.
 *
 * @param stateDirectory its folder
 * @param release the release of OpenNebula to answer as; nothing for the one it had before
 * @param hypervisor what is to run its hosts; nothing for what it had before
 * @param port nothing for the one it had before; 0 for any that is free
 * @param subnet where its two networks are to be; nothing for any that is free
 * @param options of the hypervisor
 */
public record StartRequest(
        Path stateDirectory,
        Optional<Release> release,
        Optional<String> hypervisor,
        OptionalInt port,
        Optional<String> subnet,
        Map<String, String> options) {

    /** The port of OpenNebula's front end. */
    public static final int DEFAULT_PORT = 2633;

    public static final String DEFAULT_HYPERVISOR = "nspawn";

    public StartRequest {
        options = Map.copyOf(options);
    }
}
