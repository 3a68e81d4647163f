package io.onemachine.cli.command;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.listing.OrphanListing;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.DriverFlags;
import io.onemachine.cli.run.ErrorText;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.JsonFormat;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.cli.terminal.Confirmation;
import io.onemachine.cli.terminal.TerminalText;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.driver.HostInventory;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.orphan.Orphan;
import io.onemachine.machine.orphan.Orphans;
import io.onemachine.machine.orphan.RemovedMachine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code docker-machine gc}. */
final class Gc implements Command {
    /** Limits the load on the front end, which others use as well, unless the user asks for more. */
    private static final int MAX_PARALLEL = 8;

    @Override
    public String description() {
        return """
                Lists hosts that were created for machines of this store and that no machine refers to any more, and removes
                them after a question. Searches the accounts of the store's machines, and that of the options and environment.
                Hosts of other stores, and hosts that docker-machine did not mark, are never touched. Hosts that "rm -f" left
                behind are among them, marked or not, until they are gone.""";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.bool("dry-run", "List only"),
                Flag.text("format", "\"json\" prints the hosts as a JSON array; with --dry-run or -y"),
                Flag.list(
                        "forget",
                        "Forget the host that \"rm -f NAME\" could not remove, and remove nothing; "
                                + "not with --dry-run or --format"),
                Flag.bool("y", "Ask nothing"),
                ParallelFlag.flag("Number of hosts to remove at once", MAX_PARALLEL));
    }

    @Override
    public List<Flag> flags(DriverRegistry drivers) {
        List<Flag> flags = new ArrayList<>(flags());
        inventories(drivers).values().forEach(inventory -> flags.addAll(DriverFlags.of(inventory.flags(), flags)));
        return flags;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        if (!invocation.arguments().isEmpty()) {
            throw CommandFailure.ofArguments("Error: gc takes no arguments");
        }
        int limit = ParallelFlag.limit(invocation.flags());
        boolean json = JsonFormat.wanted(invocation);
        boolean listOnly = invocation.flags().on("dry-run");
        List<String> forgotten = invocation.flags().list("forget");
        if (!forgotten.isEmpty()) {
            if (json || listOnly) {
                throw CommandFailure.ofUsage("--forget lists nothing, so it does not go with "
                        + (listOnly ? "--dry-run" : "--format json") + ": nothing is forgotten");
            }
            return forget(forgotten, invocation);
        }
        boolean asks = !listOnly && !invocation.flags().on("y");
        if (json && asks) {
            throw CommandFailure.ofUsage("--format json asks nothing: --dry-run is needed to list, or -y to remove");
        }
        Orphans found = search(invocation);
        for (MachineException failure : found.failures()) {
            printFailure(invocation, CommandFailure.of(failure));
        }
        Set<Orphan> removed = Set.of();
        if (!listOnly) {
            forgetGone(found.gone(), invocation, json);
        }
        if (!json) {
            show(found.hosts(), invocation);
        }
        List<Orphan> removable =
                found.hosts().stream().filter(Orphan::removable).toList();
        if (!found.hosts().isEmpty() && !found.unreadable().isEmpty()) {
            printFailure(invocation, unreadable(found.unreadable()));
        } else if (!removable.isEmpty() && !listOnly) {
            if (asks && invocation.console().ask("Remove these?") != Confirmation.YES) {
                return exitCode(found.failures().isEmpty());
            }
            removed = remove(removable, invocation, limit, json);
        }
        if (json) {
            invocation.print(OrphanListing.json(found.hosts(), removed));
        }
        boolean done = listOnly || removed.size() == found.hosts().size();
        return exitCode(done && found.failures().isEmpty());
    }

    /** Forgets the named hosts of removed machines. */
    private static int forget(List<String> names, Invocation invocation) throws CommandFailure {
        try {
            Machines machines = invocation.machines();
            List<RemovedMachine> kept = machines.removedMachines();
            for (String name : names) {
                if (kept.stream().noneMatch(machine -> machine.name().equals(name))) {
                    throw new CommandFailure(
                            "No host of a removed machine \"" + name + "\" is remembered",
                            "\"docker-machine gc --dry-run\" lists what there is.");
                }
            }
            for (RemovedMachine machine : kept) {
                if (names.contains(machine.name())) {
                    machines.forget(machine);
                    invocation.print("Forgot the host of " + TerminalText.oneLine(machine.name()));
                }
            }
            return ExitCode.SUCCESS.number();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    private static void forgetGone(List<RemovedMachine> gone, Invocation invocation, boolean quiet)
            throws CommandFailure {
        try {
            for (RemovedMachine machine : gone) {
                invocation.machines().forget(machine);
                if (!quiet) {
                    invocation.print(
                            "The host of the removed machine " + TerminalText.oneLine(machine.name()) + " is gone.");
                }
            }
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    private static void show(List<Orphan> hosts, Invocation invocation) {
        if (hosts.isEmpty()) {
            invocation.print("No host of this store is without a machine.");
        } else {
            invocation.console().out().print(OrphanListing.table(hosts));
        }
    }

    private static Orphans search(Invocation invocation) throws CommandFailure {
        Map<String, DriverOptions> options = new LinkedHashMap<>();
        ProgramContext programContext = invocation.programContext();
        try {
            for (Map.Entry<String, HostInventory> driver :
                    inventories(programContext.drivers()).entrySet()) {
                List<DriverFlag> flags = driver.getValue().flags();
                options.put(
                        driver.getKey(), DriverFlags.options(flags, invocation.flags(), programContext.environment()));
            }
            return invocation.machines().orphans(options);
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    private static Map<String, HostInventory> inventories(DriverRegistry drivers) {
        Map<String, HostInventory> inventories = new LinkedHashMap<>();
        for (DriverProvider driver : drivers.builtIn()) {
            Optional<HostInventory> inventory = driver.inventory();
            inventory.ifPresent(present -> inventories.put(driver.name(), present));
        }
        return inventories;
    }

    private static CommandFailure unreadable(List<String> machines) {
        String names = String.join(", ", machines);
        return new CommandFailure(
                "Nothing is removed: any of these hosts may be that of a machine whose config.json cannot be read: "
                        + names,
                "Repair it, or give it up with \"docker-machine rm -f " + String.join(" ", machines) + "\".");
    }

    /** Removes all hosts, several at once; returns those that were removed. */
    private static Set<Orphan> remove(List<Orphan> hosts, Invocation invocation, int limit, boolean quiet)
            throws CommandFailure {
        Set<Orphan> removed = ConcurrentHashMap.newKeySet();
        try (ProgressBoard board = quiet
                ? ProgressBoard.grouped(
                        invocation.console().err(), invocation.console().err())
                : invocation.board()) {
            LaneProgress progress = LaneProgress.withWarningsAsErrors(board, invocation.programContext());
            Machines machines = invocation.programContext().machines(progress);
            List<String> names =
                    hosts.stream().map(orphan -> orphan.host().name()).toList();
            new MachineBatch(invocation, board, progress, limit).runIndexed(names, (index, lane) -> {
                remove(machines, hosts.get(index), lane);
                removed.add(hosts.get(index));
            });
        }
        return removed;
    }

    private static void remove(Machines machines, Orphan orphan, Lane lane) throws CommandFailure {
        String id = orphan.host().id();
        String host = id.isEmpty()
                ? "the host of " + orphan.host().name()
                : "host " + id + " (" + orphan.host().name() + ")";
        try {
            lane.step("Removing");
            machines.remove(orphan);
        } catch (MachineException e) {
            throw CommandFailure.of("Error removing " + host + ": ", e);
        }
        lane.out("Removed " + host);
    }

    private static void printFailure(Invocation invocation, CommandFailure failure) {
        ProgramContext programContext = invocation.programContext();
        invocation.console().out().flush();
        for (String line : ErrorText.lines(failure, programContext, null)) {
            invocation.console().err().print(TerminalText.lines(line) + "\n");
        }
    }

    private static int exitCode(boolean success) {
        return (success ? ExitCode.SUCCESS : ExitCode.FAILURE).number();
    }
}
