package io.onemachine.machine.ssh.builtin;

import java.util.Optional;
import java.util.function.Consumer;

/** The terminal of the standard input. */
public interface UserTerminal {
    /** Returns whether there is a terminal. */
    boolean isPresent();

    /** Returns its type, as in {@code TERM}; empty when unknown. */
    String type();

    /**
     * Switches to raw mode until the result is closed: every key is passed on as it is pressed, Ctrl-C too. However this process ends,
     * the terminal is restored.
     *
     * @param resized receives the new size whenever the window changes; on another thread
     */
    RawMode raw(Consumer<Size> resized);

    /** A terminal in raw mode. */
    interface RawMode extends AutoCloseable {
        /** Returns the window's size at the beginning, if known. */
        Optional<Size> size();

        /** Restores the terminal. */
        @Override
        void close();
    }

    /** A size in characters. */
    record Size(int columns, int rows) {}
}
