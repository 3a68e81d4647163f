package io.onemachine.plugin.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Keeps the last lines of a program's output, for the message about its exit. */
final class RecentOutput {
    private static final int KEPT = 5;
    private static final int LONGEST = 500;

    private final Deque<String> last = new ArrayDeque<>();
    private Optional<String> panic = Optional.empty();

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        String kept = line.length() > LONGEST ? line.substring(0, LONGEST) + " [...]" : line;
        // A Go program that panics prints the reason first, then hundreds of lines of stack traces.
        if (panic.isEmpty() && (line.startsWith("panic: ") || line.startsWith("fatal error: "))) {
            panic = Optional.of(kept);
        }
        last.addLast(kept);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /** Returns a suffix for a message; empty when there was no output. */
    synchronized String quoted() {
        List<String> lines = panic.isPresent() ? List.of(panic.get()) : List.copyOf(last);
        return lines.isEmpty() ? "" : "; it said last:\n" + String.join("\n", lines);
    }
}
