package io.onemachine.machine.certificate;

import io.onemachine.machine.error.OperationInterruptedException;
import java.security.KeyPair;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A key pair that is being made beside other work: finding two large primes takes up to half a second. */
public final class PendingKeyPair {
    private final FutureTask<KeyPair> task = new FutureTask<>(CertificateMaker::newKeyPair);

    private PendingKeyPair() {}

    /** Begins. */
    public static PendingKeyPair start() {
        PendingKeyPair pending = new PendingKeyPair();
        Thread.ofPlatform().daemon().name("key-pair").start(pending.task);
        return pending;
    }

    /**
     * Waits for it.
     *
     * @throws OperationInterruptedException when the thread is interrupted
     */
    KeyPair get() {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("making a key");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a key could not be made", e);
        }
    }
}
