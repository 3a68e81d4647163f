package io.onemachine.cli.command;

import io.onemachine.cli.command.swarm.JoinOnCreation;
import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.FlagGroup;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.CreateFlags;
import io.onemachine.cli.run.CreateOptions;
import io.onemachine.cli.run.DriverFlags;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.run.MachineBatch;
import io.onemachine.cli.run.NewMachineNames;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.cli.spec.Operands;
import io.onemachine.machine.CreateRequest;
import io.onemachine.machine.CreationGroup;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.host.CapacityException;
import io.onemachine.machine.options.SwarmOptions;
import io.onemachine.swarm.SwarmOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code docker-machine create}. */
final class Create implements Command {
    /** Drivers built into docker-machine 0.16.2 that this program does not have. */
    private static final Set<String> BUILT_INTO_THE_GO_PROGRAM = Set.of(
            "amazonec2",
            "azure",
            "digitalocean",
            "exoscale",
            "google",
            "hyperv",
            "openstack",
            "rackspace",
            "softlayer",
            "virtualbox",
            "vmwarefusion",
            "vmwarevcloudair",
            "vmwarevsphere");

    @Override
    public String description() {
        return """
                Creates a machine: a host that a driver creates, and a Docker engine on it. A failed or interrupted creation
                is rolled back unless --keep-on-failure is given.

                Arguments: the name of the new machine, or several names to create machines with the same options in
                parallel, --parallel at once. Several names stand together, and are neither names nor values of options unless
                they stand after --. When the check of one fails, none is created; when the cloud has no room for one, those
                that have not begun are not created, and those that exist are kept. With --join they join a swarm when they exist;
                nothing is created when that swarm has no manager that answers. Other drivers than opennebula show their
                options with --driver NAME --help.""";
    }

    @Override
    public List<Flag> flags() {
        return CreateFlags.own();
    }

