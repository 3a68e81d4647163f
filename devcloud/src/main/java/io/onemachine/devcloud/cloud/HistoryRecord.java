package io.onemachine.devcloud.cloud;

import org.jspecify.annotations.Nullable;

/** One stay of a VM on the host; each start begins a new one. Times are seconds since 1970, 0 when not yet. */
public final class HistoryRecord {

    private final int sequence;
    private long started;
    private long ended;
    private long prologStarted;
    private long prologEnded;
    private long runStarted;
    private long runEnded;
    private long epilogStarted;
    private long epilogEnded;
    private @Nullable VmAction action;
    private int actorId = -1;

    public HistoryRecord(int sequence) {
        this.sequence = sequence;
    }

    /** Returns a stored record, with the times in the order of {@link #times}. */
    public static HistoryRecord restore(int sequence, long[] times, @Nullable VmAction action, int actorId) {
        HistoryRecord history = new HistoryRecord(sequence);
        history.started = times[0];
        history.ended = times[1];
        history.prologStarted = times[2];
        history.prologEnded = times[3];
        history.runStarted = times[4];
        history.runEnded = times[5];
        history.epilogStarted = times[6];
        history.epilogEnded = times[7];
        history.action = action;
        history.actorId = actorId;
        return history;
    }

    public int sequence() {
        return sequence;
    }

    /** Returns start and end of the stay, the prolog, the run and the epilog. */
    public long[] times() {
        return new long[] {started, ended, prologStarted, prologEnded, runStarted, runEnded, epilogStarted, epilogEnded
        };
    }

    /** Returns the action that ends or ended this stay. */
    public @Nullable VmAction action() {
        return action;
    }

    /** Returns the id of the user who called the action; -1 for none. */
    public int actorId() {
        return actorId;
    }

    void act(VmAction by, int userId) {
        action = by;
        actorId = userId;
    }

    /** Records a new state of the VM. */
    void enter(VmState state, long now) {
        switch (state) {
            case PROLOG, PROLOG_RESUME, PROLOG_UNDEPLOY -> {
                started = now;
                prologStarted = now;
            }
            case BOOT, BOOT_STOPPED, BOOT_UNDEPLOY -> {
                prologEnded = now;
                runStarted = now;
            }
            case BOOT_POWEROFF, BOOT_SUSPENDED, BOOT_UNKNOWN -> {
                started = now;
                runStarted = now;
            }
            case EPILOG, EPILOG_STOP, EPILOG_UNDEPLOY -> {
                endRun(now);
                epilogStarted = now;
            }
            case POWEROFF, SUSPENDED, BOOT_FAILURE, PROLOG_FAILURE -> endRun(now);
            case STOPPED, UNDEPLOYED, DONE -> {
                endRun(now);
                if (epilogStarted != 0 && epilogEnded == 0) {
                    epilogEnded = now;
                }
                end(now);
            }
            case RUNNING -> {
                // The action that led to this stay is over; the one that will end it is not known yet.
                action = null;
                actorId = -1;
            }
            case PENDING,
                    HOLD,
                    UNKNOWN,
                    SAVE_STOP,
                    SAVE_SUSPEND,
                    SHUTDOWN,
                    SHUTDOWN_POWEROFF,
                    SHUTDOWN_UNDEPLOY,
                    HOTPLUG_SNAPSHOT,
                    HOTPLUG_RESIZE,
                    DISK_SNAPSHOT,
                    DISK_SNAPSHOT_DELETE,
                    DISK_SNAPSHOT_POWEROFF,
                    DISK_SNAPSHOT_REVERT_POWEROFF,
                    DISK_SNAPSHOT_DELETE_POWEROFF,
                    DISK_SNAPSHOT_SUSPENDED,
                    DISK_SNAPSHOT_DELETE_SUSPENDED,
                    DISK_RESIZE,
                    DISK_RESIZE_POWEROFF,
                    DISK_RESIZE_UNDEPLOYED -> {}
        }
    }

    /**
     * Ends this record by a change of the VM, which stays where it is, and returns the record that follows. That one has the action of
     * before, without its caller, as OpenNebula has it.
     */
    HistoryRecord continueAfter(VmAction change, int userId, long now) {
        HistoryRecord next = new HistoryRecord(sequence + 1);
        next.action = action;
        next.started = now;
        next.runStarted = now;
        next.runEnded = runEnded == 0 ? 0 : now;
        endRun(now);
        ended = now;
        act(change, userId);
        return next;
    }

    void end(long now) {
        if (ended == 0) {
            ended = now;
        }
    }

    private void endRun(long now) {
        if (runEnded == 0) {
            runEnded = now;
        }
    }
}
