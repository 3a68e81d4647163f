package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostDirectoryTest {

    @TempDir
    Path folder;

    @Test
    void deletingADiskLeavesForeignFilesAlone() throws Exception {
        Path directory = Files.createDirectories(folder.resolve("vm1"));
        Files.createDirectories(directory.resolve("upper/etc"));
        Files.writeString(directory.resolve("console.log"), "x");
        Path stranger = Files.writeString(directory.resolve("notes.txt"), "x");

        new HostDirectory(directory).delete(new ProcessCommandRunner());

        assertThat(directory).isDirectoryContaining(path -> path.equals(stranger));
        assertThat(directory.resolve("upper")).doesNotExist();
        Files.delete(stranger);
        new HostDirectory(directory).delete(new ProcessCommandRunner());
        assertThat(directory).doesNotExist();
    }
}
