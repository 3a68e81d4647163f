package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Problem;
import io.onemachine.machine.error.MachineException;
import java.util.List;
import java.util.stream.Collectors;

/** A fleet file, or a file with variables for it, is wrong. The message holds every problem, a line each. */
public final class FleetFileException extends MachineException {
    private static final long serialVersionUID = 1L;

    /** More lines than this would hide the first ones. */
    private static final int MOST_SHOWN = 100;

    private final transient List<Problem> problems;

    /**
     * @param file the file's name
     * @param problems at least one problem, in the order of the file
     */
    public FleetFileException(String file, List<Problem> problems) {
        super(message(file, problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns all problems, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(String file, List<Problem> problems) {
        if (problems.size() == 1) {
            return problems.getFirst().toString();
        }
        String more = problems.size() > MOST_SHOWN ? "\nand " + (problems.size() - MOST_SHOWN) + " more" : "";
        return problems.stream()
                .limit(MOST_SHOWN)
                .map(Problem::toString)
                .collect(Collectors.joining("\n", file + " has " + problems.size() + " errors:\n", more));
    }
}
