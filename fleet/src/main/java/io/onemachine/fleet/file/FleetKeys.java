package io.onemachine.fleet.file;

import java.util.List;
import java.util.stream.Stream;

/** The keys of a fleet file. */
final class FleetKeys {
    static final String NAME = "name";
    static final String DEFAULTS = "defaults";
    static final String MACHINES = "machines";
    static final String SWARM = "swarm";

    static final String COUNT = "count";
    static final String NAMES = "names";

    static final String DRIVER = "driver";
    static final String OPTIONS = "options";
    static final String ENGINE = "engine";
    static final String TLS_SAN = "tls-san";
    static final String SSH = "ssh";
    static final String LABELS = "labels";
    static final String LEASE = "lease";
    static final String CONTEXT = "context";
    static final String STATE = "state";

    static final String HOST_KEY = "host-key";
    static final String KEY_TYPE = "key-type";

    static final String MANAGERS = "managers";
    static final String WORKERS = "workers";
    static final String AUTOLOCK = "autolock";
    static final String NIC = "nic";
    static final String DATA_PATH_NIC = "data-path-nic";

    static final List<String> OF_FILE = List.of(NAME, DEFAULTS, MACHINES, SWARM);
    static final List<String> OF_DEFAULTS =
            List.of(DRIVER, OPTIONS, ENGINE, TLS_SAN, SSH, LABELS, LEASE, CONTEXT, STATE);
    static final List<String> OF_GROUP =
            Stream.concat(Stream.of(COUNT, NAMES), OF_DEFAULTS.stream()).toList();
    static final List<String> OF_SSH = List.of(HOST_KEY, KEY_TYPE);
    static final List<String> OF_SWARM = List.of(MANAGERS, WORKERS, AUTOLOCK, NIC, DATA_PATH_NIC, LABELS);

    private FleetKeys() {}
}
