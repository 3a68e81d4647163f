package io.onemachine.machine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.testing.ManualSleeper;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollingTest {
    private final ManualSleeper sleeper = new ManualSleeper();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void immediateAnswerTakesNoPause() {
        assertThat(Polling.upTo(Duration.ofMinutes(1), sleeper).until("x", () -> Optional.of(1)))
                .contains(1);
        assertThat(sleeper.pauses()).isEmpty();
    }

    @Test
    void pausesGrowFromShortToLong() {
        Optional<Integer> answer = Polling.upTo(Duration.ofMinutes(10), sleeper)
                .until("x", () -> asked.incrementAndGet() < 100 ? Optional.empty() : Optional.of(1));

        assertThat(answer).isPresent();
        assertThat(sleeper.pauses().getFirst()).isEqualTo(Duration.ofMillis(20));
        assertThat(sleeper.pauses().getLast()).isEqualTo(Duration.ofSeconds(1));
        assertThat(sleeper.pauses()).isSorted();
    }

    @Test
    void lastQuestionIsAskedExactlyAtTheLimit() {
        Optional<Integer> answer = Polling.upTo(Duration.ofSeconds(5), sleeper).until("x", () -> {
            asked.incrementAndGet();
            return Optional.empty();
        });

        assertThat(answer).isEmpty();
        assertThat(sleeper.nanoTime()).isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(asked).hasValue(sleeper.pauses().size() + 1);
    }

    @Test
    void interruptEndsTheWaitingAndStaysSet() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Polling.upTo(Duration.ofSeconds(5), sleeper).until("boiling eggs", Optional::empty))
                .isInstanceOf(OperationInterruptedException.class)
                .hasMessage("Interrupted while boiling eggs");
        assertThat(Thread.interrupted()).isTrue();
    }
}