    @Override
    public List<Flag> flags(ProgramContext programContext, List<String> arguments) throws CommandFailure {
        List<Flag> flags = new ArrayList<>(CreateFlags.own());
        String name = CreateFlags.driverName(arguments, programContext.environment());
        try {
            flags.addAll(DriverFlags.of(programContext.driver(name), flags));
        } catch (DriverNotFoundException e) {
            CommandFailure failure = CommandFailure.of(name.isEmpty() ? "Error getting new host: " : "", e);
            throw BUILT_INTO_THE_GO_PROGRAM.contains(name)
                    ? failure.withHint("This driver is built into docker-machine 0.16.2. Link docker-machine-driver-"
                            + name + " in a folder of PATH to its program to use the driver here.")
                    : failure;
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        return flags;
    }

    @Override
    public List<FlagGroup> groups(List<Flag> flags, ProgramContext programContext, List<String> arguments)
            throws CommandFailure {
        DriverProvider driver = programContext.driver(CreateFlags.driverName(arguments, programContext.environment()));
        List<Flag> own = CreateFlags.own();
        List<FlagGroup> ofDriver = DriverFlags.groups(driver, DriverFlags.of(driver, own));
        if (ofDriver.isEmpty()) {
            return Command.super.groups(flags, programContext, arguments);
        }
        List<FlagGroup> groups = new ArrayList<>();
        groups.add(new FlagGroup("Options", own));
        groups.addAll(ofDriver);
        return groups;
    }

    @Override
    public Operands operands() {
        return Operands.NEW_MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        ProgramContext programContext = invocation.programContext();
        NewMachineNames newNames = new NewMachineNames(invocation.flags());
        List<String> names = newNames.checked();
        int limit = ParallelFlag.limit(invocation.flags());
        Optional<JoinOnCreation> join = JoinOnCreation.of(invocation.flags(), limit);
        if (names.size() > 1) {
            return createAll(invocation, newNames, join, limit);
        }
        if (join.isPresent()) {
            join.get().check(invocation);
        }
        String name = names.getFirst();
        try (ProgressBoard board = invocation.board()) {
            LaneProgress progress = new LaneProgress(board, programContext.debug());
            Lane lane = progress.open(name);
            Machines machines = programContext.machines(progress);
            machines.create(request(invocation, name)).close();
            if (join.isPresent()) {
                join.get().join(new SwarmOperations(machines, progress), name);
            }
            lane.afterwards(hint(programContext, name));
            return ExitCode.SUCCESS.number();
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    private static int createAll(
            Invocation invocation, NewMachineNames newNames, Optional<JoinOnCreation> join, int limit)
            throws CommandFailure {
        List<String> names = newNames.checked();
        ProgramContext programContext = invocation.programContext();
        Creations creations = new Creations();
        int exitCode;
        try (ProgressBoard board = invocation.parallelBoard()) {
            LaneProgress progress = new LaneProgress(board, programContext.debug());
            Machines machines = programContext.machines(progress);
            newNames.requireNew(machines);
            if (join.isPresent()) {
                join.get().check(invocation);
            }
            List<CreateRequest> requests = new ArrayList<>();
            for (String name : names) {
                requests.add(request(invocation, name));
            }
            Optional<JoinOnCreation> joinEach = join.filter(it -> !it.waitsForAll(names.size()));
            SwarmOperations swarms = new SwarmOperations(machines, progress);
            CreationGroup group = new CreationGroup(machines, names.size(), limit);
            exitCode = new MachineBatch(invocation, board, progress, names.size()).runIndexed(names, (index, lane) -> {
                creations.run(group, requests.get(index));
                if (joinEach.isPresent()) {
                    joinEach.get().join(swarms, names.get(index));
                }
                lane.afterwards(hint(programContext, names.get(index)));
            });
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
        creations.keptInSpiteOfARefusal(names).ifPresent(invocation::print);
        List<String> created = creations.created(names);
        if (join.isPresent() && join.get().waitsForAll(names.size()) && !created.isEmpty()) {
            int joined = join.get().joinAll(invocation, created);
            return exitCode == ExitCode.SUCCESS.number() ? joined : exitCode;
        }
        return exitCode;
    }

    /** Records which of several machines were created. */
    private static final class Creations {
        private final Set<String> created = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean refused = new AtomicBoolean();

        void run(CreationGroup group, CreateRequest request) {
            try {
                group.create(request).close();
                created.add(request.name());
            } catch (MachineException e) {
                if (CapacityException.isCauseOf(e)) {
                    refused.set(true);
                }
                throw e;
            }
        }

        List<String> created(List<String> names) {
            return names.stream().filter(created::contains).toList();
        }

        /** Returns a line about the machines that exist although there was no room for all. */
        Optional<String> keptInSpiteOfARefusal(List<String> names) {
            if (!refused.get() || created.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of("Created and kept: " + String.join(" ", created(names)));
        }
    }

    private static CreateRequest request(Invocation invocation, String name) throws CommandFailure {
        ProgramContext programContext = invocation.programContext();
        ParsedFlags flags = invocation.flags();
        DriverProvider driver = programContext.driver(flags.text("driver"));
        return CreateRequest.of(name, driver.name())
                .driverOptions(DriverFlags.options(driver, flags, programContext.environment()))
                .engine(CreateOptions.engine(flags))
                .swarm(swarm(flags))
                .ssh(CreateOptions.ssh(flags))
                .tlsSans(flags.list("tls-san"))
                .dockerContext(flags.on("context"))
                .keepOnFailure(flags.on("keep-on-failure"));
    }

    private static String hint(ProgramContext programContext, String name) {
        return "To see how to connect your Docker Client to the Docker Engine running on this virtual machine, run: "
                + programContext.program() + " env " + name;
    }

    private static SwarmOptions swarm(ParsedFlags flags) throws CommandFailure {
        String discovery = flags.text("swarm-discovery");
        if (!discovery.isEmpty() && !discovery.contains("://")) {
            throw new CommandFailure(
                    "Error parsing swarm discovery: Swarm Discovery URL was in the wrong format: " + discovery);
        }
        return new SwarmOptions(
                flags.on("swarm") || flags.on("swarm-master"),
                flags.text("swarm-addr"),
                discovery,
                flags.on("swarm"),
                flags.on("swarm-master"),
                flags.text("swarm-host"),
                flags.text("swarm-image"),
                flags.text("swarm-strategy"),
                flags.list("swarm-opt"),
                flags.list("swarm-join-opt"),
                SwarmOptions.defaults().env(),
                flags.on("swarm-experimental"));
    }
}
