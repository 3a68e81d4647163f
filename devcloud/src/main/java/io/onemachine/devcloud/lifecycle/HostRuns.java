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
 * Starts and ends machines' runs. Each method changes the machine's state at once, inside {@link Cloud#locked}, and does the rest in
 * the background.
 */
final class HostRuns {

    private final Cloud cloud;
    private final Pacing pacing;
    private final VmRecords records;
    private final Hosts hosts;
    private final Background background;
    private final VmFaults faults;
    private Runnable freed = () -> {};

    HostRuns(Surroundings surroundings, VmRecords records, Hosts hosts, Background background) {
        this.cloud = surroundings.cloud();
        this.pacing = surroundings.pacing();
        this.records = records;
        this.hosts = hosts;
        this.background = background;
        this.faults = new VmFaults(surroundings.faults());
    }

    /** What to do, inside {@link Cloud#locked}, when a machine has given back its room on the host. */
    void onFreed(Runnable action) {
        freed = action;
    }

    /** Fetches the image and boots: the machine is in a prolog. */
    void prepare(VirtualMachine vm) {
        background.run("preparing VM " + vm.id(), () -> {
            try {
                faults.at(VmPhase.PROLOG, vm);
                hosts.prepare(vm);
                pacing.inTransition();
            } catch (HypervisorException e) {
                fail(vm, VmState.PROLOG_FAILURE, "PROLOG: " + e.getMessage());
                return;
            }
            enter(vm, bootAfter(vm.state()));
            bootNow(vm);
        });
    }

    /** Boots a machine that ran when the cloud went down. */
    void bootAgain(VirtualMachine vm) {
        records.enter(vm, VmState.BOOT);
        boot(vm);
    }

    /** Goes on with a machine that is suspended, powered off or unknown. */
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
        background.run("resuming VM " + vm.id(), () -> {
            pacing.inTransition();
            if (from == VmState.SUSPENDED) {
                host.get().resume();
            }
            run(vm);
        });
    }

    void suspend(VirtualMachine vm) {
        records.enter(vm, VmState.SAVE_SUSPEND);
        Optional<Host> host = hosts.of(vm);
        background.run("suspending VM " + vm.id(), () -> {
            pacing.inTransition();
            if (host.isPresent()) {
                host.get().suspend();
            }
            enter(vm, VmState.SUSPENDED);
        });
    }

    void reboot(VirtualMachine vm, boolean hard) {
        Optional<Host> host = hosts.of(vm);
        background.run("rebooting VM " + vm.id(), () -> {
            if (host.isPresent() && hard) {
                host.get().reset();
            } else if (host.isPresent()) {
                host.get().reboot();
            }
        });
    }

    /** Ends a machine that was being terminated when the cloud went down. */
    void endAgain(VirtualMachine vm) {
        records.enter(vm, VmState.EPILOG);
        background.run("ending VM " + vm.id(), () -> endNow(vm, Ending.TERMINATE_HARD, false));
    }

    /** Ends a run, or hurries an end that is under way already. */
    void end(VirtualMachine vm, Ending ending) {
        VmState from = vm.state();
        if (from == ending.shutdown()) {
            faults.hurry(vm);
            background.run("killing VM " + vm.id(), () -> hosts.kill(vm));
            return;
        }
        if (from == VmState.PENDING || from == VmState.HOLD) {
            records.enter(vm, VmState.DONE);
            background.run("discarding VM " + vm.id(), () -> hosts.discard(vm));
            return;
        }
        boolean shutsDown = from == VmState.RUNNING || from == VmState.UNKNOWN || from == VmState.SUSPENDED;
        VmState epilog = ending.epilog();
        if (epilog == null || from == VmState.RUNNING || from == VmState.UNKNOWN) {
            records.enter(vm, ending.shutdown());
        } else {
            records.enter(vm, epilog);
        }
        background.run("ending VM " + vm.id(), () -> endNow(vm, ending, shutsDown));
    }

    private void endNow(VirtualMachine vm, Ending ending, boolean shutsDown) throws InterruptedException {
        if (shutsDown && !shutDown(vm, ending)) {
            return;
        }
        VmState epilog = ending.epilog();
        if (epilog != null && vm.state() != epilog) {
            enter(vm, epilog);
        }
        pacing.inTransition();
        if (ending.last() == VmState.DONE) {
            hosts.discard(vm);
        }
        cloud.locked(() -> {
            records.enter(vm, ending.last());
            freed.run();
        });
    }

    /** Says whether the host is down. */
    private boolean shutDown(VirtualMachine vm, Ending ending) throws InterruptedException {
        pacing.inTransition();
        try {
            if (!ending.isHard()) {
                faults.at(VmPhase.SHUTDOWN, vm);
            }
        } catch (HypervisorException e) {
            cloud.locked(() -> {
                records.beginStay(vm);
                records.enter(vm, VmState.RUNNING);
            });
            return false;
        }
        if (ending.isHard()) {
            hosts.kill(vm);
        } else {
            hosts.shutdown(vm, pacing.shutdownGrace());
        }
        return true;
    }

    private void boot(VirtualMachine vm) {
        background.run("booting VM " + vm.id(), () -> bootNow(vm));
    }

    private void bootNow(VirtualMachine vm) throws InterruptedException {
        try {
            faults.at(VmPhase.BOOT, vm);
            pacing.inTransition();
            hosts.boot(vm);
        } catch (HypervisorException e) {
            fail(vm, VmState.BOOT_FAILURE, "DEPLOY: " + e.getMessage());
            return;
        }
        run(vm);
        if (faults.makesUnknown(vm)) {
            enter(vm, VmState.UNKNOWN);
        }
    }

    /** The machine runs, unless its host has ended meanwhile. */
    private void run(VirtualMachine vm) {
        cloud.locked(() -> {
            vm.deployId("one-" + vm.id());
            records.enter(vm, VmState.RUNNING);
            hosts.noteEndOf(vm);
        });
    }

    private void fail(VirtualMachine vm, VmState state, String message) {
        cloud.locked(() -> {
            records.tell(vm, "ERROR", message);
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
