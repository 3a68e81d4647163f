package io.onemachine.fleet.testing;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.MachineState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A driver as those of plugins are: it can describe and change nothing, and does not know what its machines were created with. */
public final class PlainDriver implements DriverProvider {
    private final Map<String, MachineState> states = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public List<DriverFlag> flags() {
        return List.of(new DriverFlag.StringFlag("plain-region", "Where", List.of(), "north"));
    }

    @Override
    public Driver open(DriverContext context, DriverConfig config) {
        return new Host(context.machine(), new BaseDriverConfig(config));
    }

    private final class Host implements Driver {
        private final String machine;
        private final BaseDriverConfig config;

        Host(String machine, BaseDriverConfig config) {
            this.machine = machine;
            this.config = config;
        }

        @Override
        public void setOptions(DriverOptions options) {}

        @Override
        public DriverConfig config() {
            return config.stored();
        }

        @Override
        public void preCreateCheck() {}

        @Override
        public void create() {
            states.put(machine, MachineState.RUNNING);
        }

        @Override
        public MachineState state() {
            return states.getOrDefault(machine, MachineState.ERROR);
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

        @Override
        public void start() {
            states.put(machine, MachineState.RUNNING);
        }

        @Override
        public void stop() {
            states.put(machine, MachineState.STOPPED);
        }

        @Override
        public void restart() {
            start();
        }

        @Override
        public void kill() {
            stop();
        }

        @Override
        public void remove() {
            states.remove(machine);
        }

        @Override
        public boolean provisionable() {
            return false;
        }
    }
}
