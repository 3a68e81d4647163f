package io.onemachine.devcloud.fault;

import java.util.Optional;

/**
 * A fault.
 *
 * @param id its number, unique while the cloud runs
 * @param target a method ({@code one.vm.info}), an action ({@code one.vm.action/resume}), every call ({@code *}) or a machine's
 *     phase ({@code vm.boot})
 * @param vm the name or number of the only machine it is for
 * @param effect what goes wrong
 * @param remaining how often it will still happen; negative always
 */
public record Fault(int id, String target, Optional<String> vm, Effect effect, int remaining) {

    boolean isFor(int vmId, String vmName) {
        return vm.isEmpty() || vm.get().equals(vmName) || vm.get().equals(Integer.toString(vmId));
    }

    Fault after() {
        return remaining < 0 ? this : new Fault(id, target, vm, effect, remaining - 1);
    }
}
