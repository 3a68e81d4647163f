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
 * Many machines for one reading command: those that one place knows about are looked at together, the others are asked themselves.
 *
 * <p>Whoever asks about the first machine of a place looks, whoever asks about another meanwhile waits for it. What was seen counts
 * for as long as this object is used, however long the command takes; it is never given to the machines' own methods. Can be used
 * from any thread.
 */
public final class BulkStatus {
    private final Map<Machine, Place> places = new HashMap<>();
    private final List<List<Machine>> groups = new ArrayList<>();

    /** Where a machine is seen from. */
    private record Place(Driver driver, FutureTask<Map<Driver, HostStatus>> look) {}

    private BulkStatus() {}

    /** Of these machines; nobody is asked yet. */
    public static BulkStatus of(Collection<Machine> machines) {
        BulkStatus views = new BulkStatus();
        Map<BulkStatusProvider, Map<Driver, Machine>> surveyed = new LinkedHashMap<>();
        for (Machine machine : machines) {
            Optional<BulkStatusProvider> survey = machine.bulkStatusProvider();
            survey.ifPresent(it ->
                    surveyed.computeIfAbsent(it, none -> new LinkedHashMap<>()).put(machine.driver(), machine));
        }
        surveyed.forEach(views::prepare);
        for (Machine machine : machines) {
            if (!views.places.containsKey(machine)) {
                views.groups.add(List.of(machine));
            }
        }
        return views;
    }

    private void prepare(BulkStatusProvider survey, Map<Driver, Machine> machines) {
        List<Driver> drivers = new ArrayList<>(machines.keySet());
        for (BulkStatusProvider.BulkQuery bulkQuery : survey.queries(drivers)) {
            FutureTask<Map<Driver, HostStatus>> task = new FutureTask<>(bulkQuery::run);
            List<Machine> group = new ArrayList<>();
            for (Driver driver : bulkQuery.drivers()) {
                Machine machine = machines.get(driver);
                if (machine != null) {
                    places.put(machine, new Place(driver, task));
                    group.add(machine);
                }
            }
            groups.add(group);
        }
    }

    /** All machines, those that are looked at together in one group, every other in one of its own. */
    public List<List<Machine>> groups() {
        return groups;
    }

    /**
     * What was seen of a machine, or the machine itself when nothing was. Blocks until the look that it is part of is over.
     *
     * @throws OperationInterruptedException when the thread is interrupted, or the one that looks is
     */
    public HostStatus of(Machine machine) {
        Place place = places.get(machine);
        return place == null ? machine : seen(place.look()).getOrDefault(place.driver(), machine);
    }

    private static Map<Driver, HostStatus> seen(FutureTask<Map<Driver, HostStatus>> look) {
        look.run(); // does nothing when somebody else does it already
        try {
            return look.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("looking at the machines");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OperationInterruptedException interrupted) {
                // The time is up, or the user has had enough: no reason to begin to ask each.
                throw interrupted;
            }
            if (e.getCause() instanceof MachineException) {
                return Map.of(); // the machines' own answers say what is wrong with each
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
