package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.run.Invocation;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.swarm.SwarmOperations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The options and arguments that several swarm commands take. */
final class SwarmArguments {
    private static final String CARD = "nic";
    private static final String DATA_PATH_CARD = "data-path-nic";
    private static final String TIMEOUT = "timeout";
    private static final long LONGEST = 86_400;

    private SwarmArguments() {}

    /** Returns the options that select addresses. */
    static List<Flag> cards() {
        return List.of(
                Flag.text(
                        CARD,
                        "Network card whose address the other nodes use: its number, its address, or its network's name or"
                                + " id; needed where there are several"),
                Flag.text(
                        DATA_PATH_CARD,
                        "Network card for the traffic between containers; that of --nic when not given"));
    }

    static Optional<String> card(ParsedFlags flags) {
        return given(flags, CARD);
    }

    static Optional<String> dataPathCard(ParsedFlags flags) {
        return given(flags, DATA_PATH_CARD);
    }

    private static Optional<String> given(ParsedFlags flags, String name) {
        return Optional.of(flags.text(name)).filter(text -> !text.isEmpty());
    }

    static Flag timeout() {
        return Flag.number(TIMEOUT, "Seconds to wait for the tasks of a machine to end, 1 to " + LONGEST)
                .defaultingTo(Long.toString(SwarmOperations.DRAIN_TIMEOUT.toSeconds()));
    }

    /** @throws CommandFailure when the option's value is out of range */
    static Duration timeout(ParsedFlags flags) throws CommandFailure {
        long seconds = flags.number(TIMEOUT);
        if (seconds < 1 || seconds > LONGEST) {
            throw CommandFailure.ofUsage(
                    "--" + TIMEOUT + " must be a number from 1 to " + LONGEST + ", not " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    /** Returns the named machines, each once; the machine called "default" is not meant by accident. */
    static List<String> names(Invocation invocation) throws CommandFailure {
        List<String> names = invocation.arguments().stream().distinct().toList();
        if (names.isEmpty()) {
            throw CommandFailure.ofArguments("Error: Expected to get one or more machine names as arguments");
        }
        return names;
    }

    /** Fails before anything is done when the store has no machine of one of the names. */
    static void requireKnown(Machines machines, List<String> names) throws CommandFailure {
        for (String name : names) {
            if (!machines.exists(name)) {
                throw CommandFailure.of(new MachineNotFoundException(name));
            }
        }
    }
}
