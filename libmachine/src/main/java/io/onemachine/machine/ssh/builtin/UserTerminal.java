package io.onemachine.machine.ssh.builtin;

import java.util.Optional;
import java.util.function.Consumer;

/** The terminal behind standard input, where a person types. */
public interface UserTerminal {
    /** Returns whether there is one. */
    boolean isPresent();

    /** Returns what it understands, as {@code TERM} names it; empty when nobody said. */
    String type();

    /**
     * Hands every key through as it is pressed, Ctrl-C too, until the result is closed. However this process ends, the
     * terminal is as it was before.
     *
     * @param resized told the new size whenever the window changes; on another thread
     */
    RawMode raw(Consumer<Size> resized);

    /** A terminal whose keys are handed through. */
    interface RawMode extends AutoCloseable {
        /** Returns how large the window was at first, where that could be found out. */
        Optional<Size> size();

        /** Makes the terminal what it was. */
        @Override
        void close();
    }

    /** In characters. */
    record Size(int columns, int rows) {}
}
