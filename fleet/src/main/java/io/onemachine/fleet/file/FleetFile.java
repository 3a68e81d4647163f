package io.onemachine.fleet.file;

import io.onemachine.fleet.yaml.Problem;
import io.onemachine.fleet.yaml.Problems;
import io.onemachine.fleet.yaml.Variables;
import io.onemachine.fleet.yaml.YamlReader;
import io.onemachine.machine.driver.DriverRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fleet file, parsed, resolved and checked.
 *
 * <p>Settings of a group count before those of {@code defaults}. The maps {@code options}, {@code engine} and {@code ssh} are merged by key;
 * lists and single values of a group replace those of the defaults. {@code options} of the defaults do not apply to a group of another
 * driver.
 *
 * @param source the file's name
 * @param name the fleet's name
 * @param groups the groups, in the order of the file
 * @param machines all machines, in the order of the groups
 * @param swarm the swarm, when the file has one
 * @param warnings what is allowed, but probably not wanted
 */
public record FleetFile(
        String source,
        String name,
        List<FleetGroup> groups,
        List<FleetMachine> machines,
        Optional<FleetSwarm> swarm,
        List<Problem> warnings) {
    public FleetFile {
        groups = List.copyOf(groups);
        machines = List.copyOf(machines);
        warnings = List.copyOf(warnings);
    }

    /**
     * Parses a file.
     *
     * @param variables values of variables by name: the environment and what an {@link EnvironmentFile} adds; {@code MACHINE_DRIVER} in it is the
     *     driver of machines for which the file names none
     * @param drivers the available drivers, whose options are checked
     * @throws FleetFileException with all problems
     */
    public static FleetFile parse(FleetSource source, Map<String, String> variables, DriverRegistry drivers) {
        Problems problems = new Problems(source.name());
        Optional<FleetFile> file = YamlReader.read(source.text(), new Variables(variables), problems)
                .map(root -> new FleetReader(source.name(), variables, drivers, problems).read(root));
        if (file.isEmpty() || !problems.isEmpty()) {
            throw new FleetFileException(source.name(), problems.list());
        }
        return file.get();
    }

    /** Returns the machine of that name; empty when the file has none. */
    public Optional<FleetMachine> machine(String wanted) {
        return machines.stream()
                .filter(machine -> machine.name().equals(wanted))
                .findFirst();
    }
}
