package io.onemachine.driver.opennebula.care;

import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.HostSnapshot;
import io.onemachine.machine.host.HostSnapshot.Kind;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.resource.VmDisk;
import io.onemachine.opennebula.resource.VmSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes snapshots of a VM and of its first disk. */
final class VmSnapshots {

    private final ManagedVm vm;

    VmSnapshots(ManagedVm vm) {
        this.vm = vm;
    }

    /** Returns a VM's snapshots: those of the whole VM, then those of its first disk. */
    static List<HostSnapshot> of(VirtualMachine found) {
        Optional<Integer> disk = found.dataDisk().map(VmDisk::id);
        return Stream.concat(
                        found.snapshots().stream().map(snapshot -> described(Kind.SYSTEM, snapshot)),
                        found.diskSnapshots().stream()
                                .filter(snapshot -> snapshot.disk().equals(disk))
                                .map(snapshot -> described(Kind.DISK, snapshot)))
                .toList();
    }

    private static HostSnapshot described(Kind kind, VmSnapshot snapshot) {
        return new HostSnapshot(kind, Integer.toString(snapshot.id()), snapshot.name(), snapshot.taken());
    }

    private int requireDisk(VirtualMachine found) {
        return found.dataDisk()
                .map(VmDisk::id)
                .orElseThrow(() -> new DriverException(vm.named(found) + " has no disk to take a snapshot of"));
    }

    HostSnapshot create(String name, Kind kind) {
        VirtualMachine before = vm.settled("waiting for the VM");
        int id = vm.call(() -> switch (kind) {
            case SYSTEM -> vm.client().createSnapshot(before.id(), name);
            case DISK -> vm.client().createDiskSnapshot(before.id(), requireDisk(before), name);
        });
        VirtualMachine after = vm.settled(before.id(), "taking the snapshot");
        return find(after, kind, id)
                .orElseThrow(() -> new DriverException("The snapshot \"" + name + "\" of " + vm.named(after)
                        + " was not taken" + ManagedVm.complaint(after)));
    }

    private static Optional<HostSnapshot> find(VirtualMachine found, Kind kind, int id) {
        return of(found).stream()
                .filter(snapshot -> snapshot.kind() == kind && snapshot.id().equals(Integer.toString(id)))
                .findFirst();
    }

    void revert(HostSnapshot snapshot) {
        VirtualMachine before = vm.settled("waiting for the VM");
        int id = Integer.parseInt(snapshot.id());
        Optional<String> complaint = before.error();
        vm.call(() -> {
            switch (snapshot.kind()) {
                case SYSTEM -> vm.client().revertSnapshot(before.id(), id);
                case DISK -> vm.client().revertDiskSnapshot(before.id(), requireDisk(before), id);
            }
        });
        VirtualMachine after = vm.settled(before.id(), "going back to the snapshot");
        if (after.error().isPresent() && !after.error().equals(complaint)) {
            throw new DriverException(vm.named(after) + " could not be taken back to snapshot \"" + snapshot.name()
                    + "\"" + ManagedVm.complaint(after));
        }
    }

    void remove(HostSnapshot snapshot) {
        VirtualMachine before = vm.settled("waiting for the VM");
        int id = Integer.parseInt(snapshot.id());
        vm.call(() -> {
            switch (snapshot.kind()) {
                case SYSTEM -> vm.client().removeSnapshot(before.id(), id);
                case DISK -> vm.client().removeDiskSnapshot(before.id(), requireDisk(before), id);
            }
        });
        VirtualMachine after = vm.settled(before.id(), "removing the snapshot");
        if (find(after, snapshot.kind(), id).isPresent()) {
            throw new DriverException("The snapshot \"" + snapshot.name() + "\" of " + vm.named(after)
                    + " was not removed" + ManagedVm.complaint(after));
        }
    }
}
