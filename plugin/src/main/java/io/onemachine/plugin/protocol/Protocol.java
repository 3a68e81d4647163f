package io.onemachine.plugin.protocol;

import io.onemachine.plugin.gob.GobType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names and numbers of docker-machine's plugin protocol, which Go programs of 2015 have and no one can change. */
public final class Protocol {
    /** The one version there has ever been. */
    public static final int VERSION = 1;

    /** The program of a driver is called so, and the driver's name. */
    public static final String PROGRAM_PREFIX = "docker-machine-driver-";

    /** Tells a plugin that docker-machine has started it; its value is {@link #TOKEN}. */
    public static final String TOKEN_VARIABLE = "MACHINE_PLUGIN_TOKEN";

    public static final String TOKEN = "42";

    /** The driver's name; plugins of one driver do not need it. */
    public static final String DRIVER_VARIABLE = "MACHINE_PLUGIN_DRIVER_NAME";

    public static final String SERVICE = "RPCServerDriver";

    /** The service's older name, asked when the other one is not there. */
    public static final String OLD_SERVICE = "RpcServerDriver";

    private Protocol() {}

    /** The types that interface values hold, by the names they are registered under in Go. */
    public static Map<String, GobType> registeredTypes() {
        Map<String, GobType> types = new HashMap<>(WireFlags.types());
        types.putAll(WireOptions.types());
        return Map.copyOf(types);
    }

    static GobType.Struct struct(String name, GobType.Field... fields) {
        return new GobType.Struct(name, List.of(fields));
    }
}
