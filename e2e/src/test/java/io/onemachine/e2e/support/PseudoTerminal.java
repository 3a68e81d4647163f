package io.onemachine.e2e.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.onemachine.testing.TerminalScreen;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A terminal in which a shell command runs, with what its screen shows. Needs {@code script} and {@code stty}. */
public final class PseudoTerminal implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final UserEnvironment user;
    private final Process process;
    private final Reader output;
    private final TerminalScreen screen;
    private final String device;

    /** Opens a terminal of a size and runs a command of the shell in it. */
    public PseudoTerminal(UserEnvironment user, int columns, int rows, String command) throws IOException {
        Tools.required("script", "stty");
        this.user = user;
        String sized = "stty rows " + rows + " cols " + columns + "; tty; " + command;
        process = user.with(Map.of("TERM", "xterm", "SHELL", "/bin/sh"))
                .start(List.of("script", "-qec", sized, "/dev/null"));
        output = process.inputReader(UTF_8);
        device = line();
        screen = new TerminalScreen(columns, rows);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = output.read(); next >= 0 && next != '\n'; next = output.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Waits until the lines of the screen, those that have left it included, are as expected. */
    public List<String> await(Predicate<List<String>> expected) throws IOException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        List<String> lines = screen.lines();
        while (!expected.test(lines)) {
            boolean inTime = System.nanoTime() < limit;
            if (!inTime || !readSome()) {
                throw new AssertionError(
                        (inTime ? "at the end" : "after " + LIMIT) + " the screen shows\n" + String.join("\n", lines));
            }
            lines = screen.lines();
        }
        return lines;
    }

    private boolean readSome() throws IOException {
        char[] characters = new char[4096];
        int length = output.read(characters);
        if (length > 0) {
            screen.write(new String(characters, 0, length));
        }
        return length >= 0;
    }

    /**
     * Changes the size of the window.
     *
     * @param wrapping whether the terminal wraps long lines again, as VTE does, or cuts them, as xterm does
     */
    public void resize(int columns, int rows, boolean wrapping) {
        if (wrapping) {
            screen.resizeWrapping(columns, rows);
        } else {
            screen.resize(columns, rows);
        }
        user.run("stty", "-F", device, "rows", String.valueOf(rows), "cols", String.valueOf(columns))
                .succeeds();
    }

    public void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    public TerminalScreen screen() {
        return screen;
    }

    /** Waits for the end of the command; returns its exit code. */
    public int exitCode() throws IOException, InterruptedException {
        while (readSome()) {
            // The screen takes it.
        }
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
