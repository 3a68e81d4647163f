package io.onemachine.machine.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Requests of which many hang. */
final class DeadlineExecutorTest {
    private static final int FEW = 16;
    private static final int HANGING = 40;

    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void requestsDoNotWaitForHangingOnes() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        try (DeadlineExecutor deadlineExecutor = new DeadlineExecutor("test", FEW, HANGING + 1, deadline)) {
            for (int i = 0; i < HANGING; i++) {
                deadlineExecutor.execute(question("hung"));
            }
            FutureTask<String> last = new FutureTask<>(() -> "here");
            deadlineExecutor.execute(last);

            assertThat(deadlineExecutor.answer(last)).contains("here");
        } finally {
            end.countDown();
        }
    }

    @Test
    void unansweredRequestsAreAbandonedAtTheDeadline() throws InterruptedException {
        FutureTask<String> hung = question("hung");
        try (DeadlineExecutor deadlineExecutor = new DeadlineExecutor("test", FEW, FEW, System.nanoTime())) {
            deadlineExecutor.execute(hung);
            assertThat(deadlineExecutor.answer(hung)).isEmpty();
        }
        // Closing has interrupted it; the gate stays closed.
        assertThat(hung)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withCauseInstanceOf(InterruptedException.class);
    }

    private FutureTask<String> question(String answer) {
        return new FutureTask<>(() -> {
            end.await();
            return answer;
        });
    }
}
