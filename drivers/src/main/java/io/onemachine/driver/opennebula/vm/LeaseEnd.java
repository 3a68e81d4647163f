package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.opennebula.resource.ScheduledAction;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Reads when OpenNebula will terminate a VM. */
public final class LeaseEnd {

    private LeaseEnd() {}

    /** Returns the end for a VM that {@code one.vm.info} has shown: by its scheduled actions, which anyone may have changed. */
    public static Optional<Instant> ofWhole(VirtualMachine vm) {
        return action(vm).flatMap(ScheduledAction::time);
    }

    /** Returns the end for a VM of a pool. */
    public static Optional<Instant> ofPool(VirtualMachine vm) {
        return vm.scheduledActions().isEmpty() ? noted(vm) : ofWhole(vm);
    }

    /** Returns the scheduled action that is the lease: the one of the time that is noted, else the first that terminates the VM. */
    public static Optional<ScheduledAction> action(VirtualMachine vm) {
        Optional<Instant> noted = noted(vm);
        return vm.scheduledActions().stream()
                .filter(action -> action.endsTheVm() && !action.repeats())
                .min(Comparator.comparing((ScheduledAction action) -> !isAt(action, noted))
                        .thenComparing(action -> action.time().orElse(Instant.MAX)));
    }

    private static boolean isAt(ScheduledAction action, Optional<Instant> time) {
        return time.isPresent() && action.time().equals(time);
    }

    private static Optional<Instant> noted(VirtualMachine vm) {
        String text = vm.userTemplate().single(VmAttributes.LEASE).orElse("").strip();
        if (!text.matches("\\+?[0-9]{1,11}")) {
            return Optional.empty();
        }
        return text.startsWith("+")
                ? vm.since().map(start -> start.plusSeconds(Long.parseLong(text.substring(1))))
                : Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
    }
}
