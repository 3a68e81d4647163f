package io.onemachine.devcloud.nspawn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A guest's console output, kept in a file of bounded size: the older half goes to {@code console.log.1}. */
final class ConsoleLog {

    private static final long SIZE_LIMIT = 512 * 1024;
    private static final int TAIL = 2048;

    private final Path file;

    ConsoleLog(Path file) {
        this.file = file;
    }

    /** Copies until the stream ends. When the disk is full the guest continues and its output is lost. */
    void copy(InputStream console) {
        byte[] buffer = new byte[4096];
        try {
            for (int count = console.read(buffer); count >= 0; count = console.read(buffer)) {
                append(buffer, count);
            }
        } catch (IOException e) {
            // The process is gone.
        }
    }

    /** Adds a line of the hypervisor. */
    void note(String text) {
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        append(line, line.length);
    }

    /** Returns the end of the log without control characters, fit for an error message. */
    String tail() {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, reader.length() - TAIL);
            byte[] bytes = new byte[(int) (reader.length() - start)];
            reader.seek(start);
            reader.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8)
                    .replaceAll("\u001b\\[[0-9;?!]*[a-zA-Z]", "")
                    .replaceAll("[\\p{Cntrl}&&[^\n]]", "")
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }

    private void append(byte[] buffer, int count) {
        try {
            if (Files.exists(file) && Files.size(file) > SIZE_LIMIT) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // A log that cannot be written must not stop the host.
        }
    }
}
