package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.flag.ValueHint;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.swarm.SwarmJoin;
import io.onemachine.swarm.engine.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code docker-machine swarm join}. */
public final class Join implements Command {
    private static final String TO = "to";
    private static final String MANAGER = "manager";
    private static final String LABEL = "label";

    @Override
    public String description() {
        return """
                Lets machines join a swarm. The checks of all of them run before the first joins: nothing is changed when one
                is in another swarm, cannot be in any, has several addresses and no --nic, or does not reach port 2377 of the
                manager. A machine that is in the swarm already stays as it is. Join tokens go from engine to engine and are
                not shown.

                Arguments: names of machines.""";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(List.of(
                Flag.text(TO, "Machine that is in the swarm").expecting(ValueHint.MACHINE),
                Flag.bool(MANAGER, "Join as managers, not as workers"),
                Flag.list(LABEL, "Label of the nodes in the swarm, KEY=VALUE; can be repeated")));
        flags.addAll(SwarmArguments.cards());
        return flags;
    }

    @Override
    public Operands operands() {
        return Operands.NAMED_MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ParsedFlags flags = invocation.flags();
        List<String> names = SwarmArguments.names(invocation);
        String to = flags.text(TO);
        if (to.isEmpty()) {
            throw CommandFailure.ofUsage(
                    "Error: --" + TO + " is missing", "Name a machine of the swarm with --" + TO + ".");
        }
        SwarmJoin join = new SwarmJoin(
                flags.on(MANAGER) ? NodeRole.MANAGER : NodeRole.WORKER,
                labels(flags.list(LABEL)),
                SwarmArguments.card(flags),
                SwarmArguments.dataPathCard(flags));
        if (!invocation.machines().exists(to)) {
            throw CommandFailure.of(new MachineNotFoundException(to));
        }
        return SwarmWork.together(invocation, names, swarms -> swarms.join(to, names, join));
    }

    private static Map<String, String> labels(List<String> words) throws CommandFailure {
        Map<String, String> labels = new TreeMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw CommandFailure.ofUsage("--" + LABEL + " must be KEY=VALUE, not \"" + word + "\"");
            }
            labels.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return labels;
    }
}
