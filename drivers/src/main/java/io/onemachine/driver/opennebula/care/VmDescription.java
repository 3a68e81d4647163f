package io.onemachine.driver.opennebula.care;

import io.onemachine.driver.opennebula.vm.LeaseEnd;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.opennebula.resource.HistoryRecord;
import io.onemachine.opennebula.resource.Nic;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes a VM in the words of the library. */
public final class VmDescription {

    private VmDescription() {}

    /** Returns the description of a VM that {@code one.vm.info} has shown. */
    static HostDescription ofWhole(VirtualMachine vm) {
        return of(vm, LeaseEnd.ofWhole(vm));
    }

    /** Returns the description of a VM of a pool. */
    public static HostDescription ofPool(VirtualMachine vm) {
        return of(vm, LeaseEnd.ofPool(vm));
    }

    private static HostDescription of(VirtualMachine vm, Optional<Instant> leaseEnd) {
        return new HostDescription(
                Integer.toString(vm.id()),
                vm.name(),
                vm.status().toString(),
                VmResize.sizeOf(vm),
                vm.disks().stream()
                        .map(disk ->
                                new HostDescription.Disk(Integer.toString(disk.id()), disk.image(), disk.megabytes()))
                        .toList(),
                addresses(vm),
                hypervisor(vm),
                vm.owner().user(),
                vm.owner().group(),
                vm.since(),
                leaseEnd,
                VmCare.labelsOf(vm),
                VmSnapshots.of(vm),
                vm.error().or(vm::schedulerMessage).orElse(""));
    }

    private static List<String> addresses(VirtualMachine vm) {
        return Stream.concat(vm.nics().stream(), vm.nicAliases().stream())
                .map(Nic::address)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Returns the hypervisor of the last stay, while that lasts. */
    private static String hypervisor(VirtualMachine vm) {
        if (vm.history().isEmpty()) {
            return "";
        }
        HistoryRecord last = vm.history().getLast();
        return last.end().isEmpty() ? last.host() : "";
    }
}
