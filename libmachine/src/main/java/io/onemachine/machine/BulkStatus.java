package io.onemachine.machine;

import io.onemachine.machine.driver.BulkStatusProvider;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Status of many machines for one read-only command. Machines whose provider has bulk queries share one query; the others are asked
 * one by one.
 *
 * <p>The first thread that asks about a machine of a query runs it; others wait for its result. A result is valid as long as this
 * object is used; it is never passed to the machines' own methods. Thread-safe.
 */
public final class BulkStatus {
    private final Map<Machine, CoveringQuery> queries = new HashMap<>();
    private final List<List<Machine>> groups = new ArrayList<>();

    /** The bulk query that covers a machine, and the machine's driver in it. */
    private record CoveringQuery(Driver driver, FutureTask<Map<Driver, HostStatus>> task) {}

    private BulkStatus() {}

    /** Prepares the queries for these machines; nothing is asked yet. */
    public static BulkStatus of(Collection<Machine> machines) {
        BulkStatus status = new BulkStatus();
        Map<BulkStatusProvider, Map<Driver, Machine>> byProvider = new LinkedHashMap<>();
        for (Machine machine : machines) {
            Optional<BulkStatusProvider> provider = machine.bulkStatusProvider();
            provider.ifPresent(it -> byProvider
                    .computeIfAbsent(it, none -> new LinkedHashMap<>())
                    .put(machine.driver(), machine));
        }
        byProvider.forEach(status::prepare);
        for (Machine machine : machines) {
            if (!status.queries.containsKey(machine)) {
                status.groups.add(List.of(machine));
            }
        }
        return status;
    }

    private void prepare(BulkStatusProvider provider, Map<Driver, Machine> machines) {
        List<Driver> drivers = new ArrayList<>(machines.keySet());
        for (BulkStatusProvider.BulkQuery bulkQuery : provider.queries(drivers)) {
            FutureTask<Map<Driver, HostStatus>> task = new FutureTask<>(bulkQuery::run);
            List<Machine> group = new ArrayList<>();
            for (Driver driver : bulkQuery.drivers()) {
                Machine machine = machines.get(driver);
                if (machine != null) {
                    queries.put(machine, new CoveringQuery(driver, task));
                    group.add(machine);
                }
            }
            groups.add(group);
        }
    }

    /** Returns all machines: those of one bulk query in one group, every other machine in a group of its own. */
    public List<List<Machine>> groups() {
        return groups;
    }

    /**
     * Returns the status of a machine, or the machine itself when the query has no answer for it. Blocks until its query is done.
     *
     * @throws OperationInterruptedException when this thread, or the one that runs the query, is interrupted
     */
    public HostStatus of(Machine machine) {
        CoveringQuery query = queries.get(machine);
        return query == null ? machine : result(query.task()).getOrDefault(query.driver(), machine);
    }

    private static Map<Driver, HostStatus> result(FutureTask<Map<Driver, HostStatus>> task) {
        task.run(); // does nothing when another thread has started it
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("looking at the machines");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OperationInterruptedException interrupted) {
                // Time is up, or the user has stopped the command: do not start asking each driver.
                throw interrupted;
            }
            if (e.getCause() instanceof MachineException) {
                return Map.of(); // each machine is asked itself and reports its own error
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
