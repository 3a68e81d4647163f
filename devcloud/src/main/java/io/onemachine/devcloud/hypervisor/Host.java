package io.onemachine.devcloud.hypervisor;

import java.time.Duration;

/** One running host. After it has ended, for whatever reason, every method but {@link #kill} fails. */
public interface Host {

    /** Asks the guest to shut down and waits for its end; when {@code grace} has passed the host is killed. */
    void shutdown(Duration grace) throws InterruptedException;

    /** Ends the host at once, as if its power was cut. Returns when it is gone; does nothing when it is gone already. */
    void kill() throws InterruptedException;

    /** Asks the guest to reboot and returns at once. */
    void reboot() throws InterruptedException;

    /** Cuts the power and boots again; returns when the guest has been started anew. */
    void reset() throws InterruptedException;

    /** Freezes every process of the guest; they go on at {@link #resume}. */
    void suspend() throws InterruptedException;

    void resume() throws InterruptedException;
}
