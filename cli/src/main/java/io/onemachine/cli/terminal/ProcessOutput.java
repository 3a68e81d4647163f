package io.onemachine.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output of this process. Keeps the first write error, of which {@link PrintStream} only says that it happened.
 */
public final class ProcessOutput extends PrintStream {
    private static final int BUFFER = 8192;

    private final Watched watched;

    private ProcessOutput(Watched watched) {
        super(new BufferedOutputStream(watched, BUFFER), false, StandardCharsets.UTF_8);
        this.watched = watched;
    }

    /** Opens standard output. */
    public static ProcessOutput open() {
        return new ProcessOutput(new Watched(new FileOutputStream(FileDescriptor.out)));
    }

    /** Returns why a write failed; empty when none failed, or when the reader or the caller had closed the stream. */
    Optional<String> failure() {
        IOException failure = watched.failure;
        return failure == null || isUnwanted(failure)
                ? Optional.empty()
                : Optional.of(String.valueOf(failure.getMessage()));
    }

    /** Checks the kind of stream too, because error messages may be in the user's language; only pipes and sockets have a reader. */
    private static boolean isUnwanted(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("Broken pipe")
                || message.contains("Bad file descriptor")
                || (hasReader() && !message.contains("temporarily unavailable"));
    }

    private static boolean hasReader() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static final class Watched extends OutputStream {
        private final OutputStream out;
        private volatile @Nullable IOException failure;

        Watched(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                }
                throw e;
            }
        }
    }
}
