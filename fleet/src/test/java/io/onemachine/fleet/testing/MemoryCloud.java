package io.onemachine.fleet.testing;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.BulkStatusProvider;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.driver.SharedCreationChecks;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.HostDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/** A driver whose hosts are in memory, with bulk status, a quota, and failures that a test injects. */
public final class MemoryCloud implements DriverProvider {
    private final Map<Integer, CloudHost> hosts = new TreeMap<>();
    private int nextId = 1;

    /** The calls that change something, as {@code ACTION MACHINE}. */
    public final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();

    /** Runs before each call with the action and the machine's name; fails it by an exception. */
    public volatile BiConsumer<String, String> script = (action, machine) -> {};

    /** The most hosts that the check of all new machines together allows. */
    public volatile int quota = Integer.MAX_VALUE;

    /** The most hosts that there is room for. */
    public volatile int room = Integer.MAX_VALUE;

    /** Whether a running host can be resized. */
    public volatile boolean isHot = true;

    public volatile boolean isReachable = true;

    @Override
    public String name() {
        return "cloud";
    }

    @Override
    public List<DriverFlag> flags() {
        return List.of(
                new DriverFlag.StringFlag("cloud-template", "What to copy", List.of(), "small"),
                new DriverFlag.IntFlag("cloud-port", "Port", List.of(), 22),
                new DriverFlag.StringListFlag("cloud-network", "Networks", List.of(), List.of()),
                new DriverFlag.StringFlag("cloud-cpu", "CPUs", List.of(), ""),
                new DriverFlag.IntFlag("cloud-vcpu", "Virtual CPUs", List.of(), 0),
                new DriverFlag.IntFlag("cloud-memory", "Memory", List.of(), 0),
                new DriverFlag.IntFlag("cloud-disk", "Disk", List.of(), 0),
                new DriverFlag.StringListFlag("cloud-label", "Labels", List.of(), List.of()),
                new DriverFlag.StringFlag("cloud-lease", "Lease", List.of(), ""),
                new DriverFlag.StringFlag("cloud-permissions", "Permissions", List.of(), ""),
                new DriverFlag.StringFlag("cloud-answer", "An answer to the template", List.of(), ""),
                new DriverFlag.SecretFlag("cloud-password", "Password", List.of("CLOUD_PASSWORD")));
    }

    @Override
    public OptionEffect effectOf(String option) {
        return switch (option) {
            case "cloud-cpu" -> OptionEffect.CPU;
            case "cloud-vcpu" -> OptionEffect.VCPU;
            case "cloud-memory" -> OptionEffect.MEMORY;
            case "cloud-disk" -> OptionEffect.DISK;
            case "cloud-label" -> OptionEffect.LABELS;
            case "cloud-lease" -> OptionEffect.LEASE;
            case "cloud-permissions" -> OptionEffect.PERMISSIONS;
            case "cloud-answer", "cloud-password" -> OptionEffect.CREATION_ONLY;
            default -> OptionEffect.REPLACE;
        };
    }

    @Override
    public Optional<Map<String, List<String>>> createOptions(DriverConfig config) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        BaseDriverConfig stored = new BaseDriverConfig(config);
        String labels = stored.text(MemoryDriver.LABELS);
        if (!labels.isEmpty()) {
            options.put("cloud-label", List.of(labels.split(",", -1)));
        }
        String template = stored.text(MemoryDriver.TEMPLATE);
        if (!template.equals("small")) {
            options.put("cloud-template", List.of(template));
        }
        return Optional.of(options);
    }

    @Override
    public Driver open(DriverContext context, DriverConfig config) {
        return new MemoryDriver(this, context, new BaseDriverConfig(config));
    }

    @Override
    public Optional<SharedCreationChecks> sharedChecks() {
        return Optional.of(drivers -> {
            if (count() + drivers.size() > quota) {
                throw new DriverException("the quota of " + quota + " hosts is too small");
            }
        });
    }

    @Override
    public Optional<BulkStatusProvider> bulkStatusProvider() {
        return Optional.of(bulkStatus);
    }

    private final BulkStatusProvider bulkStatus = drivers -> drivers.isEmpty() ? List.of() : List.of(query(drivers));

    private BulkStatusProvider.BulkQuery query(List<Driver> drivers) {
        return new BulkStatusProvider.BulkQuery() {
            @Override
            public List<Driver> drivers() {
                return drivers;
            }

            @Override
            public Map<Driver, HostStatus> run() {
                requireReachable();
                Map<Driver, HostStatus> statuses = new LinkedHashMap<>();
                for (Driver driver : drivers) {
                    statuses.put(driver, new Seen(find(((MemoryDriver) driver).id())));
                }
                return statuses;
            }
        };
    }

    /** Notes a call that changes something. */
    void call(String action, String machine) {
        requireReachable();
        calls.add(action + " " + machine);
        script.accept(action, machine);
    }

    void requireReachable() {
        if (!isReachable) {
            throw new DriverException("cannot reach the front end cloud.example");
        }
    }

    synchronized Optional<CloudHost> find(int id) {
        return Optional.ofNullable(hosts.get(id));
    }

    /** Creates a host. */
    public synchronized CloudHost add(String machine, String template) {
        CloudHost host = new CloudHost(nextId++, machine, template);
        hosts.put(host.id, host);
        return host;
    }

    /** Removes a host, as someone does behind the program's back. */
    public synchronized void remove(int id) {
        hosts.remove(id);
    }

    synchronized int count() {
        return hosts.size();
    }

    /** Returns the only host of a machine. */
    public synchronized CloudHost host(String machine) {
        List<CloudHost> found =
                hosts.values().stream().filter(it -> it.machine.equals(machine)).toList();
        if (found.size() != 1) {
            throw new AssertionError(machine + " has " + found.size() + " hosts");
        }
        return found.getFirst();
    }

    /** Returns the machines of all hosts, sorted. */
    public synchronized List<String> machines() {
        return hosts.values().stream().map(host -> host.machine).sorted().toList();
    }

    /** Returns the calls so far, and forgets them. */
    public List<String> takeCalls() {
        List<String> taken = new ArrayList<>(calls);
        calls.clear();
        return taken;
    }

    /** What a bulk query saw. */
    private record Seen(Optional<CloudHost> host) implements HostStatus {
        @Override
        public MachineState state() {
            return host.map(it -> it.state).orElse(MachineState.ERROR);
        }

        @Override
        public boolean isGone() {
            return host.isEmpty();
        }

        @Override
        public String ip() {
            return "127.0.0.1";
        }

        @Override
        public String url() {
            return "tcp://127.0.0.1:2376";
        }

        @Override
        public Optional<Instant> leaseEnd() {
            return host.flatMap(it -> it.leaseEnd);
        }

        @Override
        public Optional<HostDescription> description() {
            return host.map(CloudHost::description);
        }
    }
}
