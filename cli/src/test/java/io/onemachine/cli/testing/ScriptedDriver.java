package io.onemachine.cli.testing;

import static java.util.Objects.requireNonNull;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.host.HostCare;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A driver that runs a test's scripts; each of its hosts is only a state. */
public final class ScriptedDriver implements DriverProvider {
    private final Map<String, MachineState> states = new ConcurrentHashMap<>();
    private final Map<String, Consumer<String>> scripts = new ConcurrentHashMap<>();
    private final Map<String, DriverOptions> options = new ConcurrentHashMap<>();
    private final Map<String, Integer> enginePorts = new ConcurrentHashMap<>();
    private final Map<String, ScriptedCare> cares = new ConcurrentHashMap<>();

    /** What a change of an option requires, by the option's name; another host where it says nothing. */
    public final Map<String, OptionEffect> effects = new ConcurrentHashMap<>();

    /** Whether its hosts can be logged in to; set it after they were created, as there is no host to provision. */
    public boolean hasHosts;

    /** The port of the engine of all its hosts that have none of their own. */
    public int enginePort = 1;

    /** Sets a script for an action, which runs with the machine's name whenever a host performs {@code action}. */
    public ScriptedDriver on(String action, Consumer<String> script) {
        scripts.put(action, script);
        return this;
    }

    /** Gives a machine's host an engine of its own. */
    public void engine(String machine, int port) {
        enginePorts.put(machine, port);
    }

    /** Lets a machine's host be described and changed. */
    public ScriptedCare careOf(String machine) {
        return cares.computeIfAbsent(machine, ScriptedCare::new);
    }

    /** Returns the options that a machine was created with. */
    public DriverOptions optionsOf(String machine) {
        return requireNonNull(options.get(machine), machine + " was not created");
    }

    public ScriptedDriver state(String machine, MachineState state) {
        states.put(machine, state);
        return this;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public List<DriverFlag> flags() {
        return List.of(
                new DriverFlag.StringFlag("scripted-size", "How large", List.of("SCRIPTED_SIZE"), "small"),
                new DriverFlag.IntFlag("scripted-port", "Where", List.of("SCRIPTED_PORT"), 22),
                new DriverFlag.BoolFlag("scripted-fast", "Whether fast", List.of("SCRIPTED_FAST")),
                new DriverFlag.StringListFlag("scripted-tag", "More", List.of("SCRIPTED_TAGS"), List.of("a", "b")));
    }

    @Override
    public OptionEffect effectOf(String option) {
        return effects.getOrDefault(option, OptionEffect.REPLACE);
    }

    @Override
    public Optional<Map<String, List<String>>> createOptions(DriverConfig config) {
        DriverOptions given = options.get(new BaseDriverConfig(config).machineName());
        return given == null
                ? Optional.empty()
                : Optional.of(Map.of("scripted-size", List.of(given.string("scripted-size"))));
    }

    @Override
    public Driver open(DriverContext context, DriverConfig config) {
        return new Host(context, config);
    }

    private final class Host implements Driver {
        private final DriverContext context;
        private final BaseDriverConfig config;

        Host(DriverContext context, DriverConfig config) {
            this.context = context;
            this.config = new BaseDriverConfig(config);
        }

        private void runScript(String action) {
            Consumer<String> script = scripts.get(action);
            if (script != null) {
                script.accept(context.machine());
            }
        }

        private void act(String action, MachineState then) {
            runScript(action);
            states.put(context.machine(), then);
        }

        @Override
        public void setOptions(DriverOptions given) {
            options.put(context.machine(), given);
            config.set(BaseDriverConfig.IP_ADDRESS, "127.0.0.1");
        }

        @Override
        public DriverConfig config() {
            return config.stored();
        }

        @Override
        public void preCreateCheck() {
            runScript("check");
        }

        @Override
        public void create() {
            context.say("Creating a host");
            act("create", MachineState.RUNNING);
        }

        @Override
        public MachineState state() {
            runScript("state");
            return states.getOrDefault(context.machine(), MachineState.RUNNING);
        }

        @Override
        public String ip() {
            return config.ipAddress();
        }

        @Override
        public String url() {
            if (states.getOrDefault(context.machine(), MachineState.RUNNING) != MachineState.RUNNING) {
                throw new HostNotRunningException();
            }
            return "tcp://127.0.0.1:" + enginePorts.getOrDefault(context.machine(), enginePort);
        }

        @Override
        public String sshHostname() {
            return "192.0.2.7";
        }

        @Override
        public int sshPort() {
            return 2222;
        }

        @Override
        public String sshUser() {
            return "someone";
        }

        @Override
        public String sshKeyPath() {
            return "/keys/id";
        }

        @Override
        public void start() {
            act("start", MachineState.RUNNING);
        }

        @Override
        public void stop() {
            act("stop", MachineState.STOPPED);
        }

        @Override
        public void restart() {
            act("restart", MachineState.RUNNING);
        }

        @Override
        public void kill() {
            act("kill", MachineState.STOPPED);
        }

        @Override
        public void remove() {
            runScript("remove");
        }

        @Override
        public boolean provisionable() {
            return hasHosts;
        }

        @Override
        public Optional<HostCare> care() {
            return Optional.ofNullable(cares.get(context.machine()));
        }
    }
}
