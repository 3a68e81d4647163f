package io.onemachine.cli.run;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ExitCode;
import io.onemachine.cli.progress.Lane;
import io.onemachine.cli.progress.ProgressBoard;
import io.onemachine.machine.BulkStatus;
import io.onemachine.machine.CreationHeldBackException;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.parallel.BoundedTasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Acts on several machines at once, on as many as {@code --parallel} allows; shows the lines of each together, in the order they
 * were named. A machine named twice is processed the second time when all others have been processed once.
 */
public final class MachineBatch {
    private final ProgramContext programContext;
    private final ProgressBoard board;
    private final LaneProgress progress;
    private final int limit;
    private final Map<String, ExitCode> failed = new ConcurrentHashMap<>();

    /** @param limit the highest number of machines to act on at once */
    public MachineBatch(Invocation invocation, ProgressBoard board, LaneProgress progress, int limit) {
        this.programContext = invocation.programContext();
        this.limit = limit;
        this.board = board;
        this.progress = progress;
    }

    /** Acts on a loaded machine. */
    @FunctionalInterface
    public interface Action {
        void act(Machine machine, Lane lane) throws CommandFailure;
    }

    /** Reads the status of a machine; the supplier throws when the query failed. */
    @FunctionalInterface
    public interface StatusAction {
        void act(String name, Supplier<HostStatus> status, Lane lane) throws CommandFailure;
    }

    /** Prepares the action when all machines have been loaded; returns what to do with each. */
    @FunctionalInterface
    public interface Plan {
        Action of(Machines machines, List<Machine> loaded) throws CommandFailure;
    }

    /** Acts on a name, whether or not the store has such a machine. */
    @FunctionalInterface
    public interface NameAction {
        void act(String name, Lane lane) throws CommandFailure;
    }

    /**
     * Loads the named machines, or the default one, and acts on each. When one of them cannot be loaded, acts on none.
     *
     * @return the program's exit code
     */
    public static int forEach(Invocation invocation, Action action) throws CommandFailure {
        return forEachAfter(invocation, (machines, loaded) -> action);
    }

    /**
     * As {@link #forEach}, for a command that only reads the status: queries the machines in bulk where possible.
     *
     * @return the program's exit code
     */
    public static int forEachStatus(Invocation invocation, StatusAction action) throws CommandFailure {
        return forEachAfter(invocation, (machines, loaded) -> {
            BulkStatus statuses = BulkStatus.of(loaded);
            return (machine, lane) -> action.act(machine.name(), () -> statuses.of(machine), lane);
        });
    }

    /**
     * As {@link #forEach(Invocation, Action)}, with a preparation step.
     *
     * @return the program's exit code
     */
    public static int forEachAfter(Invocation invocation, Plan plan) throws CommandFailure {
        return forEachOf(invocation, invocation::targets, plan);
    }

    /** Selects the machines to act on. */
    @FunctionalInterface
    public interface Targets {
        List<String> of(Machines machines) throws CommandFailure;
    }

    /**
     * As {@link #forEachAfter}, where not all arguments are names of machines.
     *
     * @return the program's exit code
     */
    public static int forEachOf(Invocation invocation, Targets targets, Plan plan) throws CommandFailure {
        int limit = ParallelFlag.limit(invocation.flags());
        try (ProgressBoard board = invocation.board()) {
            LaneProgress progress =
                    new LaneProgress(board, invocation.programContext().debug());
            Machines machines = invocation.programContext().machines(progress);
            MachineBatch batch = new MachineBatch(invocation, board, progress, limit);
            List<Machine> loaded = new ArrayList<>();
            try {
                for (String name : targets.of(machines)) {
                    batch.tryToLoad(machines, name, loaded);
                }
                return batch.failed.isEmpty()
                        ? batch.actOn(loaded, plan.of(machines, loaded))
                        : ExitCode.FAILURE.number();
            } catch (MachineException e) {
                throw CommandFailure.of(e);
            } finally {
                for (Machine machine : loaded) {
                    machine.close();
                }
            }
        }
    }

