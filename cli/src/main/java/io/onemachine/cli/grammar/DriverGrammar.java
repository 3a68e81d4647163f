package io.onemachine.cli.grammar;

import io.onemachine.cli.flag.Flag;
import java.util.List;

/**
 * A driver that comes along.
 *
 * @param name as it is typed
 * @param flags its options
 */
public record DriverGrammar(String name, List<Flag> flags) {
    public DriverGrammar {
        flags = List.copyOf(flags);
    }
}
