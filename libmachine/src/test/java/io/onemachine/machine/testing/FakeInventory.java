package io.onemachine.machine.testing;

import io.onemachine.machine.driver.CloudAccount;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.HostInventory;
import io.onemachine.machine.driver.HostReference;
import io.onemachine.machine.driver.TaggedHost;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostUnknownException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Hosts in memory, at two accounts: the one that options name, and the one that machines name. */
public final class FakeInventory implements HostInventory {
    public final List<TaggedHost> hosts = new ArrayList<>();
    public final List<String> removed = new ArrayList<>();
    public final List<String> asked = new ArrayList<>();
    public Runnable whileListing = () -> {};
    public boolean away;
    public boolean unknown;
    public String endpointOfMachines = "machines";

    /** Accounts of machines whose hosts are elsewhere, by the machine's name. */
    public final Map<String, String> endpoints = new HashMap<>();

    /** The host of a machine that was removed without it. */
    public Optional<TaggedHost> dropped = Optional.empty();

    /** The folders of such machines whose hosts were looked up. */
    public final List<Path> folders = new ArrayList<>();

    /** A host tagged with a machine's tag. */
    public static TaggedHost host(String id, String mark) {
        return new TaggedHost(id, "m1", mark, "RUNNING", Optional.empty());
    }

    @Override
    public List<DriverFlag> flags() {
        return List.of();
    }

    @Override
    public CloudAccount account(DriverContext context, DriverOptions options) {
        return new Place("options");
    }

    @Override
    public CloudAccount account(DriverContext context, DriverConfig config) {
        return new Place(endpointOfMachines);
    }

    /** Whether a host is a machine's. A fake driver's machine is tagged by its name. */
    public BiPredicate<DriverConfig, TaggedHost> knows =
            (config, host) -> config.text("MachineName").equals(host.tag());

    @Override
    public boolean knows(DriverConfig config, TaggedHost host) {
        return knows.test(config, host);
    }

    @Override
    public HostReference reference(DriverConfig config) {
        String endpoint = endpoints.getOrDefault(config.text("MachineName"), "machines");
        return new HostReference("7", "Host 7", "ada", endpoint, Optional.of("fakecloud delete 7"));
    }

    private final class Place implements CloudAccount {
        private final String endpoint;

        private Place(String endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public String endpoint() {
            return endpoint;
        }

        @Override
        public String user() {
            return "ada";
        }

        @Override
        public List<TaggedHost> hosts(String storeId) {
            asked.add(endpoint);
            if (endpoint.equals("machines")) {
                if (away) {
                    throw new DriverException("the cloud is away");
                }
                return List.of();
            }
            List<TaggedHost> seen = List.copyOf(hosts);
            whileListing.run();
            return seen;
        }

        @Override
        public void remove(DriverContext context, String storeId, TaggedHost host) {
            removed.add(host.id());
        }

        @Override
        public Optional<TaggedHost> hostOf(DriverContext context, DriverConfig config) {
            folders.add(context.machineDirectory());
            if (away) {
                throw new DriverException("the cloud is away");
            }
            if (unknown) {
                throw new HostUnknownException("there are two of that name", null);
            }
            return dropped;
        }

        @Override
        public void removeHostOf(DriverContext context, DriverConfig config, TaggedHost host) {
            removed.add("dropped " + host.id());
        }
    }
}
