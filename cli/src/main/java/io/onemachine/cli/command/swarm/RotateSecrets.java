package io.onemachine.cli.command.swarm;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.spec.Operands;
import io.onemachine.swarm.SwarmOperations;
import java.util.List;

/** {@code docker-machine swarm rotate}. */
public final class RotateSecrets implements Command {
    @Override
    public String description() {
        return """
                Replaces secrets of a swarm: the join tokens; the CA, and waits until all nodes have certificates of the new
                one, for which all have to be ready; or the key of managers with autolock, which is stored with the machines.
                None of them is shown.

                Arguments: tokens, ca or unlock-key; then a machine of the swarm, which may be left out when the machines of
                the store are in one swarm only.""";
    }

    @Override
    public Operands operands() {
        return Operands.SWARM_SECRET;
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    /** Replaces a secret of the swarm of a machine. */
    @FunctionalInterface
    private interface Rotation {
        void of(SwarmOperations swarms, String machine);
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        List<String> words = invocation.arguments();
        if (words.isEmpty() || words.size() > 2) {
            throw CommandFailure.ofArguments(
                    "Error: Expected what to replace, and at most one machine name, as arguments");
        }
        Rotation rotation = rotation(words.getFirst());
        String machine = words.size() > 1
                ? words.getLast()
                : StoredSwarms.of(invocation.machines()).only().getFirst();
        return SwarmWork.oneByOne(invocation, List.of(machine), (swarms, name, lane) -> rotation.of(swarms, name));
    }

    private static Rotation rotation(String what) throws CommandFailure {
        return switch (what) {
            case "tokens" -> SwarmOperations::rotateTokens;
            case "ca" -> SwarmOperations::rotateCa;
            case "unlock-key" -> SwarmOperations::rotateUnlockKey;
            default ->
                throw CommandFailure.ofUsage(
                        "Error: \"" + what + "\" cannot be replaced", "Name tokens, ca or unlock-key.");
        };
    }
}
