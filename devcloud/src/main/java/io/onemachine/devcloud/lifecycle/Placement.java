package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.allocation.AutomaticNetworks;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.Quota;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmState;
import java.util.Optional;

/** Places pending VMs on the host when there is room. */
final class Placement {

    private final Cloud cloud;
    private final TransitionDelays transitionDelays;
    private final VmRecords records;
    private final HostRuns runs;
    private final BackgroundTasks backgroundTasks;
    private final AutomaticNetworks networks;

    Placement(LifecycleContext lifecycleContext, VmRecords records, HostRuns runs, BackgroundTasks backgroundTasks) {
        this.cloud = lifecycleContext.cloud();
        this.transitionDelays = lifecycleContext.transitionDelays();
        this.records = records;
        this.runs = runs;
        this.backgroundTasks = backgroundTasks;
        this.networks = new AutomaticNetworks(cloud);
    }

    /** Places a VM after a delay. */
    void place(VirtualMachine vm) {
        backgroundTasks.run("placing VM " + vm.id(), () -> {
            transitionDelays.beforePlacement();
            cloud.locked(() -> placeNow(vm));
        });
    }

    /** Tries to place every pending VM again, because room has become free. Called inside {@link Cloud#locked}. */
    void placeWaiting() {
        cloud.vms().stream()
                .filter(vm -> vm.state() == VmState.PENDING && vm.userTemplate().has("SCHED_MESSAGE"))
                .forEach(this::place);
    }

    /**
     * Tries to place the waiting VMs again, as a scheduler does in each of its rounds, and updates the time of the reason.
     * Called inside {@link Cloud#locked}.
     */
    void retryWaiting() {
        cloud.vms().stream()
                .filter(vm -> vm.state() == VmState.PENDING
                        && !vm.userTemplate().text("SCHED_MESSAGE").isEmpty())
                .toList()
                .forEach(this::placeNow);
    }

    private void placeNow(VirtualMachine vm) {
        if (vm.state() != VmState.PENDING || backgroundTasks.isClosed()) {
            return;
        }
        Optional<String> obstacle = obstacle(vm);
        if (obstacle.isPresent()) {
            records.setMessage(vm, "SCHED_MESSAGE", obstacle.get());
            return;
        }
        records.placed(vm);
        records.enter(vm, prolog(vm.resumesFrom()));
        runs.prepare(vm);
    }

    /** Returns why a VM cannot be placed; when it can, its cards have their networks. */
    private Optional<String> obstacle(VirtualMachine vm) {
        String requirements = vm.userTemplate().text("SCHED_REQUIREMENTS");
        try {
            if (!cloud.hostRequirements().areMet(requirements)) {
                return Optional.of(cloud.release()
                        .noHostMeets(vm.template().text("AUTOMATIC_REQUIREMENTS") + " & ( " + requirements + " )"));
            }
        } catch (IllegalArgumentException e) {
            return Optional.of("Cannot dispatch VM: Error in SCHED_REQUIREMENTS: " + e.getMessage());
        }
        return fits(vm) ? networks.choose(vm) : Optional.of(cloud.release().noRoom());
    }

    private boolean fits(VirtualMachine vm) {
        Quota.Usage after = cloud.hostUsage().plus(vm.usage());
        return after.cpu() <= cloud.host().cpus()
                && after.memoryMb() <= cloud.host().memoryMb();
    }

    private static VmState prolog(VmState resumesFrom) {
        if (resumesFrom == VmState.STOPPED) {
            return VmState.PROLOG_RESUME;
        }
        return resumesFrom == VmState.UNDEPLOYED ? VmState.PROLOG_UNDEPLOY : VmState.PROLOG;
    }
}
