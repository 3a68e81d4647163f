package io.onemachine.machine.listing;

import io.onemachine.machine.error.OperationInterruptedException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs requests concurrently until a deadline; closing it abandons those still running.
 *
 * <p>It has few threads while answers come quickly, and one for each request as soon as they do not, so that no request waits for
 * another that hangs. No virtual threads: starting the first takes longer than most listings, and the JVM's exit waits 300 ms for the
 * thread that polls their sockets.
 */
final class DeadlineExecutor implements Executor, AutoCloseable {
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);

    private final ThreadPoolExecutor threads;
    private final int most;
    private final long deadline;

    /**
     * @param name the name of its threads
     * @param few the number of threads while requests are answered quickly
     * @param most the maximum number of threads
     * @param deadline when the waiting ends, in the time of {@link System#nanoTime}
     */
    DeadlineExecutor(String name, int few, int most, long deadline) {
        this.most = most;
        this.deadline = deadline;
        this.threads = new ThreadPoolExecutor(
                Math.min(few, most),
                most,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                task -> Thread.ofPlatform().daemon().name(name).unstarted(task),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Runs a request; does nothing when this is closed. */
    @Override
    public void execute(Runnable question) {
        threads.execute(question);
    }

    /**
     * Waits for a request's result.
     *
     * @return empty when there is none in time, or the request's thread was interrupted
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    <T> Optional<T> answer(Future<T> question) throws InterruptedException {
        try {
            return Optional.of(waitFor(question));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OperationInterruptedException) {
                return Optional.empty();
            }
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private <T> T waitFor(Future<T> question) throws InterruptedException, ExecutionException, TimeoutException {
        long left = left();
        if (threads.getCorePoolSize() < most) {
            try {
                return question.get(Math.min(left, SOON), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // Starts threads for the waiting requests.
                threads.setCorePoolSize(most);
                left = left();
            }
        }
        return question.get(left, TimeUnit.NANOSECONDS);
    }

    private long left() {
        return Math.max(deadline - System.nanoTime(), 0);
    }

    /** Interrupts running requests, without waiting for them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
