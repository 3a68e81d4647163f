package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.fault.VmPhase;
import io.onemachine.devcloud.hypervisor.Host;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.util.Optional;

/**
 * Starts and ends VMs' runs. Each method changes the VM's state at once, inside {@link Cloud#locked}, and does the rest in
 * the background.
 */
final class HostRuns {

    private final Cloud cloud;
    private final TransitionDelays transitionDelays;
    private final VmRecords records;
    private final Hosts hosts;
    private final BackgroundTasks backgroundTasks;
    private final VmFaults faults;
    private Runnable freed = () -> {};

    HostRuns(
            LifecycleContext lifecycleContext,
            VmRecords records,
            Hosts hosts,
            BackgroundTasks backgroundTasks,
            VmFaults faults) {
        this.cloud = lifecycleContext.cloud();
        this.transitionDelays = lifecycleContext.transitionDelays();
        this.records = records;
        this.hosts = hosts;
        this.backgroundTasks = backgroundTasks;
        this.faults = faults;
    }

    /** Sets the action to run, inside {@link Cloud#locked}, when a VM has released its room on the host. */
    void onFreed(Runnable action) {
        freed = action;
    }

    /** Fetches the image and boots; the VM is in a prolog. */
    void prepare(VirtualMachine vm) {
        backgroundTasks.run("preparing VM " + vm.id(), () -> {
            try {
                faults.at(VmPhase.PROLOG, vm);
                hosts.prepare(vm);
                transitionDelays.inTransition();
            } catch (HypervisorException e) {
                fail(vm, VmState.PROLOG_FAILURE, "PROLOG: " + e.getMessage());
                return;
            }
            enter(vm, bootAfter(vm.state()));
            bootNow(vm);
        });
    }

    /** Boots a VM that ran when the cloud closed. */
    void bootAgain(VirtualMachine vm) {
        records.enter(vm, VmState.BOOT);
        boot(vm);
    }

    /** Resumes a VM that is suspended, powered off or unknown. */
    void resume(VirtualMachine vm, User user) {
        VmState from = vm.state();
        if (from == VmState.POWEROFF) {
            records.enter(vm, VmState.BOOT_POWEROFF);
        } else {
            records.enter(vm, from == VmState.SUSPENDED ? VmState.BOOT_SUSPENDED : VmState.BOOT_UNKNOWN);
        }
        vm.act(VmAction.RESUME, user.id());
        records.save(vm);
        Optional<Host> host = hosts.of(vm);
        if (host.isEmpty() || from == VmState.POWEROFF) {
            boot(vm);
            return;
        }
        backgroundTasks.run("resuming VM " + vm.id(), () -> {
            transitionDelays.inTransition();
            if (from == VmState.SUSPENDED) {
                host.get().resume();
            }
            run(vm);
        });
    }

    void suspend(VirtualMachine vm) {
        records.enter(vm, VmState.SAVE_SUSPEND);
        Optional<Host> host = hosts.of(vm);
        backgroundTasks.run("suspending VM " + vm.id(), () -> {
            transitionDelays.inTransition();
            if (host.isPresent()) {
                host.get().suspend();
            }
            enter(vm, VmState.SUSPENDED);
        });
    }

    void reboot(VirtualMachine vm, boolean hard) {
        Optional<Host> host = hosts.of(vm);
        backgroundTasks.run("rebooting VM " + vm.id(), () -> {
            if (host.isPresent() && hard) {
                host.get().reset();
            } else if (host.isPresent()) {
                host.get().reboot();
            }
        });
    }

    /** Ends a VM that was being terminated when the cloud closed. */
    void finishEnd(VirtualMachine vm) {
        records.enter(vm, VmState.EPILOG);
        backgroundTasks.run("ending VM " + vm.id(), () -> endNow(vm, ShutdownKind.TERMINATE_HARD, false));
    }

