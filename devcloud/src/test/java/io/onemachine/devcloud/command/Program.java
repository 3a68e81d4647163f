package io.onemachine.devcloud.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the program as a user does, in its own process, with the test's home folder. */
final class Program {

    private static final long LIMIT_SECONDS = 120;

    private final Path home;

    /** The result of the program. */
    record Outcome(int exitCode, String out, String err) {}

    Program(Path home) {
        this.home = home;
    }

    Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--module-path",
                modulePath(),
                "--module",
                "io.onemachine.devcloud/io.onemachine.devcloud.DevcloudMain"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(home, "out", "");
            Path err = Files.createTempFile(home, "err", "");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("HOME", home.toString());
            builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(List.of(arguments) + " has not ended");
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Returns this test's module path, plus the modules that the installed program has there and this test on its class path. */
    private static String modulePath() {
        String logging = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> Path.of(entry).getFileName().toString().contains("slf4j"))
                .collect(Collectors.joining(File.pathSeparator));
        return System.getProperty("jdk.module.path") + File.pathSeparator + logging;
    }
}
