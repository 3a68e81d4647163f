package io.onemachine.devcloud.cloud;

import io.onemachine.devcloud.cloud.Attributes.Vector;
import io.onemachine.devcloud.snapshot.DiskSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A VM. The cloud's lock guards it: see {@link Cloud}. */
public final class VirtualMachine implements CloudObject {

    private final int id;
    private final long created;
    private int ownerId;
    private int groupId;
    private Permissions permissions;
    private String name;
    private Attributes template;
    private Attributes userTemplate;
    private final List<HistoryRecord> history;
    private final List<DiskSnapshots> diskSnapshots;
    private VmState state;
    private VmState resumesFrom;
    private String deployId;
    private long ended;
    private @Nullable ReportedState pinned;

    /**
     * The stored state of a VM.
     *
     * @param resumesFrom the state of a PENDING VM before it was resumed: PENDING, STOPPED or UNDEPLOYED
     * @param created seconds since 1970
     * @param ended when it became DONE, seconds since 1970; 0 before
     * @param pinned the state it shows instead of its own
     */
    public record Snapshot(
            int id,
            String name,
            int ownerId,
            int groupId,
            Permissions permissions,
            VmState state,
            VmState resumesFrom,
            long created,
            long ended,
            String deployId,
            Attributes template,
            Attributes userTemplate,
            List<HistoryRecord> history,
            List<DiskSnapshots> diskSnapshots,
            @Nullable ReportedState pinned) {}

    public VirtualMachine(Snapshot snapshot) {
        this.id = snapshot.id();
        this.name = snapshot.name();
        this.ownerId = snapshot.ownerId();
        this.groupId = snapshot.groupId();
        this.permissions = snapshot.permissions();
        this.state = snapshot.state();
        this.resumesFrom = snapshot.resumesFrom();
        this.created = snapshot.created();
        this.ended = snapshot.ended();
        this.deployId = snapshot.deployId();
        this.template = snapshot.template();
        this.userTemplate = snapshot.userTemplate();
        this.history = new ArrayList<>(snapshot.history());
        this.diskSnapshots = new ArrayList<>(snapshot.diskSnapshots());
        this.pinned = snapshot.pinned();
    }

    public Snapshot snapshot() {
        return new Snapshot(
                id,
                name,
                ownerId,
                groupId,
                permissions,
                state,
                resumesFrom,
                created,
                ended,
                deployId,
                template,
                userTemplate,
                List.copyOf(history),
                List.copyOf(diskSnapshots),
                pinned);
    }

