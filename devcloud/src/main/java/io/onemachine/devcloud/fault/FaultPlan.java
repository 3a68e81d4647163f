package io.onemachine.devcloud.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The set faults. Thread-safe. */
public final class FaultPlan {

    private final List<Fault> faults = new ArrayList<>();
    private int nextId = 1;

    /** Sets a fault and assigns its id. */
    public synchronized Fault add(String target, Optional<String> vm, Effect effect, int times) {
        Fault fault = new Fault(nextId++, target, vm, effect, times);
        faults.add(fault);
        return fault;
    }

    public synchronized List<Fault> list() {
        return List.copyOf(faults);
    }

    /** Clears one fault and returns whether it existed. VMs that are stuck on it continue. */
    public synchronized boolean clear(int id) {
        boolean removed = faults.removeIf(fault -> fault.id() == id);
        notifyAll();
        return removed;
    }

    /** Clears all faults; VMs that are stuck continue. */
    public synchronized void clear() {
        faults.clear();
        notifyAll();
    }

    /**
     * Returns the first fault set for a call, and counts it as applied.
     *
     * @param detail the action of {@code one.vm.action}, otherwise empty
     */
    public synchronized Optional<Effect.OfCall> ofCall(String method, String detail) {
        return take(fault -> fault.target().equals("*")
                        || fault.target().equals(method)
                        || fault.target().equals(method + "/" + detail))
                .map(Fault::effect)
                .filter(Effect.OfCall.class::isInstance)
                .map(Effect.OfCall.class::cast);
    }

    /** Returns the first fault set for a VM's phase, and counts it as applied. */
    public synchronized Optional<Fault> ofVm(VmPhase phase, int vmId, String vmName) {
        return take(fault -> fault.target().equals(phase.target()) && fault.isFor(vmId, vmName));
    }

    /** Waits until a fault is cleared. A fault with a limited count is listed as long as a VM waits for it. */
    public synchronized void awaitCleared(Fault fault) throws InterruptedException {
        Fault waiting = new Fault(fault.id(), fault.target(), fault.vm(), fault.effect(), 0);
        if (faults.stream().noneMatch(other -> other.id() == fault.id())) {
            faults.add(waiting);
        }
        while (faults.stream().anyMatch(other -> other.id() == fault.id())) {
            wait();
        }
    }

    private Optional<Fault> take(Predicate<Fault> matching) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.remaining() != 0 && matching.test(fault)) {
                Fault after = fault.after();
                if (after.remaining() == 0) {
                    faults.remove(i);
                } else {
                    faults.set(i, after);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
