package io.onemachine.cli.spec;

import io.onemachine.cli.flag.Flag;
import java.util.List;

/**
 * A command.
 *
 * @param name as it is typed
 * @param summary one line about it
 * @param description what its help page says
 * @param flags its options, those of a driver not among them
 * @param operands what it takes beside them
 */
public record CommandSpec(String name, String summary, String description, List<Flag> flags, Operands operands) {
    public CommandSpec {
        flags = List.copyOf(flags);
    }
}
