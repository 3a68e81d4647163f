package io.onemachine.swarm;

import static java.util.Objects.requireNonNull;

import io.onemachine.machine.driver.Secret;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.host.HostAddress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.swarm.engine.NodeRole;
import io.onemachine.swarm.engine.SwarmEngine;
import io.onemachine.swarm.probe.PortProbe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Machines whose engines are those of a {@link FakeSwarm}; time passes only while the code sleeps. */
final class FakeHosts implements SwarmHosts {
    final FakeSwarm swarm = new FakeSwarm();
    final Map<String, FakeHost> hosts = new TreeMap<>();
    final List<String> reported = new CopyOnWriteArrayList<>();
    final List<String> warnings = new CopyOnWriteArrayList<>();
    final Clock clock = new Clock();

    /** Time that passes at once. */
    static final class Clock implements Sleeper {
        private long now;

        @Override
        public synchronized void sleep(Duration duration) {
            now += duration.toNanos();
        }

        @Override
        public synchronized long nanoTime() {
            return now;
        }
    }

    FakeHosts(String... names) {
        for (String name : names) {
            hosts.put(name, new FakeHost(name, swarm.engine(name), this));
        }
    }

    SwarmContext context() {
        return new SwarmContext(
                this,
                event -> {
                    if (event instanceof ProgressEvent.Warning) {
                        warnings.add(event.text());
                    } else {
                        reported.add(event.text());
                    }
                },
                clock);
    }

    SwarmOperations operations() {
        return new SwarmOperations(context());
    }

    @Override
    public List<String> names() {
        return List.copyOf(hosts.keySet());
    }

    FakeHost host(String name) {
        return requireNonNull(hosts.get(name));
    }

    @Override
    public SwarmHost open(String name) {
        FakeHost host = hosts.get(name);
        if (host == null) {
            throw new MachineNotFoundException(name);
        }
        return host;
    }

    /** A machine. */
    static final class FakeHost implements SwarmHost {
        final String name;
        final FakeSwarm.Engine engine;
        private final FakeHosts all;
        final Map<String, String> notes = new TreeMap<>();
        final List<String> done = new ArrayList<>();
        List<Secret> keys = List.of();
        List<HostAddress> addresses = List.of();
        PortProbe.Result probe = PortProbe.Result.REACHED;
        final Deque<NodeRole> certified = new ArrayDeque<>();
        Runnable whenUpgraded = () -> {};

        FakeHost(String name, FakeSwarm.Engine engine, FakeHosts all) {
            this.name = name;
            this.engine = engine;
            this.all = all;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public SwarmEngine engine(Duration timeout) {
            return new SwarmEngine(engine::call);
        }

        @Override
        public Optional<String> note(String key) {
            return Optional.ofNullable(notes.get(key));
        }

        @Override
        public void putNote(String key, Optional<String> text) {
            text.ifPresentOrElse(it -> notes.put(key, it), () -> notes.remove(key));
        }

        @Override
        public List<Secret> unlockKeys() {
            return keys;
        }

        @Override
        public void putUnlockKeys(List<Secret> stored) {
            keys = stored;
        }

        @Override
        public String address() {
            return engine.address;
        }

        @Override
        public List<HostAddress> addresses() {
            return addresses;
        }

        @Override
        public PortProbe.Result probe(String address, int port) {
            done.add("probe " + address + " " + port);
            return probe;
        }

        @Override
        public Optional<NodeRole> certifiedRole() {
            Optional<NodeRole> role = Optional.ofNullable(certified.poll());
            role.ifPresent(it -> done.add("certified " + it));
            return role;
        }

        @Override
        public void openPorts(boolean manager) {
            done.add("ports " + (manager ? "manager" : "worker"));
        }

        @Override
        public void upgrade() {
            new MemberChanges(all.context()).whileRestarting(this, () -> whenUpgraded.run());
        }

        @Override
        public void close() {}
    }
}
