package io.onemachine.fleet.apply;

import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.parallel.BoundedTasks;
import io.onemachine.swarm.SwarmOperations;
import java.util.ArrayList;
import java.util.List;

/** Removes all machines of a fleet, those that are not in its file any more included. */
public final class FleetDestroy {
    private final Machines machines;
    private final SwarmOperations operations;
    private final String fleet;

    public FleetDestroy(Machines machines, SwarmOperations operations, String fleet) {
        this.machines = machines;
        this.operations = operations;
        this.fleet = fleet;
    }

    /** Returns the names of the fleet's machines, in byte order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : machines.names()) {
            if (isOfFleet(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private boolean isOfFleet(String name) {
        try (Machine machine = machines.load(name)) {
            return machine.fleet().filter(it -> it.fleet().equals(fleet)).isPresent();
        } catch (MachineException e) {
            return false; // a damaged entry, which "rm" removes
        }
    }

    /**
     * Removes machines of the fleet. A swarm that consists of them alone goes with them.
     *
     * @param names what {@link #names} returned
     * @param parallel how many are removed at a time
     */
    public FleetResult run(List<String> names, int parallel, FleetObserver observer) {
        FleetWork work = new FleetWork(observer);
        operations.dissolve(names);
        List<Runnable> removals = new ArrayList<>();
        for (String name : names) {
            removals.add(() -> work.on(name, "Removing", FleetResult.REMOVED, () -> machines.remove(name, false)));
        }
        int _ = BoundedTasks.run(removals, parallel);
        return new FleetResult(work.done(), work.failures(), List.of(), List.of(), false);
    }
}
