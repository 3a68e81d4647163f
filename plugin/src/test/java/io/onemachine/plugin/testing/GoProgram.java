package io.onemachine.plugin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Go program of the tests, built with the installed Go. */
public final class GoProgram {
    private static final long LIMIT_MINUTES = 5;

    private final Path binary;

    private GoProgram(Path binary) {
        this.binary = binary;
    }

    /** Builds the program in a folder of {@code src/test/go}; skips the test with a reason when Go is not installed. */
    public static GoProgram built(String name, Path folder) {
        boolean installed = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "go")));
        Assumptions.assumeTrue(installed, "no Go in PATH (Debian: golang-go)");
        Path binary = folder.resolve(name);
        Path source = Path.of("src/test/go", name, "main.go").toAbsolutePath();
        run(List.of("go", "build", "-o", binary.toString(), source.toString()), folder, "");
        return new GoProgram(binary);
    }

    /** Runs the program with an input and arguments and returns its output; fails when it ends with an error. */
    public String run(String input, String... arguments) {
        return run(command(arguments), binary.resolveSibling("."), input);
    }

    /** Starts the program with its input and output piped to the caller. */
    public Process start(String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst(binary.toString());
        return command;
    }

    private static String run(List<String> command, Path folder, String input) {
        try {
            Path stdin = Files.writeString(folder.resolve("stdin"), input);
            Path stdout = folder.resolve("stdout");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(stdin.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(stdout.toFile());
            builder.environment()
                    .putAll(Map.of("GO111MODULE", "off", "GOFLAGS", "", "GOTOOLCHAIN", "local", "CGO_ENABLED", "0"));
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + command);
            }
            String text = Files.readString(stdout, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " returned " + process.exitValue() + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
