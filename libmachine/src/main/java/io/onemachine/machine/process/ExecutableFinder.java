package io.onemachine.machine.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Finds programs in the folders of {@code PATH}. */
public final class ExecutableFinder {
    private ExecutableFinder() {}

    /** Returns whether a program can be found. */
    public static boolean contains(String program, Map<String, String> environment) {
        return find(program, environment).isPresent();
    }

    /**
     * Returns the file of a program, the first that is found. Empty or relative entries of {@code PATH} depend on the current folder and
     * are ignored.
     *
     * @param program its name, without a folder
     * @param environment the environment with {@code PATH}
     */
    public static Optional<Path> find(String program, Map<String, String> environment) {
        if (program.contains("/") || program.contains(File.separator)) {
            return Optional.empty();
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> file(folder, program))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Path> file(String folder, String program) {
        try {
            Path file = Path.of(folder).resolve(program);
            return Optional.of(file)
                    .filter(Path::isAbsolute)
                    .filter(found -> Files.isRegularFile(found) && Files.isExecutable(found));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
