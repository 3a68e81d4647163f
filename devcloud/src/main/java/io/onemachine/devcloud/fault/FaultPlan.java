package io.onemachine.devcloud.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that are set. Safe for use by several threads. */
public final class FaultPlan {

    private final List<Fault> faults = new ArrayList<>();
    private int nextId = 1;

    /** Sets a fault and gives it a number. */
    public synchronized Fault add(String target, Optional<String> vm, Effect effect, int times) {
        Fault fault = new Fault(nextId++, target, vm, effect, times);
        faults.add(fault);
        return fault;
    }

    public synchronized List<Fault> list() {
        return List.copyOf(faults);
    }

    /** Removes one fault; says whether there was one of that number. Machines that are stuck by it go on. */
    public synchronized boolean clear(int id) {
        boolean removed = faults.removeIf(fault -> fault.id() == id);
        notifyAll();
        return removed;
    }

    /** Removes all faults; machines that are stuck go on. */
    public synchronized void clear() {
        faults.clear();
        notifyAll();
    }

    /**
     * Returns the first fault set for a call, which counts as having happened.
     *
     * @param detail what is done in a method that can do many things: the action of {@code one.vm.action}, otherwise empty
     */
    public synchronized Optional<Effect.OfCall> ofCall(String method, String detail) {
        return take(fault -> fault.target().equals("*")
                        || fault.target().equals(method)
                        || fault.target().equals(method + "/" + detail))
                .map(Fault::effect)
                .filter(Effect.OfCall.class::isInstance)
                .map(Effect.OfCall.class::cast);
    }

    /** Returns the first fault set for a phase of a machine, which counts as having happened. */
    public synchronized Optional<Fault> ofVm(VmPhase phase, int vmId, String vmName) {
        return take(fault -> fault.target().equals(phase.target()) && fault.isFor(vmId, vmName));
    }

    /** Waits until a fault has been cleared. A fault that happens a limited number of times is listed as long as somebody waits. */
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