    @Override
    public Kind kind() {
        return Kind.VM;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    public void rename(String newName) {
        name = newName;
    }

    @Override
    public int ownerId() {
        return ownerId;
    }

    @Override
    public int groupId() {
        return groupId;
    }

    @Override
    public Permissions permissions() {
        return permissions;
    }

    public void permissions(Permissions newPermissions) {
        permissions = newPermissions;
    }

    /** Changes owner and group. */
    public void giveTo(int newOwnerId, int newGroupId) {
        ownerId = newOwnerId;
        groupId = newGroupId;
    }

    public VmState state() {
        return state;
    }

    /** Returns the state it shows: its own, unless an override is set. */
    public ReportedState shown() {
        return pinned == null ? ReportedState.of(state) : pinned;
    }

    /** Returns whether an override is set. */
    public boolean hasOverride() {
        return pinned != null;
    }

    /** Shows another state, whatever the VM does, until {@link #clearOverride}. */
    public void overrideState(ReportedState other) {
        pinned = other;
    }

    public void clearOverride() {
        pinned = null;
    }

    /** Returns its creation time, seconds since 1970. */
    public long created() {
        return created;
    }

    /** Returns when it became DONE, seconds since 1970; 0 before. */
    public long ended() {
        return ended;
    }

    /** Returns the hypervisor's name for it; empty before its first start. */
    public String deployId() {
        return deployId;
    }

    public void deployId(String newDeployId) {
        deployId = newDeployId;
    }

    /** Returns the cloud's attributes: disks, cards, capacity, context. */
    public Attributes template() {
        return template;
    }

    public void template(Attributes newTemplate) {
        template = newTemplate;
    }

    /** Returns the attributes set by users, and the cloud's messages. */
    public Attributes userTemplate() {
        return userTemplate;
    }

    public void userTemplate(Attributes newTemplate) {
        userTemplate = newTemplate;
    }

    public List<HistoryRecord> history() {
        return List.copyOf(history);
    }

    /** Returns the state of a PENDING VM before it was resumed: PENDING, STOPPED or UNDEPLOYED. */
    public VmState resumesFrom() {
        return resumesFrom;
    }

    /** Enters a state at a time, seconds since 1970. */
    public void enter(VmState next, long now) {
        if (next.beginsStay() && !state.isActive()) {
            beginStay(now);
        } else if (next == VmState.PENDING) {
            boolean keptDisk = state == VmState.STOPPED || state == VmState.UNDEPLOYED;
            resumesFrom = keptDisk ? state : VmState.PENDING;
        } else if (next == VmState.DONE) {
            ended = now;
        }
        state = next;
        if (!history.isEmpty()) {
            history.getLast().enter(next, now);
        }
    }

    /** Records in the history who ends the present stay and how. */
    public void act(VmAction action, int userId) {
        if (!history.isEmpty()) {
            history.getLast().act(action, userId);
        }
    }

    /** Returns whether its driver changes the capacity of running VMs. */
    public boolean hasLiveResize() {
        return !userTemplate.text("ONEMACHINE_LIVE_RESIZE").equalsIgnoreCase("NO");
    }

    /** Returns whether its driver keeps snapshots of the whole VM when it stops running. */
    public boolean keepsSnapshots() {
        return !userTemplate.text("ONEMACHINE_KEEP_SNAPSHOTS").equalsIgnoreCase("NO");
    }

    /** Returns whether its CPUs are pinned to those of the host. */
    public boolean isPinned() {
        return template.vector("TOPOLOGY")
                .map(topology -> topology.text("PIN_POLICY"))
                .filter(policy -> !policy.isEmpty() && !policy.equalsIgnoreCase("NONE"))
                .isPresent();
    }

    /** Ends the present record of the history by a change of the VM, and begins another one. */
    public void recordChange(VmAction change, int userId, long now) {
        if (!history.isEmpty()) {
            history.add(history.getLast().continueAfter(change, userId, now));
        }
    }

    /** Returns the snapshots of the disks that have had any, in the order of their first ones. */
    public List<DiskSnapshots> diskSnapshots() {
        return List.copyOf(diskSnapshots);
    }

    /** Returns the snapshots of a disk; empty when it never had one. */
    public Optional<DiskSnapshots> snapshotsOf(int diskId) {
        return diskSnapshots.stream()
                .filter(snapshots -> snapshots.diskId() == diskId)
                .findFirst();
    }

    /** Adds a disk to those with snapshots. */
    public DiskSnapshots addSnapshotsOf(int diskId) {
        DiskSnapshots added = new DiskSnapshots(diskId);
        diskSnapshots.add(added);
        return added;
    }

    /** Returns a disk of the template. */
    public Optional<Vector> disk(int diskId) {
        return template.vectors("DISK").stream()
                .filter(disk -> disk.text("DISK_ID").equals(Integer.toString(diskId)))
                .findFirst();
    }

    /** Begins a new stay of a VM that keeps running: its poweroff failed, or it was seen running again. */
    public void beginStay(long now) {
        if (!history.isEmpty()) {
            history.getLast().end(now);
        }
        history.add(new HistoryRecord(history.size()));
    }

    /** Returns the CPU and memory it uses while it is not DONE. */
    public Quota.Usage usage() {
        return new Quota.Usage(1, memoryMb(), cpu());
    }

    /** Returns its use of its owner's quotas. */
    public Quota.Use use() {
        if (state == VmState.DONE) {
            return Quota.Use.NONE;
        }
        return new Quota.Use(usage(), state.countsAsRunning() ? usage() : Quota.Usage.NONE, diskMb(template));
    }

    /** Returns the size in MiB of the disks of a VM with this template, whose disks are complete, and of all its snapshots. */
    public static long diskMb(Attributes template) {
        long disks = template.vectors("DISK").stream()
                .filter(disk -> disk.has("SIZE") && !disk.text("CLONE").equals("NO"))
                .mapToLong(disk -> Long.parseLong(disk.text("SIZE")) + number(disk, "DISK_SNAPSHOT_TOTAL_SIZE"))
                .sum();
        return disks
                + template.vectors("SNAPSHOT").stream()
                        .mapToLong(snapshot -> number(snapshot, "SYSTEM_DISK_SIZE"))
                        .sum();
    }

    private static long number(Vector vector, String name) {
        return vector.text(name).matches("\\d{1,12}") ? Long.parseLong(vector.text(name)) : 0;
    }

    public long memoryMb() {
        return Long.parseLong(template.text("MEMORY"));
    }

    public double cpu() {
        return Double.parseDouble(template.text("CPU"));
    }
}
