package io.onemachine.machine.progress;

import java.time.Duration;

/** One thing that a long operation says; the texts are whole, translated by nobody and never hold a secret. */
public sealed interface ProgressEvent {
    /** The machine it is about; empty for what concerns the whole store, such as making the CA. */
    String machine();

    /** What to show. */
    String text();

    /** A step began; it ends with a {@link StepFinished} or {@link StepFailed} of the same machine and text. */
    record StepStarted(String machine, String text) implements ProgressEvent {}

    /** A step that had been started is done. */
    record StepFinished(String machine, String text, Duration elapsed) implements ProgressEvent {}

    /** A step that had been started will not finish; the reason comes as the operation's exception. */
    record StepFailed(String machine, String text, Duration elapsed) implements ProgressEvent {}

    /** A line on its own, shown as it is. */
    record Note(String machine, String text) implements ProgressEvent {}

    /** A line from the machine's driver, shown as {@code (MACHINE) text}. */
    record DriverMessage(String machine, String text) implements ProgressEvent {}

    /**
     * What an operation waits for; a line like a {@link DriverMessage}, or in place of the step's text where that is drawn anew. Empty
     * when it goes on.
     */
    record Waiting(String machine, String text) implements ProgressEvent {}

    /** Something the user should know although the operation goes on. */
    record Warning(String machine, String text) implements ProgressEvent {}

    /** For {@code --debug} only. */
    record Detail(String machine, String text) implements ProgressEvent {}

    /** Something went over the network; for counting, and for {@code --debug}. */
    record NetworkActivity(String machine, NetworkExchange networkExchange) implements ProgressEvent {
        @Override
        public String text() {
            return networkExchange.text();
        }
    }
}
