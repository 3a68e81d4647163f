package io.onemachine.devcloud.hypervisor;

import java.time.Duration;

/** A running host. After it has ended, every method but {@link #kill} fails. */
public interface Host {

    /** Asks the guest to shut down and waits for its end; after {@code grace} the host is killed. */
    void shutdown(Duration grace) throws InterruptedException;

    /** Kills the host at once, as a power cut would. Returns when it is gone; does nothing when it is gone already. */
    void kill() throws InterruptedException;

    /** Asks the guest to reboot and returns at once. */
    void reboot() throws InterruptedException;

    /** Cuts the power and boots again; returns when the guest has restarted. */
    void reset() throws InterruptedException;

    /** Freezes every process of the guest until {@link #resume}. */
    void suspend() throws InterruptedException;

    void resume() throws InterruptedException;

    /**
     * Changes the size of its memory without a restart.
     *
     * @throws HypervisorException when it cannot have that much or that little; the size is as before then
     */
    void resize(long memoryMb) throws InterruptedException;

    /**
     * Grows a volatile disk, with its file system, without a restart.
     *
     * @param index its place in {@link HostSpec#volatileDisksMb}
     */
    void growVolatileDisk(int index, long sizeMb) throws InterruptedException;

    /** Keeps the present state of its disks under a name, in place of an earlier one; the guest stands still meanwhile. */
    void keep(String snapshot, KeptDisks disks) throws InterruptedException;

    /**
     * Brings back the disks that were kept under a name and boots from them; returns when the guest has restarted.
     *
     * @throws HypervisorException when nothing is kept under that name
     */
    void revert(String snapshot) throws InterruptedException;
}
