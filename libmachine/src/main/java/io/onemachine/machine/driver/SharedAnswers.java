package io.onemachine.machine.driver;

import static java.util.Objects.requireNonNull;

import io.onemachine.machine.error.OperationInterruptedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The answers of a cloud that the creations of several machines share, so that each question is asked once. Lives as long as one group of
 * creations; only for facts that do not change meanwhile, such as a template. Thread-safe.
 */
public final class SharedAnswers {
    private static final SharedAnswers NONE = new SharedAnswers(false);

    private final boolean isKeeping;
    private final Map<Object, CompletableFuture<Object>> answers = new ConcurrentHashMap<>();

    /** Creates one without answers. */
    public SharedAnswers() {
        this(true);
    }

    private SharedAnswers(boolean isKeeping) {
        this.isKeeping = isKeeping;
    }

    /** Returns one that asks each question again, for a machine on its own. */
    public static SharedAnswers none() {
        return NONE;
    }

    /**
     * Returns the answer to a question: the known one, else that of the caller who asks it at present, else its own. A failure is passed to
     * all callers who wait for it and is not kept, so the next caller asks again; so does a caller who waits for one that is interrupted.
     *
     * @param key identifies the question, with everything that the answer depends on, such as endpoint and user; has {@code equals}
     * @param question asks; must not ask the same question in turn
     * @param <T> the type of the answer, the same for each caller with that key
     * @throws OperationInterruptedException when the thread is interrupted while it waits for another one's answer
     */
    @SuppressWarnings("unchecked") // the key determines the type
    public <T> T get(Object key, Supplier<T> question) {
        requireNonNull(key, "key is null");
        if (!isKeeping) {
            return question.get();
        }
        while (true) {
            CompletableFuture<Object> own = new CompletableFuture<>();
            CompletableFuture<Object> asked = answers.putIfAbsent(key, own);
            if (asked == null) {
                return ask(key, question, own);
            }
            Optional<Object> answer = await(asked);
            if (answer.isPresent()) {
                return (T) answer.get();
            }
        }
    }

    private <T> T ask(Object key, Supplier<T> question, CompletableFuture<Object> own) {
        try {
            T answer = requireNonNull(question.get(), "answer is null");
            own.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            answers.remove(key, own);
            if (Thread.currentThread().isInterrupted()) {
                own.cancel(false);
            } else {
                own.completeExceptionally(e);
            }
            throw e;
        }
    }

    /** Waits for another caller's answer; empty when that caller was interrupted. */
    private static Optional<Object> await(CompletableFuture<Object> asked) {
        try {
            return Optional.of(asked.get());
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for an answer about another machine");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        }
    }
}
