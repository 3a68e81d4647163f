package io.onemachine.cli.spec;

import io.onemachine.cli.flag.Flag;
import java.util.List;

/**
 * A driver that comes along.
 *
 * @param name as it is typed
 * @param flags its options
 */
public record DriverSpec(String name, List<Flag> flags) {
    public DriverSpec {
        flags = List.copyOf(flags);
    }
}
