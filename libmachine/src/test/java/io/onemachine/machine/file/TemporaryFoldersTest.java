package io.onemachine.machine.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemporaryFoldersTest {
    /** A number of no process: Linux numbers processes up to 2^22. */
    private static final String ENDED_PROCESS = "om-99999999-";

    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    @Test
    void folderIsPrivate() throws IOException {
        Path folder = TemporaryFolders.create();
        try {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        } finally {
            Files.delete(folder);
        }
    }

    @Test
    void onlyOldFoldersOfEndedProcessesAreRemoved(@TempDir Path parent) throws IOException {
        Path left = folder(parent, ENDED_PROCESS + "left", NOW.minus(Duration.ofDays(2)));
        Path young = folder(parent, ENDED_PROCESS + "young", NOW);
        Path ours = folder(parent, "om-" + ProcessHandle.current().pid() + "-x", NOW.minus(Duration.ofDays(2)));
        Path others = folder(parent, "om-mine", NOW.minus(Duration.ofDays(2)));
        Path fuller = folder(parent, ENDED_PROCESS + "fuller", NOW);
        Files.writeString(fuller.resolve("more"), "");
        Files.setLastModifiedTime(fuller, FileTime.from(NOW.minus(Duration.ofDays(2))));
        Path link = Files.createSymbolicLink(parent.resolve(ENDED_PROCESS + "link"), others);

        TemporaryFolders.sweep(parent, NOW.minus(Duration.ofDays(1)));

        assertThat(left).doesNotExist();
        assertThat(young).exists();
        assertThat(ours).exists();
        assertThat(others.resolve("known_hosts")).exists();
        assertThat(fuller.resolve("more")).exists();
        assertThat(link).isSymbolicLink();
    }

    private static Path folder(Path parent, String name, Instant changed) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve("known_hosts"), "");
        Files.setLastModifiedTime(folder, FileTime.from(changed));
        return folder;
    }
}
