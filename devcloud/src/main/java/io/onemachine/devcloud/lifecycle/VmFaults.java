package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.fault.Effect;
import io.onemachine.devcloud.fault.Fault;
import io.onemachine.devcloud.fault.FaultPlan;
import io.onemachine.devcloud.fault.VmPhase;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Applies the set faults to VMs' steps. */
final class VmFaults {

    private final FaultPlan plan;
    private final Map<Integer, Fault> stuck = new ConcurrentHashMap<>();

    VmFaults(FaultPlan plan) {
        this.plan = plan;
    }

    /**
     * Delays, holds or fails a step.
     *
     * @throws HypervisorException when the fault is a failure
     */
    void at(VmPhase phase, VirtualMachine vm) throws InterruptedException {
        Optional<Fault> fault = plan.ofVm(phase, vm.id(), vm.name());
        if (fault.isEmpty()) {
            return;
        }
        switch (fault.get().effect()) {
            case Effect.Delay(var time) -> Thread.sleep(time);
            case Effect.Fail(var message) -> throw new HypervisorException(message);
            case Effect.Stuck() -> {
                stuck.put(vm.id(), fault.get());
                plan.awaitCleared(fault.get());
                stuck.remove(vm.id());
            }
            case Effect.Unknown _,
                    Effect.Refuse _,
                    Effect.DropBefore _,
                    Effect.DropAfter _,
                    Effect.Truncate _,
                    Effect.Garbage _,
                    Effect.Page _ -> {}
        }
    }

    /** Returns whether a VM that has just started is to be seen as UNKNOWN. */
    boolean turnsUnknown(VirtualMachine vm) {
        return plan.ofVm(VmPhase.RUNNING, vm.id(), vm.name())
                .map(fault -> fault.effect() instanceof Effect.Unknown)
                .orElse(false);
    }

    /** Lets a stuck VM continue. */
    void hurry(VirtualMachine vm) {
        Optional.ofNullable(stuck.get(vm.id())).ifPresent(fault -> plan.clear(fault.id()));
    }
}
