package io.onemachine.machine.progress;

import java.time.Duration;

/** One event of a long operation. Texts are complete, never translated, and never hold a secret. */
public sealed interface ProgressEvent {
    /** Returns the machine's name; empty for events of the whole store, such as the creation of the CA. */
    String machine();

    /** Returns the text to show. */
    String text();

    /** A step began; it ends with a {@link StepFinished} or {@link StepFailed} of the same machine and text. */
    record StepStarted(String machine, String text) implements ProgressEvent {}

    /** A started step is done. */
    record StepFinished(String machine, String text, Duration elapsed) implements ProgressEvent {}

    /** A started step has failed; the reason follows as the operation's exception. */
    record StepFailed(String machine, String text, Duration elapsed) implements ProgressEvent {}

    /** A line on its own, shown as it is. */
    record Note(String machine, String text) implements ProgressEvent {}

    /** A line from the machine's driver, shown as {@code (MACHINE) text}. */
    record DriverMessage(String machine, String text) implements ProgressEvent {}

    /**
     * What an operation waits for; shown as a line like a {@link DriverMessage}, or in place of the step's text on a terminal. Empty when
     * the waiting is over.
     */
    record Waiting(String machine, String text) implements ProgressEvent {}

    /** Something the user should know although the operation continues. */
    record Warning(String machine, String text) implements ProgressEvent {}

    /** For {@code --debug} only. */
    record Detail(String machine, String text) implements ProgressEvent {}

    /** An exchange over the network; for statistics, and for {@code --debug}. */
    record NetworkActivity(String machine, NetworkExchange networkExchange) implements ProgressEvent {
        @Override
        public String text() {
            return networkExchange.text();
        }
    }
}
