package io.onemachine.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Kills commands of {@code docker-machine} with SIGKILL right before one of their system calls, such as the rename(2) that a step ends
 * with. strace delivers the signal; a test that uses this requires it.
 */
public final class StepKill {

    private static final int KILLED = 128 + 9;

    private final UserEnvironment user;
    private final Path folder;

    /** Skips the test, saying why, where strace is missing or may not trace. */
    public static void required() {
        Tools.required("strace");
        assumeTrue(mayTrace(), "strace may not trace processes here");
    }

    /** Returns whether commands can be killed so, for tests that can do without. */
    public static boolean isPossible() {
        return Tools.isInstalled("strace") && mayTrace();
    }

    private static boolean mayTrace() {
        try {
            return new ProcessBuilder("strace", "-o", "/dev/null", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** @param folder a folder for the output of the commands */
    public StepKill(UserEnvironment user, Path folder) {
        this.user = user;
        this.folder = folder;
    }

    /**
     * Runs a command, which must succeed if it is not killed.
     *
     * @param call the name of the system call
     * @param nth which of these calls of one thread, from 1
     * @return whether it was killed; false when it has fewer of these calls
     */
    public boolean before(String call, int nth, String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("killed-output");
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null"));
        command.addAll(List.of("-e", "trace=" + call, "-e", "inject=" + call + ":signal=SIGKILL:when=" + nth));
        command.add(UserEnvironment.checkout().resolve("bin/docker-machine").toString());
        command.addAll(List.of(arguments));
        Process process = user.prepared(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
        assertThat(process.exitValue())
                .as("exit code of %s\n%s", command, Files.readString(output))
                .isIn(0, KILLED);
        return process.exitValue() == KILLED;
    }
}
