package io.onemachine.machine.driver;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedAnswersTest {
    private final AtomicInteger questions = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final SharedAnswers shared = new SharedAnswers();

    /** A caller on a thread of its own. */
    private record Caller(Thread thread, FutureTask<String> result) {
        static Caller start(Callable<String> work) {
            FutureTask<String> task = new FutureTask<>(work);
            return new Caller(Thread.startVirtualThread(task), task);
        }

        Caller awaitWaiting() {
            Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
            return this;
        }

        String answer() throws Exception {
            return result.get();
        }

        Throwable failure() {
            try {
                throw new AssertionError("answered " + result.get());
            } catch (ExecutionException e) {
                return requireNonNull(e.getCause());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void aQuestionIsAskedOnceForEachKey() {
        assertThat(shared.get("a", this::count)).isEqualTo("1");
        assertThat(shared.get("a", this::count)).isEqualTo("1");
        assertThat(shared.get(List.of("a"), this::count)).isEqualTo("2");
    }

    @Test
    void withoutSharingEachCallerAsks() {
        assertThat(SharedAnswers.none().get("a", this::count)).isEqualTo("1");
        assertThat(SharedAnswers.none().get("a", this::count)).isEqualTo("2");
    }

    @Test
    void aFailureIsNotKept() {
        assertThatThrownBy(() -> shared.get("a", SharedAnswersTest::fail)).hasMessage("no answer");
        assertThat(shared.get("a", this::count)).isEqualTo("1");
    }

    @Test
    void concurrentCallersWaitForTheFirst() throws Exception {
        List<Caller> callers = IntStream.range(0, 50)
                .mapToObj(_ -> Caller.start(() -> shared.get("a", this::countSlowly)))
                .toList();
        callers.forEach(Caller::awaitWaiting);
        mayAnswer.countDown();

        for (Caller caller : callers) {
            assertThat(caller.answer()).isEqualTo("1");
        }
        assertThat(questions).hasValue(1);
    }

    @Test
    void concurrentCallersGetTheFirstOnesFailure() {
        Caller first = Caller.start(() -> shared.get("a", this::failSlowly));
        Caller second = startSecond();
        mayAnswer.countDown();

        assertThat(first.failure()).isInstanceOf(DriverException.class).isSameAs(second.failure());
        assertThat(questions).hasValue(0);
        assertThat(shared.get("a", this::count)).isEqualTo("1");
    }

    @Test
    void aCallerAsksItselfWhenTheOneItWaitsForIsInterrupted() throws Exception {
        Caller first = Caller.start(() -> shared.get("a", this::failSlowly));
        Caller second = startSecond();
        first.thread().interrupt();

        assertThat(first.failure()).isInstanceOf(OperationInterruptedException.class);
        assertThat(second.answer()).isEqualTo("1");
        assertThat(shared.get("a", this::count)).isEqualTo("1");
    }

    @Test
    void anInterruptedCallerStopsWaitingAndTheAnswerStaysValid() throws Exception {
        Caller first = Caller.start(() -> shared.get("a", this::countSlowly));
        Caller second = startSecond();
        second.thread().interrupt();
        assertThat(second.failure()).isInstanceOf(OperationInterruptedException.class);

        mayAnswer.countDown();
        assertThat(first.answer()).isEqualTo("1");
    }

    @Test
    void aDefectReachesTheWaitingCallersToo() {
        Caller first = Caller.start(() -> shared.get("a", () -> {
            waitToAnswer();
            throw new AssertionError("a defect");
        }));
        Caller second = startSecond();
        mayAnswer.countDown();

        assertThat(first.failure()).isInstanceOf(AssertionError.class).isSameAs(second.failure());
    }

    @Test
    void aKeyIsRequired() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> shared.get(nullObject(), this::count))
                .withMessage("key is null");
    }

    @SuppressWarnings("NullAway") // what a caller without checks may pass
    private static Object nullObject() {
        return null;
    }

    /** Starts a caller that waits for the first one, which asks at present. */
    private Caller startSecond() {
        try {
            begun.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Caller.start(() -> shared.get("a", this::count)).awaitWaiting();
    }

    private String count() {
        return Integer.toString(questions.incrementAndGet());
    }

    private String countSlowly() {
        waitToAnswer();
        return count();
    }

    private String failSlowly() {
        waitToAnswer();
        throw new DriverException("no answer");
    }

    private static String fail() {
        throw new MachineException("no answer");
    }

    private void waitToAnswer() {
        begun.countDown();
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("asking");
        }
    }
}
