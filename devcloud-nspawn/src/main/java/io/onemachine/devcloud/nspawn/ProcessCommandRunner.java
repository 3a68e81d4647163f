package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs programs as processes. Their output goes through a file, so that it is not held in memory. */
public final class ProcessCommandRunner implements CommandRunner {

    private static final int OUTPUT_LIMIT = 64 * 1024;

    @Override
    public CommandResult run(Command command) throws InterruptedException {
        String program = command.argv().getFirst();
        try {
            Path log = command.log();
            if (log != null) {
                return run(command, log);
            }
            Path output = Files.createTempFile("onemachine-", ".out");
            try {
                return run(command, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new HypervisorException("Cannot run " + program + ": " + e.getMessage(), e);
        }
    }

    private static CommandResult run(Command command, Path output) throws IOException, InterruptedException {
        long before = Files.exists(output) ? Files.size(output) : 0;
        ProcessBuilder builder = new ProcessBuilder(command.argv())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        try {
            try (var input = process.getOutputStream()) {
                input.write(command.input().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The program ended without reading its input; its exit code says more than the broken pipe.
            }
            if (!process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HypervisorException(command.argv().getFirst() + " did not end within "
                        + command.limit().toSeconds() + " s and was stopped");
            }
            return new CommandResult(process.exitValue(), tail(output, before));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String tail(Path file, long from) throws IOException {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(from, reader.length() - OUTPUT_LIMIT);
            byte[] bytes = new byte[(int) (reader.length() - start)];
            reader.seek(start);
            reader.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
