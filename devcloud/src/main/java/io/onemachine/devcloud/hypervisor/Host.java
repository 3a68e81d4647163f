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
}
