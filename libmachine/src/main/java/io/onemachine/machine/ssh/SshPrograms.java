package io.onemachine.machine.ssh;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Looks whether this computer has an {@code ssh} program. */
public final class SshPrograms {
    private SshPrograms() {}

    /** Whether a program can be found in the {@code PATH} of an environment. */
    public static boolean isInPath(String program, Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> isExecutable(folder, program));
    }

    private static boolean isExecutable(String folder, String program) {
        try {
            Path file = Path.of(folder).resolve(program);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
