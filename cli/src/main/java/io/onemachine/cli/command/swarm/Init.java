package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import io.onemachine.swarm.SwarmInit;
import java.util.ArrayList;
import java.util.List;

/** {@code docker-machine swarm init}. */
public final class Init implements Command {
    private static final String AUTOLOCK = "autolock";

    @Override
    public String description() {
        return """
                Creates a swarm with a machine as its only manager, and opens the ports of swarm mode in the firewall of the
                host. Nothing is changed when a check fails: the engine is in a swarm, or has "live-restore" or the firewall
                backend nftables; or the machine has several addresses and --nic is not given.

                Arguments: the name of a machine.""";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(SwarmArguments.cards());
        flags.add(Flag.bool(
                AUTOLOCK,
                "Managers need a key after each restart of their engine; it is stored with the machines, and is used by"
                        + " start, restart and swarm unlock"));
        return flags;
    }

    @Override
    public Operands operands() {
        return Operands.NAMED_MACHINE;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ParsedFlags flags = invocation.flags();
        List<String> names = SwarmArguments.names(invocation);
        if (names.size() > 1) {
            throw CommandFailure.ofUsage(
                    "Error: Expected one machine name as an argument",
                    "Other machines join with docker-machine swarm join --to " + names.getFirst() + ".");
        }
        SwarmInit init =
                new SwarmInit(SwarmArguments.card(flags), SwarmArguments.dataPathCard(flags), flags.on(AUTOLOCK));
        return SwarmWork.oneByOne(invocation, names, (swarms, name, lane) -> {
            swarms.init(name, init);
            lane.afterwards("To add machines to the swarm, run: "
                    + invocation.programContext().program() + " swarm join --to " + name + " MACHINE...");
        });
    }
}
