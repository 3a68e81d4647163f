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

    /** Returns the last word of its name, which is what is typed after the group's name. */
    public String lastWord() {
        return name.substring(name.indexOf(' ') + 1);
    }

    boolean isIn(CommandSpec group) {
        return name.startsWith(group.name() + " ");
    }
}
