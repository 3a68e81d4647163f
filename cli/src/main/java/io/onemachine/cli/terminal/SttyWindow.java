package io.onemachine.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The window of the terminal that controls this process. Its size is asked of {@code stty} when it is first needed, and again only
 * after the kernel has reported a change by SIGWINCH, or the process was continued after a stop in which the signal may have been
 * missed: a process costs some milliseconds, too much for each drawing. The system call itself would need native access for this
 * module, which the options of all start-up caches would have to grant. Without {@code stty}, {@code COLUMNS} and {@code LINES} count.
 */
final class SttyWindow implements TerminalWindow {
    private final Map<String, String> environment;
    private final AtomicBoolean outdated = new AtomicBoolean(true);
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile @Nullable TerminalSize known;

    SttyWindow(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public TerminalSize size() {
        if (watching.compareAndSet(false, true)) {
            Signals.on("WINCH", () -> outdated.set(true));
            Signals.on("CONT", () -> outdated.set(true));
        }
        // Cleared before the question, so that a change during it leads to another one.
        if (outdated.compareAndSet(true, false)) {
            ask().ifPresent(size -> known = size);
        }
        TerminalSize size = known;
        return size == null ? ofVariables(environment) : size;
    }

    /** Does not wait for the end of the process, because an interrupted thread cannot wait. */
    private static Optional<TerminalSize> ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var answer = stty.getInputStream()) {
                return parse(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads rows and columns; a terminal without a size, such as a serial line, has 0 of both. */
    static Optional<TerminalSize> parse(String answer) {
        String[] words = answer.strip().split(" ", -1);
        if (words.length != 2) {
            return Optional.empty();
        }
        int rows = number(words[0]);
        int columns = number(words[1]);
        return rows < 1 || columns < 1 ? Optional.empty() : Optional.of(new TerminalSize(columns, rows));
    }

    static TerminalSize ofVariables(Map<String, String> environment) {
        int columns = number(environment.getOrDefault("COLUMNS", ""));
        int rows = number(environment.getOrDefault("LINES", ""));
        return new TerminalSize(
                columns < 1 ? TerminalSize.USUAL.columns() : columns, rows < 1 ? TerminalSize.USUAL.rows() : rows);
    }

    /** Returns a number of a usual length, 0 for anything else. */
    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
}
