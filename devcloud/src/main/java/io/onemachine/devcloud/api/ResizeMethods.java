package io.onemachine.devcloud.api;

import io.onemachine.devcloud.allocation.Allocator;
import io.onemachine.devcloud.allocation.TemplateText;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.ReportedState;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.document.Documents;
import io.onemachine.devcloud.lifecycle.Lifecycle;
import io.onemachine.devcloud.lifecycle.VmChange;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code one.vm.resize} and {@code one.vm.diskresize}. */
final class ResizeMethods {

    /** The numbers of INIT, PENDING, HOLD, POWEROFF, UNDEPLOYED, CLONING and CLONING_FAILURE. */
    private static final Set<Integer> STATES_OF_COLD_RESIZE = Set.of(0, 1, 2, 8, 9, 10, 11);

    private final Cloud cloud;
    private final Allocator allocator;
    private final Lifecycle lifecycle;

    ResizeMethods(Cloud cloud, Allocator allocator, Lifecycle lifecycle) {
        this.cloud = cloud;
        this.allocator = allocator;
        this.lifecycle = lifecycle;
    }

    Map<String, Method> methods() {
        return Map.of("one.vm.resize", this::resize, "one.vm.diskresize", this::resizeDisk);
    }

    private XmlRpcValue resize(User user, Arguments arguments) {
        Attributes given = TemplateText.parse(arguments.string(2));
        boolean enforced = !user.isAdmin() || arguments.count() <= 3 || arguments.bool(3);
        VirtualMachine vm = managed(user, arguments.integer(1));
        Attributes capacity = capacity(vm, given);
        allocator.authorizeResize(user, vm, capacity);
        boolean hot = requireResizable(vm);
        if (enforced && vm.state().holdsCapacity()) {
            requireRoom(vm, capacity);
        }
        if (lifecycle.changes().begin(vm, VmChange.RESIZE)) {
            lifecycle.changes().resize(user, vm, capacity);
        } else if (!hot && isCold(vm.shown())) {
            lifecycle.changes().resizeCold(user, vm, capacity);
            lifecycle.changed(vm);
        }
        return XmlRpcValue.of(vm.id());
    }

    /** Returns the wanted capacity: what is missing or zero stays as it is. */
    private static Attributes capacity(VirtualMachine vm, Attributes given) {
        Attributes capacity = new Attributes();
        for (String name : List.of("CPU", "MEMORY", "VCPU")) {
            String text = given.text(name);
            if (text.startsWith("-")) {
                throw new CloudException(
                        ErrorCode.INTERNAL,
                        name + " must be a positive " + (name.equals("CPU") ? "float or integer" : "integer")
                                + " value.");
            }
            if (!text.isEmpty() && !text.matches("0+(\\.0*)?")) {
                capacity.set(name, text);
            }
        }
        if (vm.isPinned()) {
            capacity.remove("CPU");
            if (capacity.has("VCPU")) {
                capacity.set("CPU", capacity.text("VCPU"));
            }
        }
        return capacity;
    }

    /** Checks the VM's state and driver, and returns whether the state that it shows asks for a change while it runs. */
    private static boolean requireResizable(VirtualMachine vm) {
        boolean hot = VmChange.RESIZE.isAllowedIn(vm.shown());
        if (!hot && !isCold(vm.shown())) {
            throw refused("Cannot resize a VM in state " + vm.shown());
        }
        if (hot && vm.isPinned()) {
            throw refused("Cannot resize a pinned VM");
        }
        if (hot && !vm.hasLiveResize()) {
            throw refused("Hotplug resize not supported by driver " + Documents.DRIVER);
        }
        return hot;
    }

    private static boolean isCold(ReportedState state) {
        return STATES_OF_COLD_RESIZE.contains(state.state());
    }

    /** Checks that the host has room for the growth of a VM that is on it. */
    private void requireRoom(VirtualMachine vm, Attributes capacity) {
        double cpu = capacity.has("CPU") ? Double.parseDouble(capacity.text("CPU")) : vm.cpu();
        long memory = capacity.has("MEMORY") ? Long.parseLong(capacity.text("MEMORY")) : vm.memoryMb();
        double cpuRoom = cloud.host().cpus() - cloud.hostUsage().cpu() + vm.cpu();
        long memoryRoom = cloud.host().memoryMb() - cloud.hostUsage().memoryMb() + vm.memoryMb();
        if (cpu > cpuRoom) {
            throw refused("Not enough CPU: " + Math.round(cpu * 100) + "/" + Math.round(cpuRoom * 100));
        }
        if (memory > memoryRoom) {
            throw refused("Not enough memory: " + memory * 1024 + "/" + memoryRoom * 1024);
        }
    }

    private XmlRpcValue resizeDisk(User user, Arguments arguments) {
        int diskId = arguments.integer(2);
        String asked = arguments.string(3);
        if (!asked.matches("[+-]?\\d{1,12}")) {
            throw refused("Disk SIZE is not a valid integer");
        }
        long sizeMb = Long.parseLong(asked);
        VirtualMachine vm = managed(user, arguments.integer(1));
        Vector disk = vm.disk(diskId).orElseThrow(() -> refused("VM disk does not exist"));
        long growthMb = sizeMb - Long.parseLong(disk.text("SIZE"));
        if (growthMb <= 0) {
            throw refused("New disk size has to be greater than current one");
        }
        allocator.authorizeDisks(user, vm, growthMb);
        if (!VmChange.DISK_RESIZE.isAllowedIn(vm.shown())) {
            throw refused("Could not resize disk for VM " + vm.id() + ", wrong state " + vm.shown() + ".");
        }
        if (lifecycle.changes().begin(vm, VmChange.DISK_RESIZE)) {
            lifecycle.changes().resizeDisk(user, vm, diskId, sizeMb);
        }
        return XmlRpcValue.of(cloud.release().answerToDiskChange(vm.id(), diskId));
    }

    private VirtualMachine managed(User user, int id) {
        VirtualMachine vm = cloud.vm(id);
        cloud.authorize(user, vm, Right.MANAGE);
        return vm;
    }

    private static CloudException refused(String reason) {
        return new CloudException(ErrorCode.ACTION, reason);
    }
}
