package io.onemachine.swarm;

import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.engine.EngineRefusedException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.reference.Reference;
import io.onemachine.swarm.engine.EngineInfo;
import io.onemachine.swarm.engine.LocalNodeState;
import io.onemachine.swarm.engine.RotationTarget;
import io.onemachine.swarm.engine.SwarmEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The keys that managers need after a restart. A manager that was off when the key was replaced still needs the one before. */
final class UnlockKeys {
    private static final int KEPT = 3;
    private static final Duration UNLOCKED = Duration.ofMinutes(1);

    private final SwarmContext context;

    UnlockKeys(SwarmContext context) {
        this.context = context;
    }

    /** Stores the present key of a swarm in a manager's folder. */
    void fetch(SwarmHost host, SwarmManagers managers) {
        add(host, managers.ask(SwarmEngine::unlockKey));
    }

    private static void add(SwarmHost host, Secret key) {
        List<Secret> stored = host.unlockKeys();
        Set<Secret> keys = new LinkedHashSet<>();
        if (!key.isEmpty()) {
            keys.add(key);
            keys.addAll(stored);
        }
        List<Secret> kept = keys.stream().limit(KEPT).toList();
        if (!kept.equals(stored)) {
            host.putUnlockKeys(kept);
        }
    }

    /** Replaces the key, and stores the new one in the folders of all managers of the store. */
    void rotate(String machine, SwarmManagers managers) {
        if (managers.ask(SwarmEngine::unlockKey).isEmpty()) {
            throw new SwarmException(
                    "The managers of the swarm of \"" + machine + "\" are not locked, so there is no unlock key");
        }
        managers.order(engine -> engine.rotate(EnumSet.of(RotationTarget.UNLOCK_KEY)));
        store(managers);
    }

    /** Stores the present key in the folders of all managers of the store. */
    private void store(SwarmManagers managers) {
        Secret key = managers.ask(SwarmEngine::unlockKey);
        forManagers(managers, host -> add(host, key));
    }

    /**
     * Lets managers be locked after each restart, or not any more, and stores or removes the keys. Where the engine of a manager does not
     * answer, its keys are kept: it is locked with the last of them until it has learnt of the change.
     */
    void setAutolock(String machine, SwarmManagers managers, boolean autolock) {
        boolean changed = managers.ask(SwarmEngine::settings).autolock() != autolock;
        if (changed) {
            context.steps(machine)
                    .run(
                            autolock
                                    ? "Locking the managers of the swarm after each restart..."
                                    : "Unlocking the managers of the swarm for good...",
                            () -> managers.order(engine -> engine.setAutolock(autolock)));
        }
        if (autolock) {
            store(managers);
        } else {
            forManagers(managers, host -> {
                if (managers.names().contains(host.name()) && !host.unlockKeys().isEmpty()) {
                    host.putUnlockKeys(List.of());
                }
            });
        }
    }

    private void forManagers(SwarmManagers managers, Consumer<SwarmHost> work) {
        for (String name : context.hosts().names()) {
            try (SwarmHost host = context.hosts().open(name)) {
                boolean manager = host.wasManager() && host.isMemberOf(managers.clusterId());
                if (manager || managers.names().contains(name)) {
                    work.accept(host);
                }
            } catch (MachineException e) {
                context.steps(name)
                        .warn("The unlock key of \"" + name + "\" in the store is not up to date: " + e.getMessage());
            }
        }
    }

    /**
     * Unlocks a manager with the key that the other managers know, or with one that is stored; does nothing when it is not locked.
     *
     * @return whether it was locked
     * @throws SwarmException when no key is known or fits
     */
    boolean unlock(SwarmHost host) {
        SwarmEngine engine = host.engine(SwarmContext.REQUEST);
        if (engine.info().swarm().state() != LocalNodeState.LOCKED) {
            return false;
        }
        String name = host.name();
        context.steps(name).run("Unlocking the swarm manager \"" + name + "\"...", () -> {
            if (keys(host).stream().noneMatch(key -> fits(engine, key))) {
                throw new SwarmException(
                        "No known key unlocks the swarm manager \"" + name + "\"",
                        "Run \"docker swarm unlock\" there with the key, or " + Reference.command("swarm leave")
                                + " with force.",
                        null);
            }
            boolean active = context.await(
                    "waiting for " + name + " to be unlocked",
                    UNLOCKED,
                    () -> engine.info().swarm().isActive());
            if (!active) {
                throw new SwarmException("The swarm manager \"" + name + "\" was unlocked, but is not active after "
                        + UNLOCKED.toSeconds() + " s: "
                        + SwarmContext.tryInfo(host, SwarmContext.REQUEST)
                                .map(UnlockKeys::described)
                                .orElse("it does not answer"));
            }
        });
        return true;
    }

    private static String described(EngineInfo info) {
        return info.swarm().error().isEmpty()
                ? info.swarm().state().name()
                : info.swarm().error();
    }

    private static boolean fits(SwarmEngine engine, Secret key) {
        try {
            engine.unlock(key);
            return true;
        } catch (EngineRefusedException e) {
            if (e.status() < 500) {
                return e.status() == 409; // It is not locked any more.
            }
            throw e;
        }
    }

    /** Returns the keys to try: that of the other managers, then those stored for this machine, then those of its other managers. */
    private List<Secret> keys(SwarmHost host) {
        Set<Secret> keys = new LinkedHashSet<>();
        Optional<Membership> membership = host.membership();
        membership.ifPresent(it -> keys.addAll(ofManagers(it, host.name())));
        keys.addAll(host.unlockKeys());
        membership.ifPresent(it -> keys.addAll(storedForOthers(it)));
        return List.copyOf(keys);
    }

    private List<Secret> ofManagers(Membership membership, String name) {
        try (SwarmManagers managers = SwarmManagers.find(context, SwarmManagers.Wanted.of(membership), name)) {
            Secret key = managers.isEmpty() ? Secret.NONE : managers.ask(SwarmEngine::unlockKey);
            return key.isEmpty() ? List.of() : List.of(key);
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            return List.of();
        }
    }

    private List<Secret> storedForOthers(Membership membership) {
        List<Secret> keys = new ArrayList<>();
        for (String name : context.hosts().names()) {
            try (SwarmHost other = context.hosts().open(name)) {
                if (other.isMemberOf(membership.clusterId())) {
                    keys.addAll(other.unlockKeys());
                }
            } catch (MachineException e) {
                context.steps(name).warn(e.getMessage());
            }
        }
        return keys;
    }
}
