package io.onemachine.cli.terminal;

import io.onemachine.machine.error.OperationInterruptedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The program's standard streams, and whether they are terminals.
 *
 * @param in standard input
 * @param out standard output: results, and progress of commands whose result is not read by programs
 * @param err standard error: errors, and progress of commands whose result programs read
 * @param outIsTerminal whether {@code out} is a terminal
 * @param errIsTerminal whether {@code err} is a terminal
 * @param window the window of the terminal
 */
public record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        TerminalWindow window) {

    /** The maximum length of an answer in bytes. */
    private static final int LONGEST_ANSWER = 4096;

    /** Creates a console whose window, if it has one, has the usual size. */
    public Console(InputStream in, PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
        this(in, out, err, outIsTerminal, errIsTerminal, () -> TerminalSize.USUAL);
    }

    /**
     * Returns the streams of this process.
     *
     * @param environment the environment; {@code TERM=dumb} means that the terminal understands no control sequences
     */
    public static Console ofProcess(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
        boolean able = !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Console(in, out, err, able && isTerminal(1), able && isTerminal(2), new SttyWindow(environment));
    }

    /**
     * Returns whether a descriptor is a terminal. Reads the link that Linux keeps for each descriptor, because
     * {@link System#console()} does not separate the streams and loads a line editor first. Elsewhere returns false, so nothing
     * is redrawn.
     */
    private static boolean isTerminal(int descriptor) {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.startsWith("/dev/console")
                    || target.startsWith("/dev/hvc");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Flushes standard output; returns why writing it failed, empty when it did not fail or its reader had closed it. */
    public Optional<String> outFailure() {
        out.flush();
        return out instanceof ProcessOutput output ? output.failure() : Optional.empty();
    }

    /**
     * Asks on standard output; an answer that begins with y, in either case, is a yes.
     *
     * @throws OperationInterruptedException when the thread is interrupted before there is an answer
     */
    public Confirmation ask(String question) {
        out.print(question + " (y/n): ");
        out.flush();
        String line = awaitLine();
        if (line == null) {
            return Confirmation.END_OF_INPUT;
        }
        String word = line.strip();
        if (word.isEmpty()) {
            return Confirmation.EMPTY;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.isWhitespace(word.charAt(i))) {
                return Confirmation.MALFORMED;
            }
        }
        return word.startsWith("y") || word.startsWith("Y") ? Confirmation.YES : Confirmation.NO;
    }

    /** Reads a line on another thread, because a read cannot be interrupted; the program does not wait for that thread. */
    private @Nullable String awaitLine() {
        FutureTask<@Nullable String> reading = new FutureTask<>(this::readLine);
        Thread.ofPlatform().daemon().name("answer").start(reading);
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting for an answer");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Reads byte by byte, so that the input after the line stays unread. */
    private @Nullable String readLine() {
        byte[] line = new byte[LONGEST_ANSWER];
        int length = 0;
        try {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            while (next >= 0 && next != '\n' && length < LONGEST_ANSWER) {
                line[length++] = (byte) next;
                next = in.read();
            }
        } catch (IOException e) {
            return null;
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }
}
