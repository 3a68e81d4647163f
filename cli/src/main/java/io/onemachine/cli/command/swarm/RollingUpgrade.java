package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** {@code docker-machine swarm upgrade}. */
public final class RollingUpgrade implements Command {
    private static final String ALL = "all";
    private static final String FORCE = "force";

    @Override
    public String description() {
        return """
                Upgrades the engines of a swarm's machines one after the other: managers first, their leader last of them, then
                workers. Each is drained before, unless no other node can take its tasks; then its engine is upgraded as
                "upgrade" does, and the next machine follows when it is ready again, and a manager reachable. It gets the
                availability again that it had. Ends with the first failure; run it again to go on.

                Arguments: names of machines, unless --all is given.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool(ALL, "All machines of the store that are in a swarm, one swarm after the other"),
                SwarmArguments.timeout(),
                Flag.bool(FORCE, "Also where the swarm has no quorum while an engine restarts")
                        .alias("f"));
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ParsedFlags flags = invocation.flags();
        boolean all = flags.on(ALL);
        if (all != invocation.arguments().isEmpty()) {
            throw CommandFailure.ofArguments(
                    all
                            ? "Error: --" + ALL + " is for all machines of swarms: no machine can be named"
                            : "Error: Expected machine names as arguments, or --" + ALL);
        }
        Duration timeout = SwarmArguments.timeout(flags);
        boolean force = flags.on(FORCE);
        for (List<String> names : all ? allMembers(invocation) : List.of(SwarmArguments.names(invocation))) {
            int exitCode = SwarmWork.together(invocation, names, swarms -> swarms.upgrade(names, force, timeout));
            if (exitCode != ExitCode.SUCCESS.number()) {
                return exitCode;
            }
        }
        return ExitCode.SUCCESS.number();
    }

    private static Collection<List<String>> allMembers(Invocation invocation) throws CommandFailure {
        StoredSwarms swarms = StoredSwarms.of(invocation.machines());
        if (swarms.machines().isEmpty()) {
            throw new CommandFailure(StoredSwarms.NONE);
        }
        return swarms.machines().values();
    }
}
