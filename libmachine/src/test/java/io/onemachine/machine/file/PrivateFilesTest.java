package io.onemachine.machine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void secretIsReadableByItsOwnerOnlyAndReplacesAnExistingFile() throws IOException {
        Path file = folder.resolve("config.json");
        Files.writeString(file, "old and longer than the new one");
        PrivateFiles.writeSecret(file, "new");
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("config.json");
    }

    @Test
    void interruptedThreadFinishesAWriteAndStaysInterrupted() throws IOException {
        Path file = folder.resolve("config.json");
        boolean kept;
        Thread.currentThread().interrupt();
        try {
            PrivateFiles.writeSecret(file, "the id of a new VM");
        } finally {
            kept = Thread.interrupted();
        }
        assertThat(kept).isTrue();
        assertThat(file).hasContent("the id of a new VM");
        assertThat(folder.toFile().list()).containsExactly("config.json");
    }

    @Test
    void failedWriteNamesTheFileAndLeavesNothing() throws IOException {
        Path occupied = folder.resolve("config.json");
        Files.createDirectories(occupied.resolve("in-the-way"));
        assertThatThrownBy(() -> PrivateFiles.writeSecret(occupied, "x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Cannot write " + occupied);
        assertThat(folder.toFile().list()).containsExactly("config.json");
    }
}
