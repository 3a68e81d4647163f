package io.onemachine.swarm;

import io.onemachine.machine.ClusterMembership;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.StopRequest;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.time.Sleeper;

/** What the swarm of a machine needs when the machine changes. Hosts that joined a swarm by hand are left alone. */
public final class SwarmMembership implements ClusterMembership {
    private final MemberChanges changes;

    /** Creates the membership for {@link io.onemachine.machine.MachinesBuilder#membership}. */
    public SwarmMembership(Machines machines, Progress progress) {
        this.changes = new MemberChanges(new SwarmContext(SwarmHosts.of(machines), progress, Sleeper.system()));
    }

    @Override
    public void beforeStop(Machine machine, StopRequest request) {
        changes.beforeStop(host(machine), request.force(), request.drain());
    }

    @Override
    public void whileRestarting(Machine machine, Runnable work) {
        changes.whileRestarting(host(machine), work);
    }

    @Override
    public void afterStart(Machine machine) {
        try {
            changes.afterStart(host(machine));
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            changes.warn(machine.name(), e);
        }
    }

    @Override
    public void beforeRemoval(Machine machine, boolean force) {
        changes.beforeRemoval(host(machine), force);
    }

    private static SwarmHost host(Machine machine) {
        return new MachineHost(machine, false);
    }
}
