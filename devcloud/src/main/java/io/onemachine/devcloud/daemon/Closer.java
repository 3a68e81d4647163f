package io.onemachine.devcloud.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Closes resources after a failure, in reverse order of their opening. */
final class Closer {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Consumer<String> log;

    Closer(Consumer<String> log) {
        this.log = log;
    }

    void add(AutoCloseable resource) {
        opened.push(resource);
    }

    /** Keeps everything open: nothing failed. */
    void keep() {
        opened.clear();
    }

    void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                // The first failure is the one to report.
                log.accept("while closing after a failed start: " + e);
            }
        }
    }
}
