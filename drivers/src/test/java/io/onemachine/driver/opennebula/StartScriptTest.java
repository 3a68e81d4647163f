package io.onemachine.driver.opennebula;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.driver.opennebula.plan.ContextBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the script's shape; the end-to-end tests run it on real hosts. */
class StartScriptTest {

    @ParameterizedTest
    @ValueSource(strings = {"sh -n", "dash -n", "bash --posix -n", "busybox sh -n"})
    void everyShellCanReadTheScript(String shell) throws IOException, InterruptedException {
        String[] argv = shell.split(" ", -1);
        assumeTrue(isInstalled(argv[0]), argv[0] + " is not installed");
        assertThat(run(argv)).isEmpty();
    }

    /** The script's own functions, with a file of the test's as the lock. */
    @ParameterizedTest
    @ValueSource(strings = {"flock", "mkdir"})
    void oneRunWaitsForAnotherAndNotForOneThatIsGone(String means, @TempDir Path folder)
            throws IOException, InterruptedException {
        String all = new String(ContextBuilder.startScript(), UTF_8);
        String functions = all.substring(all.indexOf("has() {"), all.indexOf("trap unlock EXIT"))
                .replace("/var/run/", folder + "/");
        if (means.equals("mkdir")) {
            functions += "has() { [ \"$1\" != flock ] && command -v \"$1\" >/dev/null 2>&1; }\n";
        }
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path left = Files.createDirectories(folder.resolve("docker-machine.lock.d"));
        Files.writeString(left.resolve("owner"), gone.pid() + "\n");
        Files.writeString(folder.resolve("functions.sh"), functions);
        Files.writeString(
                folder.resolve("worker.sh"), ". ./functions.sh; lock; mkdir busy; sleep 0.1; rmdir busy; unlock\n");
        Process workers = new ProcessBuilder("sh", "-c", "for i in 1 2 3; do sh ./worker.sh & done; wait")
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .start();
        assertThat(new String(workers.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(Files.exists(left)).isEqualTo(means.equals("flock"));
    }

    private static boolean isInstalled(String program) {
        return Stream.of("/bin/", "/usr/bin/", "/usr/local/bin/")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder + program)));
    }

    @Test
    void shellcheckFindsNothing() throws IOException, InterruptedException {
        assumeTrue(isInstalled("shellcheck"), "shellcheck is not installed");
        assertThat(run("shellcheck", "--shell=sh", "-")).isEmpty();
    }

    @Test
    void theScriptIsSmallEnoughForTheContext() {
        assertThat(ContextBuilder.startScript()).hasSizeLessThan(16_000);
    }

    private static String run(String... argv) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(argv)).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(ContextBuilder.startScript());
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
