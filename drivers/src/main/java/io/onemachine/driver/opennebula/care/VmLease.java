package io.onemachine.driver.opennebula.care;

import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.driver.opennebula.vm.LeaseEnd;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.opennebula.resource.ScheduledAction;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.resource.VmAction;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sets the end of a VM's lease: a scheduled action that terminates it. The time is absolute, as OpenNebula counts {@code +SECONDS} from
 * the VM's start, and would run an action on an older VM at once. An attribute repeats it, because the pools of release 7.4 do not show
 * scheduled actions.
 */
final class VmLease {

    private final ManagedVm vm;

    VmLease(ManagedVm vm) {
        this.vm = vm;
    }

    void set(Optional<Instant> end) {
        VirtualMachine found = vm.read();
        Optional<ScheduledAction> present = LeaseEnd.action(found);
        String noted = end.map(time -> Long.toString(time.getEpochSecond())).orElse("");
        vm.call(() -> {
            if (end.isEmpty()) {
                present.ifPresent(action -> vm.client().removeScheduledAction(found.id(), action.id()));
            } else if (present.isPresent()) {
                vm.client().updateScheduledAction(found.id(), present.get().id(), at(end.get()));
            } else {
                vm.client().addScheduledAction(found.id(), at(end.get()));
            }
            vm.client().update(found.id(), Template.EMPTY.with(VmAttributes.LEASE, noted), true);
        });
        vm.config().setLeaseEnd(end);
        vm.context().save();
        warnOfOthers(found, present, end);
    }

    private static Vector at(Instant end) {
        return ScheduledAction.at(VmAction.TERMINATE_HARD, end);
    }

    /** Warns of another scheduled action that ends the VM earlier, such as one of its template's: it is not this program's to change. */
    private void warnOfOthers(VirtualMachine found, Optional<ScheduledAction> lease, Optional<Instant> end) {
        List<ScheduledAction> others = found.scheduledActions().stream()
                .filter(ScheduledAction::endsTheVm)
                .filter(action -> lease.isEmpty() || !action.equals(lease.get()))
                .filter(action -> end.isEmpty()
                        || action.time()
                                .filter(time -> time.isBefore(end.get()))
                                .isPresent())
                .toList();
        for (ScheduledAction other : others) {
            vm.context()
                    .progress()
                    .report(new ProgressEvent.Warning(
                            vm.context().machine(),
                            vm.named(found) + " has another scheduled action that ends it: " + other.action()
                                    + other.time().map(time -> " at " + time).orElse("") + " (id " + other.id() + ")"));
        }
    }
}
