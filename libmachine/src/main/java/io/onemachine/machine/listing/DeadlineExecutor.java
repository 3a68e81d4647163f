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
 * Asks questions at once until a deadline, and forgets those that are open when it is closed.
 *
 * <p>It has few threads as long as answers come quickly, and one for every question as soon as they do not, so that none waits for
 * another that hangs. No virtual threads: to start the first takes longer than most listings, and the JVM's end waits 300 ms for the
 * thread that would watch their sockets.
 */
final class DeadlineExecutor implements Executor, AutoCloseable {
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);

    private final ThreadPoolExecutor threads;
    private final int most;
    private final long deadline;

    /**
     * @param name of its threads
     * @param few so many threads are enough for questions that are answered quickly
     * @param most so many threads there are at most
     * @param deadline how long answers are waited for, as {@link System#nanoTime} has it
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

    /** Asks a question; does nothing when this is closed. */
    @Override
    public void execute(Runnable question) {
        threads.execute(question);
    }

    /**
     * Waits for an answer.
     *
     * @return empty when there is none in time, or whoever asked was interrupted
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
                // Starts threads for those that wait.
                threads.setCorePoolSize(most);
                left = left();
            }
        }
        return question.get(left, TimeUnit.NANOSECONDS);
    }

    private long left() {
        return Math.max(deadline - System.nanoTime(), 0);
    }

    /** Interrupts whoever still asks, and waits for nobody. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
