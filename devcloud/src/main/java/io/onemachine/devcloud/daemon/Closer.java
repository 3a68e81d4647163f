package io.onemachine.devcloud.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Closes what was opened before something failed, the last one first. */
final class Closer {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Consumer<String> log;

    Closer(Consumer<String> log) {
        this.log = log;
    }

    void add(AutoCloseable resource) {
        opened.push(resource);
    }

    /** Nothing failed: everything stays open. */
    void keep() {
        opened.clear();
    }

    void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                // What failed first is what the user is told.
                log.accept("while giving up the start: " + e);
            }
        }
    }
}
