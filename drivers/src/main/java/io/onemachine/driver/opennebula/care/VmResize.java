package io.onemachine.driver.opennebula.care;

import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.host.RestartRequiredException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.resource.VmDisk;
import io.onemachine.opennebula.template.Template;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Changes the size of a VM.
 *
 * <p>{@code one.vm.resize} answers for a running VM before the hypervisor has done it, and shows the new values at once; when the
 * hypervisor fails, OpenNebula shows the old ones again. So the values are compared when the VM has settled.
 */
final class VmResize {

    /** The beginning of refusals by a full hypervisor: stopping the VM would not help, as it stays there. */
    private static final String NO_ROOM = "Not enough";

    private final ManagedVm vm;

    VmResize(ManagedVm vm) {
        this.vm = vm;
    }

    /** Returns a VM's size; the disk is its first one with data. */
    static HostSize sizeOf(VirtualMachine found) {
        return new HostSize(
                OptionalDouble.of(found.cpu()),
                OptionalInt.of(found.virtualCpus()),
                OptionalLong.of(found.memoryMegabytes()),
                found.dataDisk().map(disk -> OptionalLong.of(disk.megabytes())).orElse(OptionalLong.empty()));
    }

    void run(HostSize size) {
        if (size.changesCapacity()) {
            resizeCapacity(size);
        }
        if (size.disk().isPresent()) {
            resizeDisk(size.disk().getAsLong());
        }
    }

    private void resizeCapacity(HostSize size) {
        VirtualMachine before = vm.settled("waiting for the VM");
        boolean running = before.status().isRunning();
        Template capacity = capacity(size);
        vm.call(() -> {
            try {
                vm.client().resize(before.id(), capacity);
            } catch (ApiException e) {
                if (running
                        && e.code() == ApiErrorCode.ACTION
                        && !withoutPrefix(e).startsWith(NO_ROOM)) {
                    throw new RestartRequiredException(
                            vm.named(before) + " cannot be resized while it runs: " + e.getMessage(), e);
                }
                throw e;
            }
        });
        VirtualMachine after = vm.settled(before.id(), "resizing the VM");
        HostSize missing = size.differencesFrom(sizeOf(after));
        if (missing.changesCapacity()) {
            DriverException failure =
                    new DriverException(vm.named(after) + " did not get the new size" + ManagedVm.complaint(after));
            throw running ? new RestartRequiredException(failure.getMessage(), failure) : failure;
        }
    }

    /** Returns OpenNebula's message without the method that it begins with. */
    private static String withoutPrefix(ApiException e) {
        return e.getMessage().replaceFirst("^\\[[a-z.]+] ", "");
    }

    private static Template capacity(HostSize size) {
        Template capacity = Template.EMPTY;
        if (size.cpu().isPresent()) {
            capacity = capacity.with("CPU", HostSize.text(size.cpu().getAsDouble()));
        }
        if (size.vcpus().isPresent()) {
            capacity = capacity.with("VCPU", Integer.toString(size.vcpus().getAsInt()));
        }
        if (size.memory().isPresent()) {
            capacity = capacity.with("MEMORY", Long.toString(size.memory().getAsLong()));
        }
        return capacity;
    }

    private void resizeDisk(long megabytes) {
        VirtualMachine before = vm.settled("waiting for the VM");
        VmDisk disk = before.dataDisk()
                .orElseThrow(() -> new DriverException(vm.named(before) + " has no disk that could be enlarged"));
        boolean hasSnapshots = before.diskSnapshots().stream()
                .anyMatch(snapshot -> snapshot.disk().equals(Optional.of(disk.id())));
        vm.call(() -> {
            try {
                vm.client().resizeDisk(before.id(), disk.id(), megabytes);
            } catch (ApiException e) {
                if (hasSnapshots && e.code() == ApiErrorCode.ACTION) {
                    throw new DriverException(
                            "Disk " + disk.id() + " of " + vm.named(before) + " cannot be enlarged: " + e.getMessage(),
                            "OpenNebula before 6.8 enlarges only disks without snapshots; \""
                                    + Reference.command("snapshot")
                                            .with("ls")
                                            .with(vm.context().machine()) + "\" lists them.",
                            e);
                }
                throw e;
            }
        });
        VirtualMachine after = vm.settled(before.id(), "enlarging the disk");
        if (after.dataDisk().filter(now -> now.megabytes() == megabytes).isEmpty()) {
            throw new DriverException("Disk " + disk.id() + " of " + vm.named(after) + " did not get the new size"
                    + ManagedVm.complaint(after));
        }
    }
}
