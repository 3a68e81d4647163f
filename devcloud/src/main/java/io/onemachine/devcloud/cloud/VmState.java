package io.onemachine.devcloud.cloud;

/** The states that a VM of this cloud passes through, with OpenNebula's numbers for {@code STATE} and {@code LCM_STATE}. */
public enum VmState {
    PENDING(1, 0),
    HOLD(2, 0),
    PROLOG(3, 1),
    BOOT(3, 2),
    RUNNING(3, 3),
    SAVE_STOP(3, 5),
    SAVE_SUSPEND(3, 6),
    PROLOG_RESUME(3, 9),
    EPILOG_STOP(3, 10),
    EPILOG(3, 11),
    SHUTDOWN(3, 12),
    UNKNOWN(3, 16),
    SHUTDOWN_POWEROFF(3, 18),
    BOOT_UNKNOWN(3, 19),
    BOOT_POWEROFF(3, 20),
    BOOT_SUSPENDED(3, 21),
    BOOT_STOPPED(3, 22),
    SHUTDOWN_UNDEPLOY(3, 29),
    EPILOG_UNDEPLOY(3, 30),
    PROLOG_UNDEPLOY(3, 31),
    BOOT_UNDEPLOY(3, 32),
    BOOT_FAILURE(3, 36),
    PROLOG_FAILURE(3, 39),
    STOPPED(4, 0),
    SUSPENDED(5, 0),
    DONE(6, 0),
    POWEROFF(8, 0),
    UNDEPLOYED(9, 0);

    private static final int ACTIVE = 3;

    private final int state;
    private final int lcmState;

    VmState(int state, int lcmState) {
        this.state = state;
        this.lcmState = lcmState;
    }

    /** Returns the number in {@code STATE}. */
    public int number() {
        return state;
    }

    /** Returns the number in {@code LCM_STATE}. */
    public int lcmNumber() {
        return lcmState;
    }

    /** Returns whether it is on the host, running or in transition. */
    public boolean isActive() {
        return state == ACTIVE;
    }

    /** Returns whether CPU and memory of the host are reserved for it. */
    public boolean holdsCapacity() {
        return isActive() || this == SUSPENDED || this == POWEROFF;
    }

    /** Returns whether the VM enters the host with this state. */
    boolean beginsStay() {
        return switch (this) {
            case PROLOG, PROLOG_RESUME, PROLOG_UNDEPLOY, BOOT_POWEROFF, BOOT_SUSPENDED -> true;
            case PENDING,
                    HOLD,
                    BOOT,
                    RUNNING,
                    SAVE_STOP,
                    SAVE_SUSPEND,
                    EPILOG_STOP,
                    EPILOG,
                    SHUTDOWN,
                    UNKNOWN,
                    SHUTDOWN_POWEROFF,
                    BOOT_UNKNOWN,
                    BOOT_STOPPED,
                    SHUTDOWN_UNDEPLOY,
                    EPILOG_UNDEPLOY,
                    BOOT_UNDEPLOY,
                    BOOT_FAILURE,
                    PROLOG_FAILURE,
                    STOPPED,
                    SUSPENDED,
                    DONE,
                    POWEROFF,
                    UNDEPLOYED -> false;
        };
    }

    /** Returns the state after an outage of the cloud during this state, because the host is gone. */
    public VmState afterOutage() {
        return switch (this) {
            case PENDING, HOLD, STOPPED, SUSPENDED, DONE, POWEROFF, UNDEPLOYED, BOOT_FAILURE, PROLOG_FAILURE -> this;
            case PROLOG, PROLOG_RESUME, PROLOG_UNDEPLOY -> PROLOG;
            case BOOT, RUNNING, UNKNOWN, BOOT_UNKNOWN, BOOT_POWEROFF, BOOT_SUSPENDED, BOOT_STOPPED, BOOT_UNDEPLOY ->
                BOOT;
            case SAVE_STOP, EPILOG_STOP -> STOPPED;
            case SAVE_SUSPEND -> SUSPENDED;
            case SHUTDOWN, EPILOG -> DONE;
            case SHUTDOWN_POWEROFF -> POWEROFF;
            case SHUTDOWN_UNDEPLOY, EPILOG_UNDEPLOY -> UNDEPLOYED;
        };
    }
}
