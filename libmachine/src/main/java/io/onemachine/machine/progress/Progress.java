package io.onemachine.machine.progress;

/**
 * Receives the progress of a long operation.
 *
 * <p>Called from any thread, and concurrently when several machines are worked on; an implementation must be quick and must
 * not throw.
 */
@FunctionalInterface
public interface Progress {
    void report(ProgressEvent event);

    /** Returns a progress that shows nothing. */
    static Progress silent() {
        return event -> {};
    }
}
