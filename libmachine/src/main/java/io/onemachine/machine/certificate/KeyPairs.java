package io.onemachine.machine.certificate;

import io.onemachine.machine.error.OperationInterruptedException;
import java.security.KeyPair;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes key pairs beside other work, one after the other in the order they were asked for: finding two large primes takes
 * up to a second of one processor, and a host takes about as long to boot.
 */
public final class KeyPairs implements AutoCloseable {
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("key-pairs").factory());

    /** A key pair that is being made. */
    public static final class Pending {
        private final Future<KeyPair> future;

        private Pending(Future<KeyPair> future) {
            this.future = future;
        }

        /**
         * Waits for it.
         *
         * @throws OperationInterruptedException when the thread is interrupted
         */
        KeyPair get() {
            try {
                return future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OperationInterruptedException("making a key");
            } catch (ExecutionException e) {
                throw new IllegalStateException("a key could not be made", e);
            }
        }
    }

    /** Asks for one. */
    public Pending begin() {
        return new Pending(worker.submit(CertificateMaker::newKeyPair));
    }

    /** Takes no more orders and forgets those that nobody will wait for. */
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
