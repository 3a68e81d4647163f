package io.onemachine.plugin.protocol;

import io.onemachine.plugin.gob.GobType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names and numbers of docker-machine's plugin protocol, fixed by the Go programs since 2015. */
public final class Protocol {
    /** The only version of the protocol. */
    public static final int VERSION = 1;

    /** The prefix of a plugin program's name, followed by the driver's name. */
    public static final String PROGRAM_PREFIX = "docker-machine-driver-";

    /** The variable that shows a plugin that docker-machine started it; its value is {@link #TOKEN}. */
    public static final String TOKEN_VARIABLE = "MACHINE_PLUGIN_TOKEN";

    public static final String TOKEN = "42";

    /** The variable with the driver's name; plugins with a single driver do not need it. */
    public static final String DRIVER_VARIABLE = "MACHINE_PLUGIN_DRIVER_NAME";

    public static final String SERVICE = "RPCServerDriver";

    /** The service's older name, tried when a plugin does not have {@link #SERVICE}. */
    public static final String OLD_SERVICE = "RpcServerDriver";

    private Protocol() {}

    /** Returns the types that interface values hold, by the names they are registered under in Go. */
    public static Map<String, GobType> registeredTypes() {
        Map<String, GobType> types = new HashMap<>(WireFlags.types());
        types.putAll(WireOptions.types());
        return Map.copyOf(types);
    }

    static GobType.Struct struct(String name, GobType.Field... fields) {
        return new GobType.Struct(name, List.of(fields));
    }
}
