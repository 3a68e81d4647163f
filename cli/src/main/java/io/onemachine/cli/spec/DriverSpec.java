package io.onemachine.cli.spec;

import io.onemachine.cli.flag.Flag;
import java.util.List;

/**
 * The options of a built-in driver.
 *
 * @param name the name to type
 * @param flags its options
 */
public record DriverSpec(String name, List<Flag> flags) {
    public DriverSpec {
        flags = List.copyOf(flags);
    }
}
