package io.onemachine.devcloud.lifecycle;

import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.cloud.Cloud;
import io.onemachine.devcloud.cloud.User;
import io.onemachine.devcloud.cloud.VirtualMachine;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.KeptDisks;
import io.onemachine.devcloud.snapshot.DiskSnapshot;
import io.onemachine.devcloud.snapshot.DiskSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes VMs that exist: their capacity while they run, their disks and snapshots. What a call may not do its caller has refused already.
 * Each method is called inside {@link Cloud#locked}, changes the VM's state and documents at once as OpenNebula does, and does the rest in
 * the background; when that fails, what was before is back, and the reason is in the VM's {@code ERROR}.
 */
public final class VmChanges {

    /** The attribute of a VM that is being resized: its capacity before. */
    private static final String RESIZE = "RESIZE";

    private static final String SNAPSHOT = "SNAPSHOT";
    private static final String SNAPSHOT_ID = "SNAPSHOT_ID";
    private static final String SIZE_BEFORE = "SIZE_PREV";
    private static final List<String> CAPACITY = List.of("CPU", "MEMORY", "VCPU");

    private final Cloud cloud;
    private final TransitionDelays transitionDelays;
    private final VmRecords records;
    private final Hosts hosts;
    private final BackgroundTasks backgroundTasks;
    private final VmFaults faults;

    VmChanges(
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

    /** A step on the VM's host or disk. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    /**
     * Ends an override, whose state has allowed a change, and returns whether the VM's own state allows it too: otherwise the change has no
     * other effect.
     */
    public boolean begin(VirtualMachine vm, VmChange change) {
        if (vm.hasOverride()) {
            vm.clearOverride();
            records.save(vm);
        }
        return change.isAllowedIn(vm.state());
    }

    /** Changes the capacity of a VM that does not run: at once. */
    public void resizeCold(User user, VirtualMachine vm, Attributes capacity) {
        capacity.forEach((name, value) -> vm.template().set(name, List.of(value)));
        if (vm.state() == VmState.POWEROFF) {
            vm.recordChange(VmAction.RESIZE, user.id(), records.now());
        }
        records.save(vm);
    }

    /** Changes the capacity of a VM that runs. */
    public void resize(User user, VirtualMachine vm, Attributes capacity) {
        Vector before = new Vector();
        CAPACITY.stream()
                .filter(vm.template()::has)
                .forEach(name -> before.with(name, vm.template().text(name)));
        boolean changes = capacity.names().stream()
                .anyMatch(name -> !capacity.text(name).equals(vm.template().text(name)));
        if (!changes) {
            vm.recordChange(VmAction.RESIZE, user.id(), records.now());
            records.save(vm);
            return;
        }
        vm.template().set(RESIZE, List.of(before));
        capacity.forEach((name, value) -> vm.template().set(name, List.of(value)));
        vm.recordChange(VmAction.RESIZE, user.id(), records.now());
        long memoryMb = vm.memoryMb();
        Optional<String> obstacle = aboveMaximum(vm);
        run(
                vm,
                VmChange.RESIZE,
                () -> {
                    if (obstacle.isPresent()) {
                        throw new HypervisorException(obstacle.get());
                    }
                    hosts.resize(vm, memoryMb);
                },
                () -> vm.template().remove(RESIZE),
                () -> {
                    CAPACITY.forEach(name -> restore(vm.template(), name, before.text(name)));
                    vm.template().remove(RESIZE);
                });
    }

    /** Grows a disk. */
    public void resizeDisk(User user, VirtualMachine vm, int diskId, long sizeMb) {
        Vector disk = vm.disk(diskId).orElseThrow();
        String before = disk.text("SIZE");
        disk.with(SIZE_BEFORE, before).with("SIZE", Long.toString(sizeMb));
        if (vm.state() != VmState.UNDEPLOYED) {
            vm.recordChange(VmAction.DISK_RESIZE, user.id(), records.now());
        }
        run(
                vm,
                VmChange.DISK_RESIZE,
                () -> hosts.growDisk(vm, diskId, sizeMb),
                () -> disk.texts().remove(SIZE_BEFORE),
                () -> {
                    disk.with("SIZE", before);
                    disk.texts().remove(SIZE_BEFORE);
                });
    }

    /** Returns the snapshot that would be created now, before anything has changed. */
    public Vector newSnapshot(VirtualMachine vm, String name) {
        int id = 1
                + vm.template().vectors(SNAPSHOT).stream()
                        .mapToInt(snapshot -> Integer.parseInt(snapshot.text(SNAPSHOT_ID)))
                        .max()
                        .orElse(-1);
        return new Vector()
                .with(SNAPSHOT_ID, Integer.toString(id))
                .with("NAME", name.isEmpty() ? "snapshot-" + id : name)
                .with("TIME", Long.toString(records.now()))
                .with("HYPERVISOR_ID", "")
                .with("SYSTEM_DISK_SIZE", Long.toString(vm.memoryMb()));
    }

    /** Creates a snapshot of the whole VM. */
    public void createSnapshot(VirtualMachine vm, Vector snapshot) {
        String kept = kept(snapshot);
        vm.template().add(SNAPSHOT, snapshot);
        markActive(snapshot, "CREATE");
        run(
                vm,
                VmChange.SNAPSHOT_CREATE,
                () -> hosts.keep(vm, kept, KeptDisks.ALL),
                () -> {
                    snapshot.with("HYPERVISOR_ID", "snap-" + snapshot.text(SNAPSHOT_ID));
                    clearActive(snapshot);
                },
                () -> remove(vm, snapshot));
    }

    /** Returns a snapshot of the whole VM. */
    public Optional<Vector> snapshot(VirtualMachine vm, int id) {
        return vm.template().vectors(SNAPSHOT).stream()
                .filter(snapshot -> snapshot.text(SNAPSHOT_ID).equals(Integer.toString(id)))
                .findFirst();
    }

    /** Brings a VM back to a snapshot. */
    public void revert(VirtualMachine vm, Vector snapshot) {
        String kept = kept(snapshot);
        markActive(snapshot, "REVERT");
        run(
                vm,
                VmChange.SNAPSHOT_REVERT,
                () -> hosts.revert(vm, kept),
                () -> clearActive(snapshot),
                () -> clearActive(snapshot));
    }

    /** Deletes a snapshot of the whole VM. */
    public void deleteSnapshot(VirtualMachine vm, Vector snapshot) {
        String kept = kept(snapshot);
        markActive(snapshot, "DELETE");
        run(
                vm,
                VmChange.SNAPSHOT_DELETE,
                () -> hosts.forget(vm, kept),
                () -> remove(vm, snapshot),
                () -> clearActive(snapshot));
    }

    /** Creates a snapshot of a disk and returns its id. */
    public int createDiskSnapshot(User user, VirtualMachine vm, int diskId, String name) {
        Vector disk = vm.disk(diskId).orElseThrow();
        DiskSnapshots snapshots = vm.snapshotsOf(diskId).orElseGet(() -> vm.addSnapshotsOf(diskId));
        DiskSnapshot added = snapshots.add(name, Long.parseLong(disk.text("SIZE")), records.now());
        setTotal(disk, snapshots);
        beginOf(disk, added.id());
        vm.recordChange(VmAction.DISK_SNAPSHOT_CREATE, user.id(), records.now());
        run(
                vm,
                VmChange.DISK_SNAPSHOT_CREATE,
                () -> hosts.keepDisk(vm, diskId, kept(diskId, added.id())),
                () -> {
                    snapshots.activate(added.id());
                    endOf(disk);
                },
                () -> {
                    snapshots.remove(added.id());
                    setTotal(disk, snapshots);
                    endOf(disk);
                });
        return added.id();
    }

    /** Brings a disk back to a snapshot. */
    public void revertDisk(User user, VirtualMachine vm, DiskSnapshots snapshots, DiskSnapshot snapshot) {
        Vector disk = vm.disk(snapshots.diskId()).orElseThrow();
        beginOf(disk, snapshot.id());
        vm.recordChange(VmAction.DISK_SNAPSHOT_REVERT, user.id(), records.now());
        run(
                vm,
                VmChange.DISK_SNAPSHOT_REVERT,
                () -> hosts.revertDisk(vm, snapshots.diskId(), kept(snapshots.diskId(), snapshot.id())),
                () -> {
                    disk.with("SIZE", Long.toString(snapshot.sizeMb()));
                    snapshots.activate(snapshot.id());
                    endOf(disk);
                },
                () -> endOf(disk));
    }

    /** Deletes a snapshot of a disk. */
    public void deleteDiskSnapshot(User user, VirtualMachine vm, DiskSnapshots snapshots, DiskSnapshot snapshot) {
        Vector disk = vm.disk(snapshots.diskId()).orElseThrow();
        beginOf(disk, snapshot.id());
        vm.recordChange(VmAction.DISK_SNAPSHOT_DELETE, user.id(), records.now());
        run(
                vm,
                VmChange.DISK_SNAPSHOT_DELETE,
                () -> hosts.forget(vm, kept(snapshots.diskId(), snapshot.id())),
                () -> {
                    snapshots.remove(snapshot.id());
                    setTotal(disk, snapshots);
                    endOf(disk);
                },
                () -> endOf(disk));
    }

    /**
     * Ends a change that the end of the cloud interrupted. A snapshot that was being created is incomplete and gone, one that was being
     * deleted is gone; new sizes count from the next boot on.
     */
    void settle(VirtualMachine vm) {
        vm.template().remove(RESIZE);
        for (Vector snapshot : vm.template().vectors(SNAPSHOT)) {
            String action = snapshot.text("ACTION");
            if (action.equals("CREATE") || action.equals("DELETE")) {
                remove(vm, snapshot);
            }
            clearActive(snapshot);
        }
        for (Vector disk : vm.template().vectors("DISK")) {
            disk.texts().remove(SIZE_BEFORE);
            if (disk.has("DISK_SNAPSHOT_ACTIVE")) {
                boolean reverts = vm.state() == VmState.DISK_SNAPSHOT_REVERT_POWEROFF;
                int id = Integer.parseInt(disk.text("DISK_SNAPSHOT_ID"));
                vm.snapshotsOf(Integer.parseInt(disk.text("DISK_ID")))
                        .filter(any -> !reverts)
                        .ifPresent(snapshots -> {
                            snapshots.remove(id);
                            setTotal(disk, snapshots);
                        });
                endOf(disk);
            }
        }
    }

    private void run(VirtualMachine vm, VmChange change, Work work, Runnable whenDone, Runnable whenFailed) {
        VmState from = vm.state();
        records.enter(vm, change.during(from));
        backgroundTasks.run(change.title() + " of VM " + vm.id(), () -> {
            Optional<String> failure = Optional.empty();
            try {
                transitionDelays.inTransition();
                faults.at(change.phase(), vm);
                work.run();
            } catch (HypervisorException e) {
                failure = Optional.of(change.title() + ": " + e.getMessage());
            }
            Optional<String> message = failure;
            cloud.locked(() -> {
                message.ifPresentOrElse(
                        text -> {
                            whenFailed.run();
                            records.setMessage(vm, "ERROR", text);
                        },
                        whenDone);
                records.enter(vm, from);
                hosts.noteEndOf(vm);
            });
        });
    }

    /** Returns why the host cannot have the new capacity of its VM: a guest has no more than it was started for. */
    private static Optional<String> aboveMaximum(VirtualMachine vm) {
        for (String name : List.of("MEMORY", "VCPU")) {
            String maximum = vm.template().text(name + "_MAX");
            String wanted = vm.template().text(name);
            if (maximum.matches("\\d{1,12}")
                    && wanted.matches("\\d{1,12}")
                    && Long.parseLong(wanted) > Long.parseLong(maximum)) {
                return Optional.of(
                        "cannot set " + name + " to " + wanted + ", which is higher than " + name + "_MAX " + maximum);
            }
        }
        return Optional.empty();
    }

    private static void restore(Attributes template, String name, String text) {
        if (text.isEmpty()) {
            template.remove(name);
        } else {
            template.set(name, text);
        }
    }

    private static void markActive(Vector snapshot, String action) {
        snapshot.with("ACTIVE", "YES").with("ACTION", action);
    }

    private static void clearActive(Vector snapshot) {
        snapshot.texts().remove("ACTIVE");
        snapshot.texts().remove("ACTION");
    }

    private static void remove(VirtualMachine vm, Vector snapshot) {
        List<Vector> rest = new ArrayList<>(vm.template().vectors(SNAPSHOT));
        rest.remove(snapshot);
        vm.template().set(SNAPSHOT, rest);
    }

    private static void beginOf(Vector disk, int snapshotId) {
        disk.with("DISK_SNAPSHOT_ACTIVE", "YES").with("DISK_SNAPSHOT_ID", Integer.toString(snapshotId));
    }

    private static void endOf(Vector disk) {
        disk.texts().remove("DISK_SNAPSHOT_ACTIVE");
        disk.texts().remove("DISK_SNAPSHOT_ID");
    }

    private static void setTotal(Vector disk, DiskSnapshots snapshots) {
        disk.with("DISK_SNAPSHOT_TOTAL_SIZE", Long.toString(snapshots.totalMb()));
    }

    /** Returns the name under which a snapshot of the whole VM is kept. */
    private static String kept(Vector snapshot) {
        return "vm-" + snapshot.text(SNAPSHOT_ID);
    }

    private static String kept(int diskId, int snapshotId) {
        return "disk-" + diskId + "-" + snapshotId;
    }
}
