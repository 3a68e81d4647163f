package io.onemachine.devcloud.state;

import com.google.gson.annotations.JsonAdapter;
import io.onemachine.devcloud.cloud.Attributes;
import io.onemachine.devcloud.cloud.HistoryRecord;
import io.onemachine.devcloud.cloud.ReportedState;
import io.onemachine.devcloud.cloud.VirtualMachine.Snapshot;
import io.onemachine.devcloud.cloud.VmAction;
import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.snapshot.DiskSnapshot;
import io.onemachine.devcloud.snapshot.DiskSnapshots;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of a VM. The names of components are its keys.
 *
 * @param mode the permissions as octal digits
 * @param diskSnapshots the snapshots of disks; missing when there has been none
 * @param shows the state that a user lets the VM show; missing when it shows its own
 */
@JsonAdapter(RequiredKeys.class)
record StoredVm(
        int id,
        String name,
        int owner,
        int group,
        String mode,
        String state,
        String resumesFrom,
        long created,
        long ended,
        String deployId,
        @JsonAdapter(AttributesAdapter.class) Attributes template,
        @JsonAdapter(AttributesAdapter.class) Attributes userTemplate,
        List<Stay> history,
        @OptionalKey @Nullable List<SnapshotsOfDisk> diskSnapshots,
        @OptionalKey @Nullable Shown shows) {

    static StoredVm of(Snapshot vm) {
        ReportedState pinned = vm.pinned();
        return new StoredVm(
                vm.id(),
                vm.name(),
                vm.ownerId(),
                vm.groupId(),
                StoredMode.of(vm.permissions()),
                vm.state().name(),
                vm.resumesFrom().name(),
                vm.created(),
                vm.ended(),
                vm.deployId(),
                vm.template(),
                vm.userTemplate(),
                vm.history().stream().map(Stay::of).toList(),
                vm.diskSnapshots().isEmpty()
                        ? null
                        : vm.diskSnapshots().stream().map(SnapshotsOfDisk::of).toList(),
                pinned == null ? null : new Shown(pinned.state(), pinned.lcmState()));
    }

    Snapshot restore() {
        return new Snapshot(
                id,
                name,
                owner,
                group,
                StoredMode.permissions(mode),
                VmState.valueOf(state),
                VmState.valueOf(resumesFrom),
                created,
                ended,
                deployId,
                template,
                userTemplate,
                history.stream().map(Stay::restore).toList(),
                diskSnapshots == null
                        ? List.of()
                        : diskSnapshots.stream().map(SnapshotsOfDisk::restore).toList(),
                shows == null ? null : new ReportedState(shows.state(), shows.lcmState()));
    }

    /** A state by its numbers. */
    @JsonAdapter(RequiredKeys.class)
    record Shown(int state, int lcmState) {}

    /**
     * The snapshots of a disk.
     *
     * @param active the id of the active one; -1 for none
     */
    @JsonAdapter(RequiredKeys.class)
    record SnapshotsOfDisk(int disk, int next, int active, List<StoredSnapshot> snapshots) {

        static SnapshotsOfDisk of(DiskSnapshots snapshots) {
            return new SnapshotsOfDisk(
                    snapshots.diskId(),
                    snapshots.nextId(),
                    snapshots.active(),
                    snapshots.all().stream().map(StoredSnapshot::of).toList());
        }

        DiskSnapshots restore() {
            return DiskSnapshots.restore(
                    disk, snapshots.stream().map(StoredSnapshot::restore).toList(), next, active);
        }
    }

    /**
     * A snapshot of a disk.
     *
     * @param parent the id of the snapshot that it descends from; -1 for none
     * @param size in MiB
     * @param created seconds since 1970
     */
    @JsonAdapter(RequiredKeys.class)
    record StoredSnapshot(int id, String name, int parent, long size, long created) {

        static StoredSnapshot of(DiskSnapshot snapshot) {
            return new StoredSnapshot(
                    snapshot.id(), snapshot.name(), snapshot.parent(), snapshot.sizeMb(), snapshot.created());
        }

        DiskSnapshot restore() {
            return new DiskSnapshot(id, name, parent, size, created);
        }
    }

    /**
     * A stay on the host.
     *
     * @param times in the order of {@link HistoryRecord#times}
     * @param action the code of the action that ends it
     * @param actor the id of the user who called the action; -1 for none
     */
    @JsonAdapter(RequiredKeys.class)
    record Stay(
            int sequence,
            List<Long> times,
            @OptionalKey @Nullable String action,
            int actor) {

        static Stay of(HistoryRecord stay) {
            VmAction action = stay.action();
            return new Stay(
                    stay.sequence(),
                    Arrays.stream(stay.times()).boxed().toList(),
                    action == null ? null : action.code(),
                    stay.actorId());
        }

        HistoryRecord restore() {
            return HistoryRecord.restore(
                    sequence,
                    times.stream().mapToLong(Long::longValue).toArray(),
                    action == null ? null : VmAction.recorded(action).orElseThrow(),
                    actor);
        }
    }
}
