package io.onemachine.cli.command.fleet;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ValueHint;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.fleet.file.FleetFile;
import io.onemachine.fleet.file.FleetFiles;
import io.onemachine.fleet.file.FleetSource;
import io.onemachine.fleet.yaml.Problem;
import io.onemachine.machine.error.MachineException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options that name a fleet file, and the file that they name. */
final class FleetSourceFlags {
    private static final String FILE = "file";
    private static final String VARIABLES = "env-file";
    private static final String STANDARD_INPUT = "-";

    private FleetSourceFlags() {}

    static List<Flag> flags() {
        return List.of(
                Flag.text(
                                FILE,
                                "Fleet file, - for standard input; fleet.yaml or fleet.yml of this folder when not given")
                        .alias("f")
                        .from(FleetFiles.VARIABLE)
                        .expecting(ValueHint.FILE),
                Flag.text(VARIABLES, "File with lines NAME=VALUE for variables that the environment does not have")
                        .expecting(ValueHint.FILE));
    }

    /**
     * Reads and checks the file; prints its warnings on standard error.
     *
     * @throws CommandFailure with all problems of the file
     */
    static FleetFile read(Invocation invocation) throws CommandFailure {
        ProgramContext programContext = invocation.programContext();
        try {
            FleetSource source = FleetFiles.read(
                    given(invocation),
                    programContext.environment(),
                    Path.of(""),
                    programContext.console().in());
            FleetFile file = FleetFile.parse(source, variables(invocation), programContext.drivers());
            for (Problem warning : file.warnings()) {
                programContext.console().err().print("WARNING: " + warning + "\n");
            }
            return file;
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        } catch (InvalidPathException e) {
            throw CommandFailure.ofUsage("--" + FILE + " is not a valid path: " + e.getReason());
        }
    }

    private static Optional<String> given(Invocation invocation) {
        return Optional.of(invocation.flags().text(FILE)).filter(path -> !path.isEmpty());
    }

    /** Returns the absolute path of a file that was read, for the machines to remember; empty for standard input. */
    static String pathOf(Invocation invocation, FleetFile file) {
        return given(invocation).filter(STANDARD_INPUT::equals).isPresent()
                ? ""
                : Path.of(file.source()).toAbsolutePath().normalize().toString();
    }

    /** Returns the variables: those of the environment count before those of the file, as in Compose. */
    private static Map<String, String> variables(Invocation invocation) throws CommandFailure {
        String path = invocation.flags().text(VARIABLES);
        Map<String, String> variables = new HashMap<>();
        try {
            if (!path.isEmpty()) {
                variables.putAll(FleetFiles.variables(path, Path.of("")));
            }
        } catch (InvalidPathException e) {
            throw CommandFailure.ofUsage("--" + VARIABLES + " is not a valid path: " + e.getReason());
        }
        variables.putAll(invocation.programContext().environment());
        return variables;
    }
}
