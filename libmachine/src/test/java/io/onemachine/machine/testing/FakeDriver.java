package io.onemachine.machine.testing;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.BulkStatusProvider;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.HostInventory;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.SharedCreationChecks;
import io.onemachine.machine.engine.EngineEndpoint;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.HostCare;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A driver whose hosts are in memory; each provider is a cloud of its own. */
public final class FakeDriver implements DriverProvider {
    public MachineState state = MachineState.NONE;
    public MachineState stateAfterStop = MachineState.STOPPED;
    public boolean provisionable;
    public boolean hostExists;
    public String address = "127.0.0.1";
    public int sshPort = 22;
    public int enginePort = 2376;
    public String sshUser = "docker";
    public Optional<RuntimeException> preCreateFailure = Optional.empty();
    public Optional<RuntimeException> createFailure = Optional.empty();
    public Optional<RuntimeException> removeFailure = Optional.empty();
    public Optional<String> condition = Optional.empty();
    public Optional<DriverOptions> options = Optional.empty();
    public Optional<BulkStatusProvider> bulkStatusProvider = Optional.empty();
    public Optional<HostInventory> inventory = Optional.empty();
    public Optional<FakeHostCare> care = Optional.empty();
    public Optional<RuntimeException> startFailure = Optional.empty();

    /** Whether the thread was interrupted when a host was removed: a real driver would have given up. */
    public boolean removedByAnInterruptedThread;

    /** Run with a machine's name by its check, and by its creation. */
    public Consumer<String> onCheck = machine -> {};

    public Consumer<String> onCreate = machine -> {};
    public Optional<SharedCreationChecks> sharedChecks = Optional.empty();

    public final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<DriverFlag> flags() {
        return List.of(new DriverFlag.StringFlag("fake-size", "How large", List.of("FAKE_SIZE"), "small"));
    }

    @Override
    public Optional<SharedCreationChecks> sharedChecks() {
        return sharedChecks;
    }

    @Override
    public Optional<HostInventory> inventory() {
        return inventory;
    }

    @Override
    public Driver open(DriverContext context, DriverConfig config) {
        return new OneHost(context, config);
    }

    @Override
    public Optional<BulkStatusProvider> bulkStatusProvider() {
        return bulkStatusProvider;
    }

    private final class OneHost implements Driver {
        private final DriverContext context;
        private final BaseDriverConfig config;

        private OneHost(DriverContext context, DriverConfig config) {
            this.context = context;
            this.config = new BaseDriverConfig(config);
        }

        @Override
        public void setOptions(DriverOptions given) {
            options = Optional.of(given);
            config.set("Size", given.string("fake-size"));
        }

        @Override
        public DriverConfig config() {
            return config.stored();
        }

        @Override
        public void preCreateCheck() {
            calls.add("check");
            onCheck.accept(context.machine());
            preCreateFailure.ifPresent(FakeDriver::fail);
        }

        @Override
        public void create() {
            calls.add("create");
            context.say("Creating a host");
            config.set("HostId", 7);
            context.save();
            onCreate.accept(context.machine());
            createFailure.ifPresent(FakeDriver::fail);
            config.set("IPAddress", address);
            state = MachineState.RUNNING;
        }

        @Override
        public MachineState state() {
            return state;
        }

        @Override
        public String ip() {
            if (state != MachineState.RUNNING && !hostExists) {
                throw new DriverException("no address");
            }
            config.set("IPAddress", address);
            return address;
        }

        @Override
        public String url() {
            return new EngineEndpoint(ip(), enginePort).url();
        }

        @Override
        public String sshHostname() {
            return ip();
        }

        @Override
        public int sshPort() {
            return sshPort;
        }

        @Override
        public String sshUser() {
            return sshUser;
        }

        @Override
        public String sshKeyPath() {
            return "";
        }

        @Override
        public void start() {
            calls.add("start");
            startFailure.ifPresent(FakeDriver::fail);
            state = MachineState.RUNNING;
        }

        @Override
        public void stop() {
            calls.add("stop");
            state = stateAfterStop;
        }

        @Override
        public void restart() {
            calls.add("restart");
        }

        @Override
        public void kill() {
            calls.add("kill");
            state = MachineState.STOPPED;
        }

        @Override
        public void remove() {
            calls.add("remove");
            removedByAnInterruptedThread |= Thread.currentThread().isInterrupted();
            removeFailure.ifPresent(FakeDriver::fail);
            state = MachineState.NONE;
        }

        @Override
        public Optional<String> condition() {
            return condition;
        }

        @Override
        public Optional<String> loginAdvice() {
            return Optional.of("Ask the fake cloud.");
        }

        @Override
        public boolean provisionable() {
            return provisionable;
        }

        @Override
        public boolean hostExists() {
            return hostExists;
        }

        @Override
        public Optional<HostCare> care() {
            return care.map(HostCare.class::cast);
        }
    }

    private static void fail(RuntimeException e) {
        throw e;
    }
}
