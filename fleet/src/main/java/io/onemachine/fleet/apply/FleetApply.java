package io.onemachine.fleet.apply;

import io.onemachine.fleet.file.FleetFile;
import io.onemachine.fleet.file.FleetLease;
import io.onemachine.fleet.file.FleetMachine;
import io.onemachine.fleet.file.MachineSettings;
import io.onemachine.fleet.plan.ActionKind;
import io.onemachine.fleet.plan.AppliedSettings;
import io.onemachine.fleet.plan.Consent;
import io.onemachine.fleet.plan.Consents;
import io.onemachine.fleet.plan.Difference;
import io.onemachine.fleet.plan.Effect;
import io.onemachine.fleet.plan.FleetPlan;
import io.onemachine.fleet.plan.FleetPlanner;
import io.onemachine.fleet.plan.PlannedAction;
import io.onemachine.fleet.swarm.SwarmAction;
import io.onemachine.fleet.swarm.SwarmActionKind;
import io.onemachine.fleet.swarm.SwarmChange;
import io.onemachine.fleet.swarm.SwarmPlanner;
import io.onemachine.machine.CreateRequest;
import io.onemachine.machine.CreationGroup;
import io.onemachine.machine.CreationHeldBackException;
import io.onemachine.machine.FleetMembership;
import io.onemachine.machine.Machine;
import io.onemachine.machine.Machines;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.error.DriverNotFoundException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.parallel.BoundedTasks;
import io.onemachine.swarm.SwarmOperations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings a fleet to what its file says: checks and creations first, then changes, then replacements one after the other, then removals. What
 * was done stays when something fails or this process is killed; the next run goes on from there.
 */
public final class FleetApply {
    private final Machines machines;
    private final SwarmOperations operations;
    private final DriverRegistry drivers;
    private final FleetFile file;
    private final String path;
    private final Consents consents;
    private final Set<String> names;
    private final int parallel;
    private final FleetWork work;
    private final InstantSource clock;
    private final Set<String> left = new LinkedHashSet<>();
    private final Set<Consent> needs = EnumSet.noneOf(Consent.class);
    private boolean refused;

    /**
     * @param path the file's absolute path, which its machines remember; empty for standard input
     * @param names the machines of the plan; empty for all
     * @param parallel how many machines are worked on at a time
     */
    public FleetApply(
            Machines machines,
            SwarmOperations operations,
            DriverRegistry drivers,
            FleetFile file,
            String path,
            Consents consents,
            Set<String> names,
            int parallel,
            FleetObserver observer,
            InstantSource clock) {
        this.machines = machines;
        this.operations = operations;
        this.drivers = drivers;
        this.file = file;
        this.path = path;
        this.consents = consents;
        this.names = Set.copyOf(names);
        this.parallel = parallel;
        this.work = new FleetWork(observer);
        this.clock = clock;
    }

    /**
     * Carries out a plan, with the fleet's lock. An interrupt ends it between two steps.
     *
     * @param plan the plan, made with that lock
     */
    public FleetResult run(FleetPlan plan) {
        plan.left(consents).forEach(this::leave);
        List<PlannedAction> allowed = plan.allowed(consents);
        checkReplacements(ofKind(allowed, ActionKind.REPLACE));
        if (!refused) {
            removeRemains(ofKind(allowed, ActionKind.RECREATE));
            List<PlannedAction> creations = new ArrayList<>(ofKind(allowed, ActionKind.CREATE));
            creations.addAll(ofKind(allowed, ActionKind.RECREATE));
            create(creations.stream()
                    .filter(action -> !work.hasFailed(action.machine()))
                    .toList());
        }
        if (!refused) {
            changeAll(withoutReplaced(allowed));
            formSwarm();
            for (PlannedAction action : ofKind(allowed, ActionKind.REPLACE)) {
                if (mayRemove("replaced", List.of(action))) {
                    replace(action);
                    formSwarm(); // before the next one goes
                }
            }
            List<PlannedAction> removals = ofKind(allowed, ActionKind.REMOVE);
            if (mayRemove("removed", removals)) {
                removeAll(removals);
            }
        }
        return new FleetResult(work.done(), work.failures(), List.copyOf(left), List.copyOf(needs), refused);
    }

    /** Returns the actions without changes of machines that are replaced. */
    private static List<PlannedAction> withoutReplaced(List<PlannedAction> actions) {
        Set<String> replaced = ofKind(actions, ActionKind.REPLACE).stream()
                .map(PlannedAction::machine)
                .collect(Collectors.toSet());
        return actions.stream()
                .filter(action -> !replaced.contains(action.machine()))
                .toList();
    }

    /** Returns whether hosts that work may be removed: not after a failure, as what comes in their place may be what failed. */
    private boolean mayRemove(String done, List<PlannedAction> actions) {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        if (!work.hasFailures()) {
            return true;
        }
        for (PlannedAction action : actions) {
            left.add("Machine \"" + action.machine() + "\" is not " + done + " after the failure of another machine");
        }
        return false;
    }

