package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleLogTest {

    @TempDir
    Path folder;

    @Test
    void consoleLogKeepsTheEndWithinItsBounds() throws Exception {
        Path file = folder.resolve("console.log");
        byte[] line = "a line of a chatty guest\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        ConsoleLog log = new ConsoleLog(file);
        log.copy(new ByteArrayInputStream(line));
        log.copy(new ByteArrayInputStream("\u001b[0;1;31mthe \u0007end\u001b[0m\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(Files.size(file) + Files.size(folder.resolve("console.log.1")))
                .isLessThan(1_100_000);
        assertThat(log.tail()).endsWith("\nthe end");
    }
}
