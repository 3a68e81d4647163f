package io.onemachine.devcloud.fault;

import java.util.Optional;

/**
 * A fault.
 *
 * @param id its id, unique while the cloud runs
 * @param target a method ({@code one.vm.info}), an action ({@code one.vm.action/resume}), every call ({@code *}) or a VM's
 *     phase ({@code vm.boot})
 * @param vm the name or id of the only VM to apply it to
 * @param effect its effect
 * @param remaining how often it still applies; negative for always
 */
public record Fault(int id, String target, Optional<String> vm, Effect effect, int remaining) {

    boolean isFor(int vmId, String vmName) {
        return vm.isEmpty() || vm.get().equals(vmName) || vm.get().equals(Integer.toString(vmId));
    }

    Fault after() {
        return remaining < 0 ? this : new Fault(id, target, vm, effect, remaining - 1);
    }
}
