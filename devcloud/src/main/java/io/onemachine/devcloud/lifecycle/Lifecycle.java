package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import java.util.List;

/**
 * The operations on VMs. An action is accepted or refused at once; its effects happen on other threads
 * and show in the VM's state.
 */
public final class Lifecycle implements AutoCloseable {

    /** The user who runs scheduled actions. */
    private static final int ADMINISTRATOR = 0;

    private final Cloud cloud;
    private final VmRecords records;
    private final Placement placement;
    private final HostRuns runs;
    private final VmChanges changes;
    private final BackgroundTasks backgroundTasks;
    private final ActionScheduler actionScheduler;

    public Lifecycle(LifecycleContext lifecycleContext) {
        this.cloud = lifecycleContext.cloud();
        this.backgroundTasks = new BackgroundTasks(lifecycleContext.log());
        this.records = new VmRecords(lifecycleContext);
        HostSpecs specs = new HostSpecs(cloud, lifecycleContext.hostDirectory());
        Hosts hosts = new Hosts(lifecycleContext, records, specs, backgroundTasks);
        VmFaults faults = new VmFaults(lifecycleContext.faults());
        this.runs = new HostRuns(lifecycleContext, records, hosts, backgroundTasks, faults);
        this.changes = new VmChanges(lifecycleContext, records, hosts, backgroundTasks, faults);
        this.placement = new Placement(lifecycleContext, records, runs, backgroundTasks);
        this.actionScheduler = new ActionScheduler(
                lifecycleContext,
                records,
                backgroundTasks,
                (vm, action) -> act(cloud.user(ADMINISTRATOR), vm, action),
                placement::retryWaiting);
        runs.onFreed(placement::placeWaiting);
    }

    /** Returns the changes of existing VMs that take time. */
    public VmChanges changes() {
        return changes;
    }

    /** Starts the life of a VM that was just created. Called inside {@link Cloud#locked}. */
    public void submitted(VirtualMachine vm) {
        records.save(vm);
        if (vm.state() == VmState.PENDING) {
            placement.place(vm);
        }
    }

    /** Saves a change that does not affect the VM's state. Called inside {@link Cloud#locked}. */
    public void changed(VirtualMachine vm) {
        records.save(vm);
        if (vm.state() == VmState.PENDING) {
            placement.place(vm);
        }
    }

    /**
     * Runs an action on a VM. The shown state decides about a VM with an override, which ends
     * once an action that this state allows has been called. Called inside {@link Cloud#locked}.
     *
     * @throws io.onemachine.devcloud.cloud.CloudException when the state does not allow it
     */
    public void act(User user, VirtualMachine vm, VmAction action) {
        action.require(vm.id(), vm.shown());
        if (vm.hasOverride()) {
            vm.clearOverride();
            records.save(vm);
        }
        VmState from = vm.state();
        if (from == VmState.DONE || !action.isAllowedIn(from)) {
            return; // The second happens only to a VM with an override, which continues with its own state now.
        }
        switch (action) {
            case HOLD_BACK -> records.enter(vm, VmState.HOLD);
            case RELEASE -> toPending(vm);
            case REBOOT -> runs.reboot(vm, false);
            case REBOOT_HARD -> runs.reboot(vm, true);
            case SUSPEND -> {
                vm.act(action, user.id());
                runs.suspend(vm);
            }
            case RESUME -> resume(user, vm);
            case STOP, UNDEPLOY, UNDEPLOY_HARD, POWER_OFF, POWER_OFF_HARD, TERMINATE, TERMINATE_HARD -> {
                vm.act(action, user.id());
                runs.end(vm, ShutdownKind.of(action));
            }
            case DISK_SNAPSHOT_CREATE, DISK_SNAPSHOT_DELETE, DISK_SNAPSHOT_REVERT, DISK_RESIZE, RESIZE ->
                throw new IllegalArgumentException(action.code() + " is a call of its own");
        }
    }

    /** Restarts what ran when the cloud closed, finishes what was in progress, and starts the scheduled actions. */
    public void recover() {
        cloud.locked(() -> {
            for (VirtualMachine vm : List.copyOf(cloud.vms())) {
                recover(vm);
            }
        });
        actionScheduler.begin();
    }

    /** Stops the transitions. VMs stay in their states. */
    @Override
    public void close() {
        backgroundTasks.close();
    }

    private void recover(VirtualMachine vm) {
        VmState after = vm.state().afterOutage();
        changes.settle(vm);
        if (after == VmState.PENDING) {
            placement.place(vm);
        } else if (after == VmState.PROLOG) {
            runs.prepare(vm);
        } else if (after == VmState.BOOT) {
            runs.bootAgain(vm);
        } else if (after == VmState.DONE && vm.state() != VmState.DONE) {
            runs.finishEnd(vm);
        } else if (after != vm.state()) {
            records.enter(vm, after);
        }
    }

    private void resume(User user, VirtualMachine vm) {
        if (vm.state() == VmState.STOPPED || vm.state() == VmState.UNDEPLOYED) {
            toPending(vm);
        } else {
            runs.resume(vm, user);
        }
    }

    private void toPending(VirtualMachine vm) {
        records.enter(vm, VmState.PENDING);
        placement.place(vm);
    }
}
