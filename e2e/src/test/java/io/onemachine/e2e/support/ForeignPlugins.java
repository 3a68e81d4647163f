package io.onemachine.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A folder in {@code PATH} with third-party driver plugins: {@code pluginserve}, in Go, under several names, and scripts. */
public final class ForeignPlugins {
    private final Path folder;
    private final Path program;

    /** Builds {@code pluginserve}; skips the test, saying why, where there is no Go. */
    public ForeignPlugins(Path folder, UserEnvironment userEnvironment) {
        this.folder = folder.resolve("plugins");
        try {
            Files.createDirectories(this.folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.program = GoProgram.build("pluginserve", this.folder.resolve("pluginserve"), userEnvironment);
    }

    /** Installs {@code pluginserve} as the plugin of a driver; each start of it is counted. */
    public ForeignPlugins serving(String driver) {
        return script(driver, "exec '" + program + "' \"$0\"");
    }

    /** Installs a shell script as the plugin of a driver; each start of it is counted. */
    public ForeignPlugins script(String driver, String text) {
        Path file = folder.resolve("docker-machine-driver-" + driver);
        try {
            Files.writeString(file, "#!/bin/sh\necho \"$0\" >>'" + starts() + "'\n" + text + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The computer with these plugins in its {@code PATH}. */
    public UserEnvironment in(UserEnvironment computer) {
        return computer.with("PATH", folder + ":" + UserEnvironment.path());
    }

    /** How many plugins have been started since the last call. */
    public int newStarts() {
        try {
            int count = Files.exists(starts()) ? Files.readAllLines(starts()).size() : 0;
            Files.deleteIfExists(starts());
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plugins that run now. */
    public List<String> running() {
        return ProcessHandle.allProcesses()
                .map(process -> SystemSnapshot.commandLine(process.pid()))
                .filter(line -> line.contains(folder + "/docker-machine-driver-"))
                .toList();
    }

    /** Fails when a plugin still runs. */
    public void haveAllEnded() {
        assertThat(running()).as("plugins that still run").isEmpty();
    }

    private Path starts() {
        return folder.resolve("starts");
    }
}
