package io.onemachine.devcloud.daemon;

import io.onemachine.devcloud.cloud.Release;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings for starting a cloud.
 *
 * @param stateDirectory its folder
 * @param release the release of OpenNebula to imitate; empty for the last one
 * @param hypervisor the name of the hypervisor; empty for the last one
 * @param port the port; empty for the last one; 0 for any that is free
 * @param subnet the subnet for its two networks; empty for any that is free
 * @param options the options of the hypervisor
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
