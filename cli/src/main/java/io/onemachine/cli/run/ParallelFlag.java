package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;

/** Implements the option {@code --parallel} of commands that take several machines. */
public final class ParallelFlag {
    private static final String NAME = "parallel";
    private static final int HIGHEST = 1_000;

    private ParallelFlag() {}

    /** Returns the option of a command that acts on all its machines at once unless it is given. */
    public static Flag flag() {
        return Flag.number(
                NAME, "Number of machines to act on at once, 1 to " + HIGHEST + "; all of them when not given");
    }

    /** Returns the option of a command that is bounded when it is not given. */
    public static Flag flag(String description, int limit) {
        return Flag.number(NAME, description + ", 1 to " + HIGHEST).defaultingTo(Integer.toString(limit));
    }

    /**
     * Returns how many machines a command may act on at once.
     *
     * @throws CommandFailure when the option's value is out of range
     */
    public static int limit(ParsedFlags flags) throws CommandFailure {
        if (flags.text(NAME).isEmpty()) {
            return Integer.MAX_VALUE;
        }
        long number = flags.number(NAME);
        if (number < 1 || number > HIGHEST) {
            throw CommandFailure.ofUsage("--" + NAME + " must be a number from 1 to " + HIGHEST + ", not " + number);
        }
        return (int) number;
    }
}
