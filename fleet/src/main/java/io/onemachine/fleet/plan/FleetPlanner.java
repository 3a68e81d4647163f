package io.onemachine.fleet.plan;

import io.onemachine.fleet.file.FleetFile;
import io.onemachine.fleet.file.FleetMachine;
import io.onemachine.fleet.file.MachineSettings;
import io.onemachine.fleet.swarm.SwarmAction;
import io.onemachine.fleet.swarm.SwarmPlanner;
import io.onemachine.machine.BulkStatus;
import io.onemachine.machine.FleetMembership;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.swarm.SwarmOperations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares a fleet file with the machines of a store and with their clouds, which are asked in bulk. */
public final class FleetPlanner {
    private final Machines machines;
    private final SwarmOperations operations;
    private final DriverRegistry drivers;
    private final FleetFile file;
    private final Set<String> names;
    private final List<String> warnings = new ArrayList<>();

    /** The names of entries that are no machine yet. */
    private final Set<String> reserved = new HashSet<>();

    /** The names of docker contexts by machine. */
    private final Map<String, String> contexts;

    /**
     * @param operations the swarms of these machines
     * @param names the machines to look at; empty for all
     */
    public FleetPlanner(
            Machines machines, SwarmOperations operations, DriverRegistry drivers, FleetFile file, Set<String> names) {
        this.machines = machines;
        this.operations = operations;
        this.drivers = drivers;
        this.file = file;
        this.names = Set.copyOf(names);
        this.contexts = machines.dockerContexts().names();
    }

    /**
     * Compares. Asks each front end a number of questions that does not depend on the number of machines, as far as their drivers can.
     *
     * @throws MachineException when a named machine is not in the fleet, or a front end or a machine's configuration cannot be read
     */
    public FleetPlan plan() {
        Map<String, Machine> loaded = new LinkedHashMap<>();
        try {
            load(loaded);
            requireKnown(loaded);
            List<PlannedAction> actions = actions(loaded);
            return new FleetPlan(file.name(), actions, swarm(loaded.keySet(), actions), warnings);
        } finally {
            loaded.values().forEach(Machine::close);
        }
    }

    /** Compares the swarm; machines that are created, or created again, join it as new ones. */
    private List<SwarmAction> swarm(Set<String> existing, List<PlannedAction> actions) {
        if (file.swarm().isEmpty()) {
            return List.of();
        }
        Set<String> staying = new HashSet<>(existing);
        for (PlannedAction action : actions) {
            if (action.kind() == ActionKind.RECREATE) {
                staying.remove(action.machine());
            }
        }
        return new SwarmPlanner(operations, file, name -> staying.contains(name) || isOutside(name), names).plan();
    }

    /** Returns whether a machine exists that is not looked at. */
    private boolean isOutside(String name) {
        return !isWanted(name) && machines.exists(name);
    }

    /** Loads the machines of the file that exist, and those that are in the fleet without being in the file. */
    private void load(Map<String, Machine> loaded) {
        for (String name : machines.names()) {
            boolean isInFile = file.machine(name).isPresent();
            if (isInFile && isWanted(name)) {
                load(name).ifPresent(machine -> loaded.put(name, machine));
            } else if (!isInFile && isWanted(name)) {
                loadSurplus(name, loaded);
            }
        }
    }

    /** Loads a machine; empty for one whose creation was killed before it wrote anything. */
    private Optional<Machine> load(String name) {
        try {
            return Optional.of(machines.load(name));
        } catch (InvalidMachineConfigException e) {
            if (machines.isOnlyReserved(name)) {
                reserved.add(name);
                return Optional.empty();
            }
            throw damaged(name, e);
        }
    }

    private static MachineException damaged(String name, InvalidMachineConfigException cause) {
        return new MachineException(
                "The configuration of machine \"" + name + "\" cannot be used: " + cause.getMessage(),
                "Repair its config.json, or remove it with \""
                        + Reference.command("rm")
                                .with(Reference.option("force"))
                                .with(name) + "\".",
                cause);
    }