    private static List<PlannedAction> ofKind(List<PlannedAction> actions, ActionKind kind) {
        return actions.stream().filter(action -> action.kind() == kind).toList();
    }

    private synchronized void leave(PlannedAction action) {
        action.needs().ifPresent(needs::add);
        left.add("Machine \"" + action.machine() + "\": " + text(action));
    }

    private static String text(PlannedAction action) {
        List<String> texts = new ArrayList<>();
        if (!action.reason().isEmpty()) {
            texts.add(action.reason());
        }
        action.differences().forEach(difference -> texts.add(difference.text()));
        return String.join("; ", texts);
    }

    /** Checks, before anything is changed, that the machines that come in place of others can be created. */
    private void checkReplacements(List<PlannedAction> replacements) {
        List<Runnable> checks = new ArrayList<>();
        for (PlannedAction action : replacements) {
            checks.add(() -> work.on(action.machine(), "Checking", "", () -> machines.check(request(action.inFile()))));
        }
        run(checks);
        refused = work.hasFailures();
    }

    private void removeRemains(List<PlannedAction> actions) {
        List<Runnable> removals = new ArrayList<>();
        for (PlannedAction action : actions) {
            removals.add(() -> work.on(action.machine(), "Removing what is left", "", () -> removeRemains(action)));
        }
        run(removals);
    }

    private void removeRemains(PlannedAction action) {
        if (machines.isOnlyReserved(action.machine())) {
            machines.release(action.machine());
        } else {
            if (action.needs().isEmpty()) {
                requireOurs(action.machine());
            }
            machines.remove(action.machine(), false);
        }
    }

    /** What only reserved its name was in no fleet; it may have become a machine since the comparison. */
    private void requireOurs(String name) {
        try (Machine machine = machines.load(name)) {
            if (machine.fleet().filter(it -> it.fleet().equals(file.name())).isEmpty()) {
                throw new MachineExistsException(name);
            }
        }
    }

