package io.onemachine.cli.spec;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagGroup;
import java.util.List;

/**
 * The options of a built-in driver.
 *
 * @param name the name to type
 * @param flags its options
 * @param groups the same in groups; none where the driver has no groups
 */
public record DriverSpec(String name, List<Flag> flags, List<FlagGroup> groups) {
    public DriverSpec {
        flags = List.copyOf(flags);
        groups = List.copyOf(groups);
    }
}
