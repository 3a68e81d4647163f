package io.onemachine.fleet.testing;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.host.CapacityException;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostSize;
import io.onemachine.machine.time.DurationText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The driver of one machine of a {@link MemoryCloud}. */
final class MemoryDriver implements Driver {
    static final String TEMPLATE = "Template";
    static final String LABELS = "Labels";
    private static final String ID = "HostID";

    private final MemoryCloud cloud;
    private final DriverContext context;
    private final BaseDriverConfig config;
    private @Nullable DriverOptions options;

    MemoryDriver(MemoryCloud cloud, DriverContext context, BaseDriverConfig config) {
        this.cloud = cloud;
        this.context = context;
        this.config = config;
    }

    int id() {
        return config.number(ID).orElse(0);
    }

    private CloudHost host() {
        cloud.requireReachable();
        return cloud.find(id()).orElseThrow(() -> new DriverException("the host of " + context.machine() + " is gone"));
    }

    @Override
    public void setOptions(DriverOptions given) {
        options = given;
        config.set(TEMPLATE, given.string("cloud-template"));
        config.set(LABELS, String.join(",", given.strings("cloud-label")));
        config.set(BaseDriverConfig.IP_ADDRESS, "127.0.0.1");
    }

    @Override
    public DriverConfig config() {
        return config.stored();
    }

    @Override
    public void preCreateCheck() {
        cloud.call("check", context.machine());
    }

    @Override
    public void create() {
        DriverOptions given = options;
        if (given == null) {
            throw new IllegalStateException("no options");
        }
        cloud.call("create", context.machine());
        if (cloud.count() >= cloud.room) {
            throw new CapacityException("no hypervisor has room", null, null);
        }
        CloudHost host = cloud.add(context.machine(), config.text(TEMPLATE));
        config.set(ID, host.id);
        context.save();
        host.resize(new HostSize(
                given.string("cloud-cpu").isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(new BigDecimal(given.string("cloud-cpu")).doubleValue()),
                given.integer("cloud-vcpu") == 0 ? OptionalInt.empty() : OptionalInt.of(given.integer("cloud-vcpu")),
                given.integer("cloud-memory") == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(given.integer("cloud-memory")),
                given.integer("cloud-disk") == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(given.integer("cloud-disk"))));
        host.labels = given.strings("cloud-label");
        host.permissions = given.string("cloud-permissions");
        host.leaseEnd = DurationText.parse(given.string("cloud-lease")).map(Instant.EPOCH::plus);
        host.fleet = given.has(DriverOptions.FLEET) ? Optional.of(given.string(DriverOptions.FLEET)) : Optional.empty();
        cloud.script.accept("created", context.machine());
    }

    @Override
    public MachineState state() {
        cloud.requireReachable();
        return cloud.find(id()).map(host -> host.state).orElse(MachineState.ERROR);
    }

    @Override
    public boolean isGone() {
        cloud.requireReachable();
        return cloud.find(id()).isEmpty();
    }

    @Override
    public String ip() {
        return "127.0.0.1";
    }

    @Override
    public String url() {
        if (state() != MachineState.RUNNING) {
            throw new HostNotRunningException();
        }
        return "tcp://127.0.0.1:2376";
    }

    @Override
    public String sshHostname() {
        return "127.0.0.1";
    }

    @Override
    public int sshPort() {
        return 22;
    }

    @Override
    public String sshUser() {
        return "root";
    }

    @Override
    public String sshKeyPath() {
        return "";
    }

    private void power(String action, MachineState then) {
        cloud.call(action, context.machine());
        host().state = then;
    }

    @Override
    public void start() {
        power("start", MachineState.RUNNING);
    }

    @Override
    public void stop() {
        power("stop", MachineState.STOPPED);
    }

    @Override
    public void restart() {
        power("restart", MachineState.RUNNING);
    }

    @Override
    public void kill() {
        power("kill", MachineState.STOPPED);
    }

    @Override
    public void remove() {
        cloud.call("remove", context.machine());
        cloud.remove(id());
    }

    @Override
    public boolean provisionable() {
        return false;
    }

    @Override
    public Optional<HostCare> care() {
        return Optional.of(new MemoryCare(cloud, context.machine(), this::host));
    }
}
