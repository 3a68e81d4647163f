package io.onemachine.cli.spec;

import io.onemachine.cli.flag.Flag;
import java.util.List;

/**
 * The syntax of a command.
 *
 * @param name the name to type
 * @param summary one line for the list of commands
 * @param description the text of its help page
 * @param flags its options, without those of a driver
 * @param operands its operands
 */
public record CommandSpec(String name, String summary, String description, List<Flag> flags, Operands operands) {
    public CommandSpec {
        flags = List.copyOf(flags);
    }
}
