package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagGroup;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.driver.DriverRegistry;
import java.util.List;

/** A command of the program. */
public interface Command {
    /** Returns the text of the help page below the usage line: what the command does and what its arguments are. */
    String description();

    /** Returns its options. */
    default List<Flag> flags() {
        return List.of();
    }

    /** Returns its options, including those that depend on the drivers. */
    default List<Flag> flags(DriverRegistry drivers) {
        return flags();
    }

    /**
     * Returns its options, including those that depend on the command line.
     *
     * @param arguments the words after the command's name
     */
    default List<Flag> flags(ProgramContext programContext, List<String> arguments) throws CommandFailure {
        return flags(programContext.drivers());
    }

    /**
     * Returns the same options in the groups of the help page.
     *
     * @param flags what {@link #flags(ProgramContext, List)} returned
     * @param arguments the words after the command's name
     */
    default List<FlagGroup> groups(List<Flag> flags, ProgramContext programContext, List<String> arguments)
            throws CommandFailure {
        return List.of(new FlagGroup("Options", flags));
    }

    /** Returns its operands: what it takes besides options. */
    default Operands operands() {
        return Operands.NONE;
    }

    /** Returns whether options among the arguments are forwarded, such as to the ssh program. */
    default boolean forwardsOptions() {
        return false;
    }

    /** Returns whether the order of its arguments matters, such as source and destination. */
    default boolean keepsOrder() {
        return false;
    }

    /** Runs the command; returns the program's exit code. */
    int run(Invocation invocation) throws CommandFailure;
}