    private void loadSurplus(String name, Map<String, Machine> loaded) {
        Machine machine;
        try {
            machine = machines.load(name);
        } catch (MachineException e) {
            return; // a damaged entry that the file does not name is none of this fleet's
        }
        if (isOfFleet(machine)) {
            loaded.put(name, machine);
        } else {
            machine.close();
        }
    }

    private boolean isWanted(String name) {
        return names.isEmpty() || names.contains(name);
    }

    private boolean isOfFleet(Machine machine) {
        return machine.fleet()
                .filter(fleet -> fleet.fleet().equals(file.name()))
                .isPresent();
    }

    private void requireKnown(Map<String, Machine> loaded) {
        for (String name : names) {
            if (file.machine(name).isEmpty() && !loaded.containsKey(name)) {
                throw new MachineException(
                        "Machine \"" + name + "\" is neither in " + file.source() + " nor in the fleet \"" + file.name()
                                + "\"",
                        "Name machines of the file, or none for all of them.",
                        null);
            }
        }
    }

    private List<PlannedAction> actions(Map<String, Machine> loaded) {
        BulkStatus statuses = BulkStatus.of(loaded.values());
        List<PlannedAction> actions = new ArrayList<>();
        for (FleetMachine wanted : file.machines()) {
            if (!isWanted(wanted.name())) {
                continue;
            }
            Machine machine = loaded.get(wanted.name());
            if (reserved.contains(wanted.name())) {
                actions.add(interrupted(wanted));
            } else if (machine == null) {
                actions.add(action(wanted, ActionKind.CREATE, List.of(), "", Optional.empty()));
            } else {
                actions.addAll(compare(wanted, machine, statuses));
            }
        }
        for (Machine machine : loaded.values()) {
            if (file.machine(machine.name()).isEmpty()) {
                actions.add(new PlannedAction(
                        machine.name(),
                        ActionKind.REMOVE,
                        Optional.empty(),
                        List.of(),
                        "it is not in " + file.source(),
                        Optional.of(Consent.PRUNE)));
            }
        }
        return actions;
    }

    private List<PlannedAction> compare(FleetMachine wanted, Machine machine, BulkStatus statuses) {
        try {
            return compareReadable(wanted, machine, statuses);
        } catch (InvalidMachineConfigException e) {
            throw damaged(machine.name(), e);
        }
    }

    private List<PlannedAction> compareReadable(FleetMachine wanted, Machine machine, BulkStatus statuses) {
        boolean isOurs = isOfFleet(machine);
        if (isOurs && machine.isCreationUnfinished()) {
            return List.of(interrupted(wanted));
        }
        if (!machine.driverName().equals(wanted.settings().driver())) {
            Difference driver = new Difference(
                    "driver", machine.driverName(), wanted.settings().driver(), Effect.REPLACE, false);
            return isOurs
                    ? List.of(replacement(wanted, List.of(driver), ""))
                    : List.of(conflict(wanted, machine, List.of(driver)));
        }
        PresentHost host = PresentHost.of(machine, statuses.of(machine));
        if (host.isGone()) {
            return List.of(
                    isOurs
                            ? action(wanted, ActionKind.RECREATE, List.of(), "its host is gone", Optional.empty())
                            : action(
                                    wanted,
                                    ActionKind.RECREATE,
                                    List.of(),
                                    exists(machine) + ", and its host is gone",
                                    Optional.of(Consent.ADOPT)));
        }
        List<Difference> differences = differences(wanted, machine, isOurs, host);
        if (!isOurs) {
            return List.of(conflict(wanted, machine, differences));
        }
        if (host.state() == MachineState.ERROR) {
            return List.of(replacement(wanted, differences, "its host has failed"));
        }
        return ofDifferences(wanted, differences);
    }

    private static PlannedAction interrupted(FleetMachine wanted) {
        return action(wanted, ActionKind.RECREATE, List.of(), "its creation was interrupted", Optional.empty());
    }

    private PlannedAction conflict(FleetMachine wanted, Machine machine, List<Difference> differences) {
        return action(wanted, ActionKind.ADOPT, differences, exists(machine), Optional.of(Consent.ADOPT));
    }

