package io.onemachine.plugin.server;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.progress.ProgressEvent;
import java.util.List;
import java.util.Map;

/** A driver that keeps its state in its configuration, fails as its machine's name says, and prints messages in create. */
final class RecordingDriver implements Driver {
    static final List<DriverFlag> FLAGS = List.of(
            new DriverFlag.StringFlag("text", "a text", List.of("A", "B"), "default"),
            new DriverFlag.IntFlag("number", "a number", List.of(), 7),
            new DriverFlag.BoolFlag("switch", "a switch", List.of("S")),
            new DriverFlag.StringListFlag("list", "a list", List.of(), List.of("x", "y")));

    private final DriverContext context;
    private final BaseDriverConfig config;

    private RecordingDriver(DriverContext context, DriverConfig config) {
        this.context = context;
        this.config = new BaseDriverConfig(config);
    }

    static DriverProvider provider() {
        return new DriverProvider() {
            @Override
            public String name() {
                return "recording";
            }

            @Override
            public List<DriverFlag> flags() {
                return FLAGS;
            }

            @Override
            public Driver open(DriverContext context, DriverConfig config) {
                return new RecordingDriver(context, config);
            }
        };
    }

    @Override
    public void setOptions(DriverOptions options) {
        if (options.string("text").isEmpty()) {
            throw new DriverOptionException("--text is empty");
        }
        for (Map.Entry<String, ?> value : options.values().entrySet()) {
            config.set(
                    "option " + value.getKey(),
                    value.getValue() + (options.isSet(value.getKey()) ? " given" : " by default"));
        }
    }

    @Override
    public DriverConfig config() {
        return config.stored();
    }

    @Override
    public void preCreateCheck() {
        if (context.machine().equals("unchecked")) {
            throw new DriverException("no quota left", "Ask for more.", null);
        }
    }

    @Override
    public void create() {
        if (context.machine().equals("panics")) {
            throw new IllegalStateException("a fault of the driver");
        }
        context.say("one line\nand another");
        context.detail("for those who debug");
        context.progress().report(new ProgressEvent.Warning(context.machine(), "careful"));
        context.save();
        config.set(BaseDriverConfig.IP_ADDRESS, "192.0.2.7");
        set(MachineState.RUNNING);
    }

    private void set(MachineState state) {
        config.set("State", state.name());
    }

    @Override
    public MachineState state() {
        return config.text("State").isEmpty() ? MachineState.NONE : MachineState.valueOf(config.text("State"));
    }

    @Override
    public String ip() {
        return config.ipAddress();
    }

    @Override
    public String url() {
        if (state() != MachineState.RUNNING) {
            throw new HostNotRunningException();
        }
        return "tcp://" + ip() + ":2376";
    }

    @Override
    public String sshHostname() {
        return ip();
    }

    @Override
    public int sshPort() {
        return 22;
    }

    @Override
    public String sshUser() {
        return "docker";
    }

    @Override
    public String sshKeyPath() {
        return context.machineDirectory().resolve("id_rsa").toString();
    }

    @Override
    public void start() {
        set(MachineState.RUNNING);
    }

    @Override
    public void stop() {
        set(MachineState.STOPPED);
    }

    @Override
    public void restart() {
        set(MachineState.STARTING);
    }

    @Override
    public void kill() {
        set(MachineState.ERROR);
    }

    @Override
    public void remove() {
        throw new UnsupportedOperationException("a fault of the driver");
    }
}
