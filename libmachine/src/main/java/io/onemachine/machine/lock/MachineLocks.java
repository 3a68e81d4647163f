package io.onemachine.machine.lock;

import io.onemachine.machine.error.MachineBusyException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.store.StorePermissions;
import io.onemachine.machine.time.Polling;
import io.onemachine.machine.time.Sleeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets one command at a time change a machine; others wait and report it. */
public final class MachineLocks {
    /** Seconds to wait for another command. */
    static final String VARIABLE = "MACHINE_LOCK_TIMEOUT";

    static final String CREATE = "create";
    static final String REMOVE = "rm";

    private static final String APPLY = "apply";
    private static final String FLEET_PREFIX = "fleet ";

    private static final int DEFAULT_SECONDS = 120;
    private static final int FLEET_SECONDS = 3_600;
    private static final int MOST_SECONDS = 86_400;

    /** Commands that {@code kill} may interrupt, as it is often used because one of them hangs. */
    private static final Set<String> KILLED = Set.of("start", "stop", "restart", "kill");

    /** Problems of a store are reported once by each process. */
    private static final Set<Path> CHECKED = ConcurrentHashMap.newKeySet();

    private final MachineStore store;
    private final Map<String, String> environment;
    private final Progress progress;
    private final Sleeper sleeper;
    private final Set<String> others = new HashSet<>();

    /** @param environment the environment with {@value #VARIABLE} */
    public MachineLocks(MachineStore store, Map<String, String> environment, Progress progress, Sleeper sleeper) {
        this.store = store;
        this.environment = environment;
        this.progress = progress;
        this.sleeper = sleeper;
    }

    /** Returns the commands that held the lock while this one waited for it: they may have reached this one's target state. */
    public Set<String> others() {
        return Set.copyOf(others);
    }

    /** Looks for an alternative while the lock is held by another. */
    @FunctionalInterface
    private interface WhileBusy {
        /** Returns a lock that suffices, or empty to continue waiting. */
        Optional<MachineLock> look(Optional<MachineLock.Holder> holder);
    }

    /**
     * Waits for the lock of an existing machine.
     *
     * @param command the command that needs it
     * @throws MachineBusyException when the other command does not finish in time
     * @throws StoreException when the store cannot be written
     */
    public MachineLock acquire(String command, String name) {
        store.requireOwnFolder(name);
        return await(command, name, holder -> Optional.empty());
    }

    /** Does the same as {@link #acquire} for a machine whose entry in the store may be damaged. */
    public MachineLock acquireForRemove(String name) {
        return await(REMOVE, name, holder -> Optional.empty());
    }

    /** Does the same as {@link #acquire}, but does not wait for commands that only start or stop the host. */
    public MachineLock acquireForKill(String name) {
        store.requireOwnFolder(name);
        return await(
                "kill",
                name,
                holder -> holder.filter(other -> KILLED.contains(other.command()))
                        .map(other -> MachineLock.noop(store, name)));
    }

    /**
     * Takes the lock of a new machine. Waits only for the removal of a machine of that name.
     *
     * @throws MachineExistsException when a machine of that name exists or is being created
     */
    public MachineLock acquireForCreate(String name) {
        return await(CREATE, name, holder -> {
            boolean leaving =
                    holder.filter(other -> other.command().equals(REMOVE)).isPresent();
            if (!leaving && store.exists(name)) {
                throw new MachineExistsException(name);
            }
            return Optional.empty();
        });
    }

