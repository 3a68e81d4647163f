package io.onemachine.cli.command.fleet;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.flag.Flag;
import io.onemachine.cli.flag.ParsedFlags;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.Invocation;
import io.onemachine.cli.run.LaneProgress;
import io.onemachine.cli.run.ParallelFlag;
import io.onemachine.cli.run.ProgramContext;
import io.onemachine.cli.spec.Operands;
import io.onemachine.cli.terminal.Confirmation;
import io.onemachine.fleet.apply.FleetApply;
import io.onemachine.fleet.apply.FleetResult;
import io.onemachine.fleet.file.FleetFile;
import io.onemachine.fleet.plan.Consents;
import io.onemachine.fleet.plan.FleetPlan;
import io.onemachine.machine.FleetLock;
import io.onemachine.machine.Machines;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.swarm.SwarmOperations;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code docker-machine apply}. */
public final class Apply implements Command {
    private static final int AT_ONCE = 8;
    private static final String PRUNE = "prune";
    private static final String REPLACE = "replace";
    private static final String RESTART = "allow-restart";
    private static final String ADOPT = "adopt";
    private static final String YES = "y";

    @Override
    public String description() {
        return """
                Brings the machines of a fleet to what the fleet's file says: shows what differs, asks, and then creates and
                changes machines. All checks of all missing machines run before the first is created. What loses data or stops
                a host is done only with the option that allows it. Run it again after an error: it goes on where it was.
                Exit code: 0 when all is as the file says, 1 when something failed, 2 when something is left that needs
                --prune, --replace, --allow-restart or --adopt, 3 when a check failed and nothing was created.

                Arguments: names of machines of the fleet; without one all of them.""";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(FleetSourceFlags.flags());
        flags.add(Flag.bool(YES, "Ask nothing"));
        flags.add(ParallelFlag.flag("Number of machines to work on at once", AT_ONCE));
        flags.add(Flag.bool(PRUNE, "Remove machines of the fleet that are not in the file any more"));
        flags.add(
                Flag.list(REPLACE, "Machine to remove and create again where its changes need that; can be repeated"));
        flags.add(Flag.bool(RESTART, "Restart running hosts whose size cannot be changed while they run"));
        flags.add(Flag.bool(ADOPT, "Take machines that exist, and are in no fleet or another one, into this fleet"));
        return flags;
    }

    @Override
    public Operands operands() {
        return Operands.MACHINES;
    }

    @Override
    public int run(Invocation invocation) throws CommandFailure {
        Consents consents = consents(invocation.flags());
        int parallel = ParallelFlag.limit(invocation.flags());
        FleetFile file = FleetSourceFlags.read(invocation);
        requireReplacedInFile(consents.replace(), file);
        Machines opened = invocation.machines();
        try (FleetLock _ = opened.lockFleet(file.name())) {
            FleetPlan plan = Diff.plan(invocation, opened, file);
            PlanText.lines(plan, file.source(), consents).forEach(invocation::print);
            if (plan.allowed(consents).isEmpty()
                    && plan.allowedInSwarm(consents).isEmpty()) {
                return (plan.isEmpty() ? ExitCode.SUCCESS : ExitCode.DIFFERENCES).number();
            }
            requireConfirmed(invocation);
            return apply(invocation, file, plan, consents, parallel);
        } catch (MachineException e) {
            throw CommandFailure.of(e);
        }
    }

    private static Consents consents(ParsedFlags flags) {
        return new Consents(flags.on(PRUNE), Set.copyOf(flags.list(REPLACE)), flags.on(RESTART), flags.on(ADOPT));
    }

    private static void requireReplacedInFile(Set<String> replaced, FleetFile file) throws CommandFailure {
        for (String name : replaced) {
            if (file.machine(name).isEmpty()) {
                throw CommandFailure.ofUsage(
                        "--" + REPLACE + ": there is no machine \"" + name + "\" in " + file.source());
            }
        }
    }

    static void requireConfirmed(Invocation invocation) throws CommandFailure {
        if (!invocation.flags().on(YES) && invocation.console().ask("Are you sure?") != Confirmation.YES) {
            throw new CommandFailure(
                    "Nothing was changed: the question was not answered by y", "With -y nothing is asked.");
        }
    }

    private static int apply(Invocation invocation, FleetFile file, FleetPlan plan, Consents consents, int parallel)
            throws CommandFailure {
        ProgramContext programContext = invocation.programContext();
        FleetResult result;
        try (ProgressBoard board = invocation.parallelBoard()) {
            LaneProgress progress = new LaneProgress(board, programContext.debug());
            Machines machines = programContext.machines(progress);
            result = new FleetApply(
                            machines,
                            new SwarmOperations(machines, progress),
                            programContext.drivers(),
                            file,
                            FleetSourceFlags.pathOf(invocation, file),
                            consents,
                            Set.copyOf(invocation.arguments()),
                            parallel,
                            new LaneObserver(programContext, board, progress),
                            InstantSource.system())
                    .run(plan);
        }
        return report(invocation, file.name(), result);
    }

    /** Prints what became of the fleet and returns the exit code. */
    static int report(Invocation invocation, String fleet, FleetResult result) {
        String done = result.done().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        int failed = result.failures().size();
        invocation.print("Fleet \"" + fleet + "\": " + (done.isEmpty() ? "nothing done" : done)
                + (failed == 0 ? "" : ", " + failed + " failed") + ".");
        result.left().forEach(line -> invocation.print("Left as it is: " + line));
        boolean interrupted = Thread.currentThread().isInterrupted()
                || result.failures().values().stream().anyMatch(OperationInterruptedException.class::isInstance);
        ExitCode code;
        if (interrupted) {
            code = ExitCode.INTERRUPTED;
        } else if (result.isRefused()) {
            code = ExitCode.PRE_CREATE_CHECK;
        } else if (failed > 0) {
            code = ExitCode.FAILURE;
        } else {
            code = result.left().isEmpty() ? ExitCode.SUCCESS : ExitCode.DIFFERENCES;
        }
        return code.number();
    }
}