    /** Ends a run, or hastens an end in progress. */
    void end(VirtualMachine vm, ShutdownKind shutdownKind) {
        VmState from = vm.state();
        if (from == shutdownKind.shutdown()) {
            faults.hurry(vm);
            backgroundTasks.run("killing VM " + vm.id(), () -> hosts.kill(vm));
            return;
        }
        if (from == VmState.PENDING || from == VmState.HOLD) {
            records.enter(vm, VmState.DONE);
            backgroundTasks.run("discarding VM " + vm.id(), () -> hosts.discard(vm));
            return;
        }
        boolean shutsDown = from == VmState.RUNNING || from == VmState.UNKNOWN || from == VmState.SUSPENDED;
        VmState epilog = shutdownKind.epilog();
        if (epilog == null || from == VmState.RUNNING || from == VmState.UNKNOWN) {
            records.enter(vm, shutdownKind.shutdown());
        } else {
            records.enter(vm, epilog);
        }
        backgroundTasks.run("ending VM " + vm.id(), () -> endNow(vm, shutdownKind, shutsDown));
    }

    private void endNow(VirtualMachine vm, ShutdownKind shutdownKind, boolean shutsDown) throws InterruptedException {
        if (shutsDown && !shutDown(vm, shutdownKind)) {
            return;
        }
        VmState epilog = shutdownKind.epilog();
        if (epilog != null && vm.state() != epilog) {
            enter(vm, epilog);
        }
        transitionDelays.inTransition();
        if (shutdownKind.last() == VmState.DONE) {
            hosts.discard(vm);
        }
        cloud.locked(() -> {
            records.enter(vm, shutdownKind.last());
            freed.run();
        });
    }

    /** Shuts the host down and returns whether it is down. */
    private boolean shutDown(VirtualMachine vm, ShutdownKind shutdownKind) throws InterruptedException {
        transitionDelays.inTransition();
        try {
            if (!shutdownKind.isHard()) {
                faults.at(VmPhase.SHUTDOWN, vm);
            }
        } catch (HypervisorException e) {
            cloud.locked(() -> {
                records.beginStay(vm);
                records.enter(vm, VmState.RUNNING);
            });
            return false;
        }
        if (shutdownKind.isHard()) {
            hosts.kill(vm);
        } else {
            hosts.shutdown(vm, transitionDelays.shutdownGrace());
        }
        return true;
    }

    private void boot(VirtualMachine vm) {
        backgroundTasks.run("booting VM " + vm.id(), () -> bootNow(vm));
    }

    private void bootNow(VirtualMachine vm) throws InterruptedException {
        try {
            faults.at(VmPhase.BOOT, vm);
            transitionDelays.inTransition();
            hosts.boot(vm);
        } catch (HypervisorException e) {
            fail(vm, VmState.BOOT_FAILURE, "DEPLOY: " + e.getMessage());
            return;
        }
        run(vm);
        if (faults.turnsUnknown(vm)) {
            enter(vm, VmState.UNKNOWN);
        }
    }

    /** Sets the VM to RUNNING, unless its host has ended meanwhile. */
    private void run(VirtualMachine vm) {
        cloud.locked(() -> {
            vm.deployId("one-" + vm.id());
            records.enter(vm, VmState.RUNNING);
            hosts.noteEndOf(vm);
        });
    }

    private void fail(VirtualMachine vm, VmState state, String message) {
        cloud.locked(() -> {
            records.setMessage(vm, "ERROR", message);
            records.enter(vm, state);
        });
    }

    private void enter(VirtualMachine vm, VmState state) {
        cloud.locked(() -> records.enter(vm, state));
    }

    private static VmState bootAfter(VmState prolog) {
        if (prolog == VmState.PROLOG_RESUME) {
            return VmState.BOOT_STOPPED;
        }
        return prolog == VmState.PROLOG_UNDEPLOY ? VmState.BOOT_UNDEPLOY : VmState.BOOT;
    }
}
