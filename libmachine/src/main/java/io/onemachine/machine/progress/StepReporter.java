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

    /** Runs a step and returns its result. */
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

    /** Runs a step. */
    public void run(String text, Runnable work) {
        get(text, () -> {
            work.run();
            return text;
        });
    }

    /** Reports a line outside of any step. */
    public void note(String text) {
        progress.report(new ProgressEvent.Note(machine, text));
    }

    /** Reports something the user should know although the operation continues. */
    public void warn(String text) {
        progress.report(new ProgressEvent.Warning(machine, text));
    }
}
