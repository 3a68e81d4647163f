package io.onemachine.devcloud.api;

import io.onemachine.devcloud.allocation.Allocator;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.CloudException;
import io.onemachine.devcloud.cloud.ErrorCode;
import io.onemachine.devcloud.cloud.Permissions.Right;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.lifecycle.Lifecycle;
import io.onemachine.devcloud.lifecycle.VmChange;
import io.onemachine.devcloud.snapshot.DiskSnapshot;
import io.onemachine.devcloud.snapshot.DiskSnapshots;
import io.onemachine.opennebula.xmlrpc.XmlRpcValue;
import java.util.Map;

/** {@code one.vm.snapshot…} and {@code one.vm.disksnapshot…}: snapshots of whole VMs and of their disks. */
final class SnapshotMethods {

    private final Cloud cloud;
    private final Allocator allocator;
    private final Lifecycle lifecycle;

    SnapshotMethods(Cloud cloud, Allocator allocator, Lifecycle lifecycle) {
        this.cloud = cloud;
        this.allocator = allocator;
        this.lifecycle = lifecycle;
    }

    Map<String, Method> methods() {
        return Map.of(
                "one.vm.snapshotcreate", this::create,
                "one.vm.snapshotrevert", this::revert,
                "one.vm.snapshotdelete", this::delete,
                "one.vm.disksnapshotcreate", this::createOfDisk,
                "one.vm.disksnapshotrevert", this::revertDisk,
                "one.vm.disksnapshotdelete", this::deleteOfDisk);
    }

    private XmlRpcValue create(User user, Arguments arguments) {
        String name = arguments.string(2);
        VirtualMachine vm = managed(user, arguments.integer(1));
        Vector snapshot = lifecycle.changes().newSnapshot(vm, name);
        allocator.authorizeDisks(user, vm, Long.parseLong(snapshot.text("SYSTEM_DISK_SIZE")));
        require(VmChange.SNAPSHOT_CREATE, vm, "Could not create a new snapshot for VM " + vm.id());
        if (lifecycle.changes().begin(vm, VmChange.SNAPSHOT_CREATE)) {
            lifecycle.changes().createSnapshot(vm, snapshot);
        }
        return XmlRpcValue.of(Integer.parseInt(snapshot.text("SNAPSHOT_ID")));
    }

    private XmlRpcValue revert(User user, Arguments arguments) {
        int id = arguments.integer(2);
        VirtualMachine vm = managed(user, arguments.integer(1));
        String what = "Could not revert VM " + vm.id() + " to snapshot " + id;
        require(VmChange.SNAPSHOT_REVERT, vm, what);
        Vector snapshot = snapshot(vm, id, what);
        if (lifecycle.changes().begin(vm, VmChange.SNAPSHOT_REVERT)) {
            lifecycle.changes().revert(vm, snapshot);
        }
        return XmlRpcValue.of(vm.id());
    }

    private XmlRpcValue delete(User user, Arguments arguments) {
        int id = arguments.integer(2);
        VirtualMachine vm = managed(user, arguments.integer(1));
        String what = "Could not delete snapshot " + id + " for VM " + vm.id();
        require(VmChange.SNAPSHOT_DELETE, vm, what);
        Vector snapshot = snapshot(vm, id, what);
        if (lifecycle.changes().begin(vm, VmChange.SNAPSHOT_DELETE)) {
            lifecycle.changes().deleteSnapshot(vm, snapshot);
        }
        return XmlRpcValue.of(vm.id());
    }

    private XmlRpcValue createOfDisk(User user, Arguments arguments) {
        int diskId = arguments.integer(2);
        String name = arguments.string(3);
        VirtualMachine vm = managed(user, arguments.integer(1));
        Vector disk = disk(vm, diskId, "Cannot make snapshots on disks of type: ");
        allocator.authorizeDisks(user, vm, Long.parseLong(disk.text("SIZE")));
        require(VmChange.DISK_SNAPSHOT_CREATE, vm, "Could not create a new snapshot for VM " + vm.id());
        int id = vm.snapshotsOf(diskId).map(DiskSnapshots::nextId).orElse(0);
        if (lifecycle.changes().begin(vm, VmChange.DISK_SNAPSHOT_CREATE)) {
            lifecycle.changes().createDiskSnapshot(user, vm, diskId, name);
        }
        return XmlRpcValue.of(id);
    }

    private XmlRpcValue revertDisk(User user, Arguments arguments) {
        int diskId = arguments.integer(2);
        int id = arguments.integer(3);
        VirtualMachine vm = managed(user, arguments.integer(1));
        disk(vm, diskId, "Snapshots are not supported on disks of type: ");
        require(VmChange.DISK_SNAPSHOT_REVERT, vm, "Could not revert to disk snapshot for VM " + vm.id());
        DiskSnapshots snapshots = snapshots(vm, diskId);
        DiskSnapshot snapshot = snapshots
                .find(id)
                .orElseThrow(() -> refused("Disk id (" + diskId + ") or snapshot id (" + id + ") is not valid."));
        if (lifecycle.changes().begin(vm, VmChange.DISK_SNAPSHOT_REVERT)) {
            lifecycle.changes().revertDisk(user, vm, snapshots, snapshot);
        }
        return XmlRpcValue.of(cloud.release().answerToDiskChange(vm.id(), id));
    }

    private XmlRpcValue deleteOfDisk(User user, Arguments arguments) {
        int diskId = arguments.integer(2);
        int id = arguments.integer(3);
        VirtualMachine vm = managed(user, arguments.integer(1));
        disk(vm, diskId, "Snapshots are not supported on disks of type: ");
        require(VmChange.DISK_SNAPSHOT_DELETE, vm, "Could not delete disk snapshot from VM " + vm.id());
        DiskSnapshots snapshots = snapshots(vm, diskId);
        snapshots.obstacleToDelete(id).ifPresent(reason -> {
            throw refused(reason);
        });
        if (lifecycle.changes().begin(vm, VmChange.DISK_SNAPSHOT_DELETE)) {
            lifecycle
                    .changes()
                    .deleteDiskSnapshot(user, vm, snapshots, snapshots.find(id).orElseThrow());
        }
        return XmlRpcValue.of(cloud.release().answerToDiskChange(vm.id(), id));
    }

    private VirtualMachine managed(User user, int id) {
        VirtualMachine vm = cloud.vm(id);
        cloud.authorize(user, vm, Right.MANAGE);
        return vm;
    }

    /** Checks the state that a VM shows. */
    private static void require(VmChange change, VirtualMachine vm, String what) {
        if (!change.isAllowedIn(vm.shown())) {
            throw refused(what + ", wrong state " + vm.shown() + ".");
        }
    }

    private Vector snapshot(VirtualMachine vm, int id, String what) {
        return lifecycle.changes().snapshot(vm, id).orElseThrow(() -> refused(what + ", it does not exist."));
    }

    /** Returns a disk that can have snapshots: one of an image. */
    private static Vector disk(VirtualMachine vm, int diskId, String otherwise) {
        Vector disk = vm.disk(diskId).orElseThrow(() -> refused("VM disk does not exist"));
        if (!disk.has("IMAGE_ID")) {
            throw refused(otherwise + disk.text("TYPE"));
        }
        return disk;
    }

    private static DiskSnapshots snapshots(VirtualMachine vm, int diskId) {
        return vm.snapshotsOf(diskId).orElseThrow(() -> refused("Snapshot does not exist"));
    }

    private static CloudException refused(String reason) {
        return new CloudException(ErrorCode.ACTION, reason);
    }
}