    private void tryToLoad(Machines machines, String name, List<Machine> loaded) {
        try {
            loaded.add(machines.load(name));
        } catch (MachineException e) {
            failed.put(name, ExitCode.FAILURE);
            ErrorText.lines(CommandFailure.of(e), programContext, name).forEach(board::err);
        }
    }

    private int actOn(List<Machine> machines, Action action) {
        List<String> names = new ArrayList<>();
        for (Machine machine : machines) {
            names.add(machine.name());
        }
        return runIndexed(names, (index, lane) -> action.act(machines.get(index), lane));
    }

    /** Acts on each name; returns the program's exit code. */
    public int run(List<String> names, NameAction action) {
        return runIndexed(names, (index, lane) -> action.act(names.get(index), lane));
    }

    /** Acts on the name at an index of a list. */
    @FunctionalInterface
    public interface IndexedAction {
        void act(int index, Lane lane) throws CommandFailure;
    }

    /** Acts on each name, on equal names one after the other; returns the program's exit code. */
    public int runIndexed(List<String> names, IndexedAction action) {
        List<Integer> waiting = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            waiting.add(index);
        }
        while (!waiting.isEmpty() && !Thread.currentThread().isInterrupted()) {
            waiting = runRound(names, waiting, action);
        }
        waiting.forEach(index -> notStarted(names.get(index), progress.open(names.get(index))));
        return outcome(names).number();
    }

    /** Acts on the first occurrence of each name in parallel; returns the indexes left for another round. */
    private List<Integer> runRound(List<String> names, List<Integer> indexes, IndexedAction action) {
        List<Integer> waiting = new ArrayList<>();
        Map<String, Lane> lanes = new LinkedHashMap<>();
        List<Runnable> tasks = new ArrayList<>();
        for (int index : indexes) {
            String name = names.get(index);
            if (lanes.containsKey(name)) {
                waiting.add(index);
                continue;
            }
            Lane lane = progress.open(name);
            lanes.put(name, lane);
            tasks.add(() -> act(name, index, lane, action));
        }
        int begun = BoundedTasks.run(tasks, limit);
        lanes.entrySet().stream().skip(begun).forEach(lane -> notStarted(lane.getKey(), lane.getValue()));
        return waiting;
    }

    /** Reports a machine whose turn had not come when the command was interrupted. */
    private void notStarted(String name, Lane lane) {
        CommandFailure failure = CommandFailure.of(new OperationInterruptedException(
                "other machines were processed; nothing was done with \"" + name + "\""));
        fail(name, failure, "not started", lane);
        lane.close();
    }

    private void act(String name, int index, Lane lane, IndexedAction action) {
        try {
            action.act(index, lane);
        } catch (CommandFailure e) {
            fail(name, e, result(e), lane);
        } catch (MachineException e) {
            CommandFailure failure = CommandFailure.of(e);
            fail(name, failure, result(failure), lane);
        } catch (RuntimeException e) {
            fail(name, CommandFailure.ofFault(e), "failed", lane);
        } finally {
            lane.close();
        }
    }

    private void fail(String name, CommandFailure failure, String result, Lane lane) {
        failed.merge(name, failure.exitCode(), (one, other) -> one == other ? one : ExitCode.FAILURE);
        ErrorText.lines(failure, programContext, name).forEach(lane::err);
        lane.failed(result);
    }

    private static String result(CommandFailure failure) {
        if (failure.getCause() instanceof CreationHeldBackException) {
            return "not created";
        }
        return failure.exitCode() == ExitCode.INTERRUPTED ? "interrupted" : "failed";
    }

    /** Returns the common exit code when all failed alike, or when only an interrupt stopped some; else {@link ExitCode#FAILURE}. */
    private ExitCode outcome(List<String> names) {
        if (failed.isEmpty()) {
            return ExitCode.SUCCESS;
        }
        ExitCode common = failed.values().stream()
                .reduce((one, other) -> one == other ? one : ExitCode.FAILURE)
                .orElse(ExitCode.FAILURE);
        return common == ExitCode.INTERRUPTED || failed.keySet().containsAll(names) ? common : ExitCode.FAILURE;
    }
}
