package io.onemachine.fleet.swarm;

import io.onemachine.fleet.file.FleetSwarm;
import io.onemachine.machine.error.MachineException;
import io.onemachine.swarm.Membership;
import io.onemachine.swarm.SwarmException;
import io.onemachine.swarm.SwarmInit;
import io.onemachine.swarm.SwarmJoin;
import io.onemachine.swarm.SwarmOperations;
import io.onemachine.swarm.engine.NodeRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out one action on a swarm. */
public final class SwarmChange {
    private final SwarmOperations operations;
    private final FleetSwarm wanted;

    public SwarmChange(SwarmOperations operations, FleetSwarm wanted) {
        this.operations = operations;
        this.wanted = wanted;
    }

    /**
     * Carries out an action; those before it in the plan are done.
     *
     * @throws MachineException when it fails
     */
    public void run(SwarmAction action) {
        String machine = action.machine();
        switch (action.kind()) {
            case INIT -> init(machine);
            case JOIN_AS_MANAGER -> join(machine, NodeRole.MANAGER);
            case JOIN_AS_WORKER -> join(machine, NodeRole.WORKER);
            case PROMOTE -> operations.promote(List.of(machine));
            case LABEL -> operations.setLabels(machine, labels(machine));
            case DEMOTE -> operations.demote(List.of(machine));
            case LEAVE -> operations.leave(List.of(machine), false, SwarmOperations.DRAIN_TIMEOUT);
            case AUTOLOCK -> operations.setAutolock(machine, wanted.autolock().orElse(false));
        }
    }

    private void init(String machine) {
        operations.init(
                machine,
                new SwarmInit(
                        wanted.nic(), wanted.dataPathNic(), wanted.autolock().orElse(false)));
        if (!labels(machine).isEmpty()) {
            operations.setLabels(machine, labels(machine));
        }
    }

    private void join(String machine, NodeRole role) {
        operations.join(
                member(machine),
                List.of(machine),
                new SwarmJoin(role, labels(machine), wanted.nic(), wanted.dataPathNic()).asOneOfSeveral());
    }

    /** Returns another machine of the swarm, a manager if there is one. */
    private String member(String machine) {
        Optional<String> manager = wanted.managers().stream()
                .filter(name -> !name.equals(machine) && membership(name).isPresent())
                .findFirst();
        return manager.or(() -> wanted.workers().stream()
                        .filter(name ->
                                !name.equals(machine) && membership(name).isPresent())
                        .findFirst())
                .orElseThrow(() -> new SwarmException(
                        "No machine of the file is in the swarm yet, so \"" + machine + "\" cannot join it"));
    }

    private Optional<Membership> membership(String machine) {
        try {
            return operations.membership(machine);
        } catch (MachineException e) {
            return Optional.empty(); // it was not created
        }
    }

    private Map<String, String> labels(String machine) {
        return SwarmPlanner.labels(wanted.labels().getOrDefault(machine, List.of()));
    }
}
