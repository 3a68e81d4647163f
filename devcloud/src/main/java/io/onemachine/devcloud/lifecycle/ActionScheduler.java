package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.PlannedAction;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import java.util.function.BiConsumer;

/**
 * Polls for due scheduled actions of VMs. An action that the VM's state does not allow is
 * repeated in the next round; the reason is in the attribute's MESSAGE.
 */
final class ActionScheduler {

    private static final String DONE = "DONE";
    private static final String MESSAGE = "MESSAGE";

    private final Cloud cloud;
    private final TransitionDelays transitionDelays;
    private final VmRecords records;
    private final BackgroundTasks backgroundTasks;
    private final BiConsumer<VirtualMachine, VmAction> actor;
    private final Runnable placement;

    /**
     * @param actor runs an action, inside {@link Cloud#locked}
     * @param placement places the VMs that wait for a host, inside {@link Cloud#locked}
     */
    ActionScheduler(
            LifecycleContext lifecycleContext,
            VmRecords records,
            BackgroundTasks backgroundTasks,
            BiConsumer<VirtualMachine, VmAction> actor,
            Runnable placement) {
        this.cloud = lifecycleContext.cloud();
        this.transitionDelays = lifecycleContext.transitionDelays();
        this.records = records;
        this.backgroundTasks = backgroundTasks;
        this.actor = actor;
        this.placement = placement;
    }

    /** Starts polling. */
    void begin() {
        backgroundTasks.run("planned actions", () -> {
            while (!backgroundTasks.isClosed()) {
                transitionDelays.beforeSchedule();
                cloud.locked(this::look);
                cloud.locked(placement);
            }
        });
    }

    private void look() {
        for (VirtualMachine vm : cloud.vms()) {
            for (Vector attribute : vm.template().vectors(PlannedAction.ATTRIBUTE)) {
                if (vm.state() != VmState.DONE && !attribute.has(DONE)) {
                    doWhenDue(vm, attribute);
                }
            }
        }
    }

    private void doWhenDue(VirtualMachine vm, Vector attribute) {
        PlannedAction planned = PlannedAction.of(attribute);
        long now = records.now();
        if (!planned.isDue(vm, now)) {
            return;
        }
        try {
            actor.accept(vm, planned.action());
            attribute.with(DONE, Long.toString(now));
            records.note("VM " + vm.id() + " planned " + planned.action().code());
        } catch (CloudException e) {
            String message = String.valueOf(e.getMessage());
            if (attribute.text(MESSAGE).equals(message)) {
                return;
            }
            attribute.with(MESSAGE, message);
        }
        records.save(vm);
    }
}
