package io.onemachine.swarm;

import io.onemachine.machine.error.OperationInterruptedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one manager of a swarm at a time restart, be demoted or leave: each of two at the same time would count on the other for the quorum.
 * Holds for this process.
 */
final class ManagerTurns {
    private static final Map<String, Lock> LOCKS = new ConcurrentHashMap<>();

    private ManagerTurns() {}

    /** Runs work when it is the machine's turn. */
    static void take(String clusterId, String machine, Runnable work) {
        Lock lock = LOCKS.computeIfAbsent(clusterId, none -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for the other managers before " + machine);
        }
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
