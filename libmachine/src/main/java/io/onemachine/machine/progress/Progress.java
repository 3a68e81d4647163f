package io.onemachine.machine.progress;

/**
 * Where a long operation reports what it does.
 *
 * <p>Called from any thread, several at once when several machines are worked on; an implementation is quick and does
 * not throw.
 */
@FunctionalInterface
public interface Progress {
    void report(ProgressEvent event);

    /** Shows nothing. */
    static Progress silent() {
        return event -> {};
    }
}
