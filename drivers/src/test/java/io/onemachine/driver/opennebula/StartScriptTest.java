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

/** Tests the script's shape; the end-to-end tests run it on real hosts. */
class StartScriptTest {

    @Test
    void everyShellCanReadTheScript() throws IOException, InterruptedException {
        assertThat(run("sh", "-n")).isEmpty();
    }

    @Test
    void shellcheckFindsNothing() throws IOException, InterruptedException {
        boolean installed = Stream.of("/usr/bin/shellcheck", "/usr/local/bin/shellcheck")
                .anyMatch(path -> Files.isExecutable(Path.of(path)));
        assumeTrue(installed, "shellcheck is not installed");
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
