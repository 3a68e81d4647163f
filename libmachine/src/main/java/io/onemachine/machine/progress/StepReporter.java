package io.onemachine.machine.progress;

import io.onemachine.machine.time.Sleeper;
import java.time.Duration;
import java.util.function.Supplier;

/** Reports the beginning and the end of each step of an operation on one machine. */
public final class StepReporter {
    private final String machine;
    private final Progress progress;
    private final Sleeper sleeper;

    public StepReporter(String machine, Progress progress, Sleeper sleeper) {
        this.machine = machine;
        this.progress = progress;
        this.sleeper = sleeper;
    }

    /** Does a step and gives back what it gives. */
    public <T> T get(String text, Supplier<T> work) {
        long start = sleeper.nanoTime();
        progress.report(new ProgressEvent.StepStarted(machine, text));
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            Duration elapsed = Duration.ofNanos(sleeper.nanoTime() - start);
            progress.report(
                    done
                            ? new ProgressEvent.StepFinished(machine, text, elapsed)
                            : new ProgressEvent.StepFailed(machine, text, elapsed));
        }
    }

    /** Does a step. */
    public void run(String text, Runnable work) {
        get(text, () -> {
            work.run();
            return text;
        });
    }

    /** Says something that is no step. */
    public void note(String text) {
        progress.report(new ProgressEvent.Note(machine, text));
    }

    /** Says something that the user should know although all goes on. */
    public void warn(String text) {
        progress.report(new ProgressEvent.Warning(machine, text));
    }
}
