package io.onemachine.plugin.server;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.OptionValue;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.process.ExecutableFinder;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.builtin.BuiltInSshClient;
import io.onemachine.machine.ssh.builtin.StandardStreams;
import io.onemachine.machine.ssh.builtin.SttyTerminal;
import io.onemachine.machine.ssh.openssh.OpenSshClient;
import io.onemachine.machine.time.Sleeper;
import io.onemachine.plugin.rpc.RpcFault;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The single driver of a plugin's process. The driver is opened on first use, and reopened after its configuration was set,
 * which may happen any number of times.
 *
 * <p>Not thread-safe.
 */
final class ServedDriver {
    private final DriverProvider provider;
    private final Map<String, String> environment;
    private final PluginLog log;
    private final ConfigMerge merge;
    private final CommandRunner commands;

    private DriverConfig config = BaseDriverConfig.initial("", "");
    private @Nullable Driver opened;

    ServedDriver(DriverProvider provider, Map<String, String> environment, PluginLog log) {
        this.provider = provider;
        this.environment = environment;
        this.log = log;
        this.commands = new SystemCommandRunner(provider::secretVariables);
        this.merge = new ConfigMerge(provider.name());
    }

    String name() {
        return provider.name();
    }

    List<DriverFlag> flags() {
        return provider.flags();
    }

    String machineName() {
        return config.text(BaseDriverConfig.MACHINE_NAME);
    }

    /** Returns the driver for the current configuration. */
    Driver driver() {
        Driver present = opened;
        if (present == null) {
            present = provider.open(context(), config);
            opened = present;
        }
        return present;
    }

    /** Returns the configuration as JSON. Replaces links in the machine's folder, because rancher-machine archives it then. */
    String config() {
        DriverConfig current = current();
        if (isName(machineName())) {
            SshKeyPair.replaceLinks(context().machineDirectory());
        }
        return current.json();
    }

    /** Merges a JSON text into the configuration. */
    void setConfig(byte[] json) throws RpcFault {
        DriverConfig merged = merge.merged(current(), json);
        Driver present = opened;
        opened = null;
        config = merged;
        if (present != null) {
            present.close();
        }
    }

    /**
     * Sets the options of a new machine.
     *
     * <p>docker-machine sends all values without their source. A value equal to that of the environment or the default counts
     * as such, because values from flags are stored in the machine's configuration, including secrets.
     */
    void setOptions(Map<String, OptionValue> values) {
        DriverOptions unasked = unasked();
        Map<String, OptionValue> given = new HashMap<>(values);
        for (DriverFlag flag : provider.flags()) {
            // On the wire a secret is a text like any other.
            given.computeIfPresent(
                    flag.name(),
                    (name, value) ->
                            value instanceof OptionValue.StringValue(String text) ? flag.textValue(text) : value);
        }
        unasked.values().forEach((name, value) -> given.remove(name, value));
        for (DriverFlag flag : provider.flags()) {
            OptionValue value = given.get(flag.name());
            if (value != null && value.getClass() != flag.defaultValue().getClass()) {
                throw new DriverOptionException("--" + flag.name() + " is of the wrong type");
            }
        }
        driver().setOptions(DriverOptions.resolve(provider.flags(), given, environmentFor(unasked)));
    }

    private DriverOptions unasked() {
        try {
            return DriverOptions.resolve(provider.flags(), Map.of(), environment);
        } catch (DriverOptionException e) {
            // A variable is invalid; the sender of the values has already handled it.
            return DriverOptions.resolve(provider.flags(), Map.of(), Map.of());
        }
    }

    private Map<String, String> environmentFor(DriverOptions unasked) {
        boolean usable = unasked.values().keySet().stream().anyMatch(unasked::isSet);
        return usable ? environment : Map.of();
    }

    private DriverConfig current() {
        Driver present = opened;
        return present == null ? config : present.config();
    }

    private DriverContext context() {
        String machine = machineName();
        if (!machine.isEmpty() && !isName(machine)) {
            throw new DriverOptionException("MachineName \"" + machine + "\" is not a valid machine name");
        }
        Path store = Path.of(config.text(BaseDriverConfig.STORE_PATH));
        String home = environment.getOrDefault("HOME", "");
        return new DriverContext(
                machine,
                store,
                store.resolve("machines").resolve(machine),
                environment,
                Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home),
                log,
                // docker-machine reads the configuration when it saves it; the plugin cannot send it on its own.
                () -> {},
                Sleeper.system(),
                commands,
                this::openSsh);
    }

    private static boolean isName(String machine) {
        return !machine.isEmpty() && !machine.contains("/") && !machine.equals("..") && !machine.equals(".");
    }

    private SshClient openSsh(SshTarget target) {
        return ExecutableFinder.contains("ssh", environment)
                ? new OpenSshClient(target, commands)
                : new BuiltInSshClient(
                        target, StandardStreams.ofProcess(), new SttyTerminal(commands, environment), Sleeper.system());
    }
}