    private static String exists(Machine machine) {
        return machine.fleet()
                .map(fleet -> "it exists in the fleet \"" + fleet.fleet() + "\"")
                .orElse("it exists and is in no fleet");
    }

    /** Returns what can be changed and what only a replacement changes as two actions: the one does not wait for the other. */
    private static List<PlannedAction> ofDifferences(FleetMachine wanted, List<Difference> differences) {
        List<Difference> changes = differences.stream()
                .filter(difference -> difference.effect() != Effect.REPLACE)
                .toList();
        List<Difference> others = differences.stream()
                .filter(difference -> difference.effect() == Effect.REPLACE)
                .toList();
        List<PlannedAction> actions = new ArrayList<>();
        if (!changes.isEmpty()) {
            actions.add(action(wanted, ActionKind.CHANGE, changes, "", Optional.empty()));
        }
        if (!others.isEmpty()) {
            actions.add(replacement(wanted, others, ""));
        }
        return actions;
    }

    private static PlannedAction replacement(FleetMachine wanted, List<Difference> differences, String reason) {
        return action(wanted, ActionKind.REPLACE, differences, reason, Optional.of(Consent.REPLACE));
    }

    private static PlannedAction action(
            FleetMachine wanted,
            ActionKind kind,
            List<Difference> differences,
            String reason,
            Optional<Consent> needs) {
        return new PlannedAction(wanted.name(), kind, Optional.of(wanted), differences, reason, needs);
    }

    private List<Difference> differences(FleetMachine inFile, Machine machine, boolean isOurs, PresentHost host) {
        MachineSettings wanted = inFile.settings();
        DriverProvider driver = driver(machine);
        AppliedSettings applied = isOurs ? applied(machine) : presentOf(machine, driver, wanted);
        List<Difference> differences =
                new ArrayList<>(new MachineComparison(wanted, driver, applied, host).differences());
        machine.fleet()
                .map(FleetMembership::group)
                .filter(group -> isOurs && !group.equals(inFile.group()))
                .ifPresent(
                        group -> differences.add(new Difference("group", group, inFile.group(), Effect.LIVE, false)));
        if (machine.driver().provisionable()) {
            differences.addAll(EngineComparison.differences(
                    wanted, machine.options().engine(), machine.options().auth().serverCertSans()));
        }
        if (machine.isUnfinished()) {
            differences.add(new Difference("engine", "interrupted", "provisioned", Effect.ENGINE_RESTART, false));
        }
        compareContext(wanted, machine, differences);
        if ((wanted.labels().isPresent() || wanted.lease().isPresent())
                && host.description().isEmpty()) {
            warnings.add("Machine \"" + machine.name() + "\": the driver \"" + machine.driverName()
                    + "\" knows neither labels nor a lease; those of the file have no effect.");
        }
        return differences;
    }

    private void compareContext(MachineSettings wanted, Machine machine, List<Difference> differences) {
        boolean has = contexts.containsKey(machine.name());
        if (has != wanted.context()) {
            differences.add(new Difference(
                    "context", Boolean.toString(has), Boolean.toString(wanted.context()), Effect.LIVE, false));
        }
    }

    private DriverProvider driver(Machine machine) {
        return drivers.find(machine.driverName())
                .orElseThrow(() -> DriverNotFoundException.forStoredMachine(machine.driverName()));
    }

    /** Returns what was applied to a machine of the fleet before. */
    public static AppliedSettings applied(Machine machine) {
        return AppliedSettings.parse(
                machine.fleet().map(FleetMembership::settings).orElse("{}"));
    }

    /** Returns the settings of a machine that no file was applied to, as far as the file names them and the driver knows them. */
    public static AppliedSettings presentOf(Machine machine, DriverProvider driver, MachineSettings wanted) {
        Map<String, List<String>> present = new LinkedHashMap<>(AppliedSettings.remembered(
                driver.createOptions(machine.driver().config()).orElse(wanted.options()), driver));
        present.keySet().retainAll(wanted.options().keySet());
        return new AppliedSettings(present, Optional.empty());
    }
}