    private void create(List<PlannedAction> actions) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        CreationGroup group = new CreationGroup(machines, actions.size(), parallel);
        List<Runnable> creations = new ArrayList<>();
        for (PlannedAction action : actions) {
            creations.add(() -> create(action.inFile(), group));
        }
        int _ = BoundedTasks.run(creations, creations.size());
        refused = work.failures().values().stream().anyMatch(PreCreateCheckException.class::isInstance)
                && !work.done().containsKey(FleetResult.CREATED);
    }

    private void create(FleetMachine wanted, CreationGroup group) {
        work.on(wanted.name(), "Creating", FleetResult.CREATED, () -> {
            CreateRequest request;
            try {
                request = request(wanted);
            } catch (RuntimeException e) {
                group.withdraw(wanted.name()); // else the others would wait for it
                throw e;
            }
            try (Machine machine = group.create(request)) {
                complete(machine, wanted);
            }
        });
    }

    /** Brings a new machine to those settings of the file that are no part of a creation. */
    private void complete(Machine machine, FleetMachine wanted) {
        MachineChange change = change(machine, wanted, FleetPlanner.applied(machine));
        change.complete();
        machine.setFleet(Optional.of(membership(wanted, change.applied())));
    }

    private CreateRequest request(FleetMachine wanted) {
        requireLeaseToCome(wanted);
        AppliedSettings settings = AppliedSettings.ofNew(wanted.settings(), driver(wanted));
        return wanted.createRequest().fleet(membership(wanted, settings));
    }

    /** The lease is set after the creation, when it would be too late to refuse it. */
    private void requireLeaseToCome(FleetMachine wanted) {
        if (wanted.settings().lease().orElse(new FleetLease.Never()) instanceof FleetLease.Until(Instant end)
                && !end.isAfter(clock.instant())) {
            throw new PreCreateCheckException(new MachineException(
                    "The lease of machine \"" + wanted.name() + "\" ends in the past: " + end,
                    "Give a time to come in " + file.source() + ".",
                    null));
        }
    }

    private FleetMembership membership(FleetMachine wanted, AppliedSettings settings) {
        return new FleetMembership(file.name(), wanted.group(), path, settings.json());
    }

    private DriverProvider driver(FleetMachine wanted) {
        String name = wanted.settings().driver();
        return drivers.find(name).orElseThrow(() -> DriverNotFoundException.forNewMachine(name));
    }

    private MachineChange change(Machine machine, FleetMachine wanted, AppliedSettings before) {
        return new MachineChange(machine, wanted.settings(), driver(wanted), machines.dockerContexts(), clock, before);
    }

    /** Runs tasks, unless the command was interrupted before. */
    private void run(List<Runnable> tasks) {
        if (!Thread.currentThread().isInterrupted()) {
            int _ = BoundedTasks.run(tasks, parallel);
        }
    }

    private void changeAll(List<PlannedAction> actions) {
        List<Runnable> changes = new ArrayList<>();
        for (PlannedAction action : actions) {
            if (action.kind() == ActionKind.CHANGE) {
                changes.add(() -> work.on(action.machine(), "Changing", FleetResult.CHANGED, () -> change(action)));
            } else if (action.kind() == ActionKind.ADOPT) {
                changes.add(() -> work.on(action.machine(), "Adopting", FleetResult.ADOPTED, () -> change(action)));
            }
        }
        run(changes);
    }

    private void change(PlannedAction action) {
        FleetMachine wanted = action.inFile();
        try (Machine machine = machines.load(action.machine())) {
            MachineChange change = change(machine, wanted, before(action, machine));
            if (action.kind() == ActionKind.ADOPT) {
                machine.setFleet(Optional.of(membership(wanted, change.applied())));
            }
            if (machine.driverName().equals(wanted.settings().driver())) {
                List<Difference> notDone = change.apply(ofEffect(action, false), consents.restart());
                machine.setFleet(Optional.of(membership(wanted, change.applied())));
                leave(action, notDone, "its host has to be restarted", Consent.RESTART);
            }
            leave(action, ofEffect(action, true), "only another host can have this", Consent.REPLACE);
        }
    }

    /** Returns what was applied to a machine before; for one that is adopted, what it was created with. */
    private AppliedSettings before(PlannedAction action, Machine machine) {
        MachineSettings wanted = action.inFile().settings();
        if (action.kind() != ActionKind.ADOPT) {
            return FleetPlanner.applied(machine);
        }
        return machine.driverName().equals(wanted.driver())
                ? FleetPlanner.presentOf(machine, driver(action.inFile()), wanted)
                : AppliedSettings.parse("{}");
    }

    private static List<Difference> ofEffect(PlannedAction action, boolean isReplacing) {
        return action.differences().stream()
                .filter(difference -> (difference.effect() == Effect.REPLACE) == isReplacing)
                .toList();
    }

    private void leave(PlannedAction action, List<Difference> differences, String reason, Consent needs) {
        if (!differences.isEmpty()) {
            leave(new PlannedAction(
                    action.machine(), ActionKind.CHANGE, action.wanted(), differences, reason, Optional.of(needs)));
        }
    }

    private void replace(PlannedAction action) {
        work.on(action.machine(), "Replacing", FleetResult.REPLACED, () -> {
            machines.remove(action.machine(), false);
            try (Machine machine = machines.create(request(action.inFile()))) {
                complete(machine, action.inFile());
            }
        });
    }

    /** Brings the machines to the file's swarm; compares again, as the machines have changed. */
    private void formSwarm() {
        if (file.swarm().isEmpty() || Thread.currentThread().isInterrupted()) {
            return;
        }
        SwarmChange change = new SwarmChange(operations, file.swarm().get());
        List<SwarmAction> actions;
        try {
            actions = new SwarmPlanner(operations, file, machines::exists, names).plan();
        } catch (MachineException e) {
            work.on(file.swarm().get().managers().getFirst(), "Comparing the swarm of", "", () -> {
                throw e;
            });
            return;
        }
        List<Runnable> joining = new ArrayList<>();
        for (SwarmAction action : actions) {
            if (!consents.allow(action)) {
                leave(action);
            } else if (work.hasFailed(action.machine()) || !machines.exists(action.machine())) {
                // Its own failure is reported.
            } else if (action.kind() == SwarmActionKind.JOIN_AS_WORKER) {
                joining.add(() -> changeSwarm(change, action));
            } else {
                run(joining);
                joining.clear();
                changeSwarm(change, action);
            }
        }
        run(joining);
    }

    private void changeSwarm(SwarmChange change, SwarmAction action) {
        if (!Thread.currentThread().isInterrupted()) {
            work.on(action.machine(), "Changing the swarm of", counted(action.kind()), () -> change.run(action));
        }
    }

    private static String counted(SwarmActionKind kind) {
        return switch (kind) {
            case INIT, JOIN_AS_MANAGER, JOIN_AS_WORKER -> FleetResult.JOINED;
            case PROMOTE, LABEL, DEMOTE, AUTOLOCK -> FleetResult.CHANGED_IN_SWARM;
            case LEAVE -> FleetResult.LEFT;
        };
    }

    private synchronized void leave(SwarmAction action) {
        needs.add(Consent.PRUNE);
        String line = "Machine \"" + action.machine() + "\": it is in the swarm and not in the swarm of the file";
        if (!left.contains(line)) {
            left.add(line);
        }
    }

    private void removeAll(List<PlannedAction> actions) {
        List<Runnable> removals = new ArrayList<>();
        for (PlannedAction action : actions) {
            removals.add(() -> work.on(
                    action.machine(), "Removing", FleetResult.REMOVED, () -> machines.remove(action.machine(), false)));
        }
        run(removals);
    }

    /** Returns whether a failure only follows from that of another machine. */
    public static boolean isConsequence(MachineException failure) {
        return failure instanceof CreationHeldBackException || failure instanceof OperationInterruptedException;
    }
}
