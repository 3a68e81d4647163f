package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;

import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.driver.DriverRegistry;
import java.util.List;

/** What the program can be told to do. */
public interface Command {
    /** The text of the help page below the usage line: what the command does and what its arguments are. */
    String description();

    /** Its options. */
    default List<Flag> flags() {
        return List.of();
    }

    /** Its options when some are those of drivers. */
    default List<Flag> flags(DriverRegistry drivers) {
        return flags();
    }

    /**
     * Its options when they depend on the command line.
     *
     * @param arguments what stands after the command's name
     */
    default List<Flag> flags(ProgramContext programContext, List<String> arguments) throws CommandFailure {
        return flags(programContext.drivers());
    }

    /** What it takes beside its options. */
    default Operands operands() {
        return Operands.NONE;
    }

    /** Whether options among the arguments are for somebody else, such as the ssh program. */
    default boolean forwardsOptions() {
        return false;
    }

    /** Whether its arguments mean something by their places, such as source and destination. */
    default boolean keepsOrder() {
        return false;
    }

    /** Does it; returns the program's exit code. */
    int run(Invocation invocation) throws CommandFailure;
}
