package io.onemachine.machine.lock;

import io.onemachine.machine.error.MachineBusyException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.lock.MachineLock;
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

/** Lets one command at a time change a machine; the others wait for it, and say so. */
public final class MachineLocks {
    /** Seconds to wait for another command. */
    static final String VARIABLE = "MACHINE_LOCK_TIMEOUT";

    static final String CREATE = "create";
    static final String REMOVE = "rm";

    private static final int DEFAULT_SECONDS = 120;
    private static final int MOST_SECONDS = 86_400;

    /** What a host is turned off in the middle of, as who does that may well do because it hangs. */
    private static final Set<String> KILLED = Set.of("start", "stop", "restart", "kill");

    /** Complaints about a store are made once by each process. */
    private static final Set<Path> LOOKED_AT = ConcurrentHashMap.newKeySet();

    private final MachineStore store;
    private final Map<String, String> environment;
    private final Progress progress;
    private final Sleeper sleeper;
    private final Set<String> others = new HashSet<>();

    /** @param environment where {@value #VARIABLE} is looked up */
    public MachineLocks(MachineStore store, Map<String, String> environment, Progress progress, Sleeper sleeper) {
        this.store = store;
        this.environment = environment;
        this.progress = progress;
        this.sleeper = sleeper;
    }

    /** The commands that were at the machine while access was asked for: they may have done what is wanted. */
    public Set<String> others() {
        return Set.copyOf(others);
    }

    /** What else is done while somebody waits. */
    @FunctionalInterface
    private interface WhileBusy {
        /** Returns a lock that will do, or empty to go on waiting. */
        Optional<MachineLock> look(Optional<MachineLock.Holder> holder);
    }

    /**
     * Waits until nobody else changes a machine that is there.
     *
     * @param command what is to be done
     * @throws MachineBusyException when the other command does not come to its end in time
     * @throws StoreException when the store cannot be written
     */
    public MachineLock acquire(String command, String name) {
        store.requireOwnFolder(name);
        return await(command, name, holder -> Optional.empty());
    }

    /** As {@link #acquire}, for a machine whose store entry may be anything. */
    public MachineLock acquireForRemove(String name) {
        return await(REMOVE, name, holder -> Optional.empty());
    }

    /** As {@link #acquire}, but does not wait for commands that only turn the host on or off. */
    public MachineLock acquireForKill(String name) {
        store.requireOwnFolder(name);
        return await(
                "kill",
                name,
                holder -> holder.filter(other -> KILLED.contains(other.command()))
                        .map(other -> MachineLock.noop(store, name)));
    }

    /**
     * For a machine that is to be made. Waits only for one of that name that is being removed.
     *
     * @throws MachineExistsException when somebody else makes, or has, one of that name
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

    /** The lock if nobody has it: for what need not be done now. */
    public Optional<MachineLock> tryAcquire(String command, String name) {
        return MachineLock.tryAcquire(store, name, command);
    }

    private MachineLock await(String command, String name, WhileBusy whileBusy) {
        Duration limit = limit();
        if (LOOKED_AT.add(store.path())) {
            new StorePermissions(store.path())
                    .problems(name)
                    // No Warning: nothing has failed, and errors are all that belongs on stderr.
                    .forEach(text -> progress.report(new ProgressEvent.Note(name, "WARNING: " + text)));
        }
        Optional<MachineLock> free = MachineLock.tryAcquire(store, name, command);
        if (free.isPresent()) {
            store.sweep(name);
            return free.get();
        }
        noteOther(MachineLock.holder(store, name)); // it may have let go before the lock is asked for again
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
                        waiting.tell(holder);
                    }
                    return beside;
                })
                .orElseThrow(() -> waiting.inVain(limit));
    }

    /** One that has just let go, so that it cannot be told, may be any of those that turn a host on or off. */
    private void noteOther(Optional<MachineLock.Holder> holder) {
        others.addAll(holder.map(other -> Set.of(other.command())).orElse(KILLED));
    }

    /** Tells what is waited for, once. */
    private final class Waiting {
        private final String name;
        private Optional<MachineLock.Holder> last = Optional.empty();
        private boolean told;

        Waiting(String name) {
            this.name = name;
        }

        void tell(Optional<MachineLock.Holder> holder) {
            last = holder;
            if (!told) {
                told = true;
                progress
                        .report(new ProgressEvent.Note(name, "Waiting for " + described() + " on \"" + name + "\"..."));
            }
        }

        MachineBusyException inVain(Duration limit) {
            return new MachineBusyException(
                    "Machine \"" + name + "\" is busy: " + described() + " has not come to its end within "
                            + limit.toSeconds() + " s",
                    last.map(holder -> "Wait for it, or end it: kill " + holder.pid() + ". ")
                                    .orElse("Wait for it. ")
                            + VARIABLE + "=SECONDS waits longer.");
        }

        private String described() {
            return last.map(MachineLock.Holder::toString).orElse("another command");
        }
    }

    private Duration limit() {
        String text = environment.getOrDefault(VARIABLE, "");
        if (text.isEmpty()) {
            return Duration.ofSeconds(DEFAULT_SECONDS);
        }
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MOST_SECONDS) {
            return Duration.ofSeconds(Integer.parseInt(text));
        }
        throw new StoreException(
                VARIABLE + " must be a number of seconds from 0 to " + MOST_SECONDS + ", not \"" + text + "\"");
    }
}
