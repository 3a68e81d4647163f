package io.onemachine.devcloud.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The snapshots of one disk: a tree, because the next one descends from the one that was created or reverted to last. No snapshot may lose
 * its parent ({@code ALLOW_ORPHANS="NO"}).
 *
 * <p>Not thread-safe.
 */
public final class DiskSnapshots {

    /** The id that stands for no snapshot. */
    public static final int NONE = -1;

    private final int diskId;
    private final List<DiskSnapshot> snapshots = new ArrayList<>();
    private int nextId;
    private int active = NONE;

    public DiskSnapshots(int diskId) {
        this.diskId = diskId;
    }

    /**
     * Returns stored snapshots.
     *
     * @param active the id of the active one, or {@link #NONE}
     */
    public static DiskSnapshots restore(int diskId, List<DiskSnapshot> stored, int nextId, int active) {
        DiskSnapshots snapshots = new DiskSnapshots(diskId);
        snapshots.snapshots.addAll(stored);
        snapshots.nextId = nextId;
        snapshots.active = active;
        return snapshots;
    }

    public int diskId() {
        return diskId;
    }

    /** Returns the snapshots, oldest first. */
    public List<DiskSnapshot> all() {
        return List.copyOf(snapshots);
    }

    public Optional<DiskSnapshot> find(int id) {
        return snapshots.stream().filter(snapshot -> snapshot.id() == id).findFirst();
    }

    /** Returns the ids of the snapshots that descend directly from one, oldest first. */
    public List<Integer> children(int id) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.parent() == id)
                .map(DiskSnapshot::id)
                .toList();
    }

    /** Returns the id of the next snapshot. */
    public int nextId() {
        return nextId;
    }

    /** Returns the id of the snapshot that the disk's present state descends from, or {@link #NONE}. */
    public int active() {
        return active;
    }

    public long totalMb() {
        return snapshots.stream().mapToLong(DiskSnapshot::sizeMb).sum();
    }

    /** Adds a snapshot, which is not active yet, and returns it. */
    public DiskSnapshot add(String name, long sizeMb, long now) {
        DiskSnapshot added = new DiskSnapshot(nextId, name, active, sizeMb, now);
        snapshots.add(added);
        nextId++;
        return added;
    }

    public void activate(int id) {
        active = id;
    }

    /** Removes a snapshot; what descends from it descends from its parent then. */
    public void remove(int id) {
        find(id).ifPresent(removed -> {
            snapshots.remove(removed);
            snapshots.replaceAll(
                    snapshot -> snapshot.parent() == id ? snapshot.withParent(removed.parent()) : snapshot);
            if (active == id) {
                active = removed.parent();
            }
        });
    }

    /** Returns why a snapshot cannot be deleted, in the front end's words; empty when it can. */
    public Optional<String> obstacleToDelete(int id) {
        Optional<DiskSnapshot> snapshot = find(id);
        if (snapshot.isEmpty()) {
            return Optional.of("Snapshot does not exist");
        }
        List<Integer> children = children(id);
        if (children.size() > 1) {
            return Optional.of("Cannot delete snapshot with more than one children");
        }
        if (children.isEmpty()) {
            return Optional.empty();
        }
        if (active == id) {
            return Optional.of("Cannot delete the active snapshot with children");
        }
        int child = children.getFirst();
        List<Integer> grandchildren = children(child);
        if (grandchildren.size() > 1 || (grandchildren.size() == 1 && active == child)) {
            return Optional.of("Cannot delete snapshot if child has children");
        }
        if (snapshot.get().parent() != NONE && children(snapshot.get().parent()).size() > 1) {
            return Optional.of("Cannot delete snapshot if parent has more than one child");
        }
        return Optional.empty();
    }
}