    /**
     * Waits for the lock of a fleet, up to an hour unless {@value #VARIABLE} says otherwise: creating many machines takes long. It
     * excludes other changes of the fleet as a whole; its machines have locks of their own.
     *
     * @throws MachineBusyException when the other command does not finish in time
     */
    public MachineLock acquireForFleet(String fleet) {
        String name = FLEET_PREFIX + fleet; // no machine has a blank in its name
        Optional<MachineLock> free = MachineLock.tryAcquire(store, name, APPLY);
        if (free.isPresent()) {
            return free.get();
        }
        progress.report(
                new ProgressEvent.Note("", "Waiting for another command that changes the fleet \"" + fleet + "\"..."));
        Duration limit = limit(FLEET_SECONDS);
        return Polling.upTo(limit, sleeper)
                .until(
                        "waiting for another command on the fleet " + fleet,
                        () -> MachineLock.tryAcquire(store, name, APPLY))
                .orElseThrow(() -> new MachineBusyException(
                        "The fleet \"" + fleet + "\" is busy: another command did not finish within "
                                + limit.toSeconds() + " s",
                        "Wait for it, or end it. " + VARIABLE + "=SECONDS waits longer."));
    }

    /** Returns the lock if it is free; for work that can be skipped. */
    public Optional<MachineLock> tryAcquire(String command, String name) {
        return MachineLock.tryAcquire(store, name, command);
    }

    private MachineLock await(String command, String name, WhileBusy whileBusy) {
        Duration limit = limit(DEFAULT_SECONDS);
        if (CHECKED.add(store.path())) {
            new StorePermissions(store.path())
                    .problems(name)
                    // Not a Warning: nothing has failed, and stderr is for errors only.
                    .forEach(text -> progress.report(new ProgressEvent.Note(name, "WARNING: " + text)));
        }
        Optional<MachineLock> free = MachineLock.tryAcquire(store, name, command);
        if (free.isPresent()) {
            store.sweep(name);
            return free.get();
        }
        addOther(MachineLock.holder(store, name)); // it may release the lock before the next attempt
        Waiting waiting = new Waiting(name);
        return Polling.upTo(limit, sleeper)
                .until("waiting for another command on " + name, () -> {
                    Optional<MachineLock> lock = MachineLock.tryAcquire(store, name, command);
                    if (lock.isPresent()) {
                        return lock;
                    }
                    Optional<MachineLock.Holder> holder = MachineLock.holder(store, name);
                    holder.map(MachineLock.Holder::command).ifPresent(others::add);
                    Optional<MachineLock> beside = whileBusy.look(holder);
                    if (beside.isEmpty()) {
                        waiting.report(holder);
                    }
                    return beside;
                })
                .orElseThrow(() -> waiting.timedOut(limit));
    }

    /** Notes the holder. An unknown one, which has just released the lock, may be any command that starts or stops a host. */
    private void addOther(Optional<MachineLock.Holder> holder) {
        others.addAll(holder.map(other -> Set.of(other.command())).orElse(KILLED));
    }

    /** Reports once what is being waited for. */
    private final class Waiting {
        private final String name;
        private Optional<MachineLock.Holder> last = Optional.empty();
        private boolean reported;

        Waiting(String name) {
            this.name = name;
        }

        void report(Optional<MachineLock.Holder> holder) {
            last = holder;
            if (!reported) {
                reported = true;
                progress.report(new ProgressEvent.Note(name, "Waiting for " + described() + " on \"" + name + "\"..."));
            }
        }

        MachineBusyException timedOut(Duration limit) {
            return new MachineBusyException(
                    "Machine \"" + name + "\" is busy: " + described() + " did not finish within " + limit.toSeconds()
                            + " s",
                    last.map(holder -> "Wait for it, or end it: kill " + holder.pid() + ". ")
                                    .orElse("Wait for it. ")
                            + VARIABLE + "=SECONDS waits longer.");
        }

        private String described() {
            return last.map(MachineLock.Holder::toString).orElse("another command");
        }
    }

    private Duration limit(int otherwise) {
        String text = environment.getOrDefault(VARIABLE, "");
        if (text.isEmpty()) {
            return Duration.ofSeconds(otherwise);
        }
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MOST_SECONDS) {
            return Duration.ofSeconds(Integer.parseInt(text));
        }
        throw new StoreException(
                VARIABLE + " must be a number of seconds from 0 to " + MOST_SECONDS + ", not \"" + text + "\"");
    }
}
