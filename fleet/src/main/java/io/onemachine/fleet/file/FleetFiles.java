package io.onemachine.fleet.file;

import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.file.PrivateFiles;
import io.onemachine.machine.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the fleet file: the given one, else that of {@code MACHINE_FLEET_FILE}, else fleet.yaml or fleet.yml in the current folder. */
public final class FleetFiles {
    /** The environment variable with the path of the file. */
    public static final String VARIABLE = "MACHINE_FLEET_FILE";

    /** The names in the current folder; the first that exists counts. */
    public static final List<String> NAMES = List.of("fleet.yaml", "fleet.yml");

    private static final String STANDARD_INPUT = "-";

    private FleetFiles() {}

    /**
     * Reads the fleet file.
     *
     * @param given a path, or {@code -} for standard input; empty when the user gave none
     * @param environment the environment variables
     * @param folder the current folder
     * @throws MachineException when there is no file, or it cannot be read
     */
    public static FleetSource read(
            Optional<String> given, Map<String, String> environment, Path folder, InputStream standardInput) {
        Optional<String> variable =
                Optional.ofNullable(environment.get(VARIABLE)).filter(path -> !path.isEmpty());
        Optional<String> path = given.or(() -> variable);
        if (path.isEmpty()) {
            return inFolder(folder);
        }
        if (path.get().equals(STANDARD_INPUT)) {
            return standardInput(standardInput);
        }
        Path file = folder.resolve(path.get());
        if (!Files.exists(file)) {
            throw new MachineException(
                    "There is no fleet file " + path.get()
                            + (given.isEmpty() ? " (environment variable " + VARIABLE + ")" : ""),
                    "Create it, or give the path of another one with " + Reference.option("file") + ".",
                    null);
        }
        return named(path.get(), file);
    }

    private static FleetSource inFolder(Path folder) {
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                return named(name, file);
            }
        }
        throw new MachineException(
                "There is neither fleet.yaml nor fleet.yml in " + folder,
                "Give the path of the fleet file with " + Reference.option("file") + ", or set " + VARIABLE + ".",
                null);
    }

    /** Reads a file under the name that the user knows it by. */
    private static FleetSource named(String name, Path file) {
        if (Files.isDirectory(file)) {
            throw new MachineException(name + " is a folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return FleetSource.read(name, in);
        } catch (IOException e) {
            throw PrivateFiles.failed("read", Path.of(name), e);
        }
    }

    /**
     * Reads a file with variables.
     *
     * @param path its path
     * @param folder the current folder
     * @throws MachineException when there is no file, or it cannot be read
     */
    public static Map<String, String> variables(String path, Path folder) {
        Path file = folder.resolve(path);
        if (!Files.exists(file)) {
            throw new MachineException("There is no file " + path + " (" + Reference.option("env-file") + ")");
        }
        return EnvironmentFile.parse(named(path, file));
    }

    private static FleetSource standardInput(InputStream in) {
        try {
            return FleetSource.read("stdin", in);
        } catch (IOException e) {
            throw new MachineException("Cannot read the fleet file from standard input: " + e, e);
        }
    }
}
