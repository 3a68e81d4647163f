package io.onemachine.machine.time;

import static java.util.Objects.requireNonNull;

import io.onemachine.machine.error.OperationInterruptedException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Repeats a question, often at first and less often later, until there is an answer or time is up.
 *
 * <p>The pause before the next question is a tenth of the time waited so far, within two bounds: early results are
 * seen early, and long waits do not cause thousands of questions.
 *
 * @param shortest the first pause
 * @param longest the longest pause
 * @param limit how long to ask; the last question may end later
 */
public record Polling(Sleeper sleeper, Duration shortest, Duration longest, Duration limit) {
    private static final int SHARE = 10;

    public Polling {
        requireNonNull(sleeper, "sleeper is null");
        if (shortest.isNegative() || shortest.isZero() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("pauses of " + shortest + " to " + longest);
        }
    }

    /** Returns a polling with pauses of 20 ms to a second. */
    public static Polling upTo(Duration limit, Sleeper sleeper) {
        return new Polling(sleeper, Duration.ofMillis(20), Duration.ofSeconds(1), limit);
    }

    /**
     * Asks until there is an answer; at least once, and one last time when the limit is reached.
     *
     * @param what the activity, for the message of an interruption: {@code waiting for SSH}
     * @param question returns empty for "not yet"; an exception it throws ends the waiting
     * @return the answer, or empty when the limit was reached without one
     * @throws OperationInterruptedException when the thread is interrupted; its interrupt flag stays set
     */
    public <T> Optional<T> until(String what, Supplier<Optional<T>> question) {
        long start = sleeper.nanoTime();
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new OperationInterruptedException(what);
            }
            Optional<T> answer = question.get();
            long waited = sleeper.nanoTime() - start;
            long left = limit.toNanos() - waited;
            if (answer.isPresent() || left <= 0) {
                return answer;
            }
            long pause = Math.clamp(waited / SHARE, shortest.toNanos(), longest.toNanos());
            pause(what, Duration.ofNanos(Math.min(pause, left)));
        }
    }

    private void pause(String what, Duration pause) {
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException(what);
        }
    }
}
