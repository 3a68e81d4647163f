package io.onemachine.plugin.client;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.InvalidMachineConfigException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PluginException;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.protocol.WireOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A machine's driver in a plugin process, which is started on first use. */
final class PluginDriver implements Driver {
    /** Drivers whose machines are only the URL of an engine; docker-machine recognizes them by name. */
    private static final Set<String> WITHOUT_HOST = Set.of("none", "ci-test");

    /** The state that rancher-machine's plugins report for a host that no longer exists. */
    private static final long NOT_FOUND = 9;

    /** A short timeout for reading the configuration after a failure. */
    private static final Duration TIMEOUT_AFTER_FAILURE = Duration.ofSeconds(2);

    private final PluginProvider provider;
    private final DriverContext context;
    private DriverConfig config;
    private @Nullable PluginConnection connection;
    private boolean failed;

    PluginDriver(PluginProvider provider, DriverContext context, DriverConfig config) {
        this.provider = provider;
        this.context = context;
        this.config = config;
    }

    @Override
    public void setOptions(DriverOptions options) {
        try {
            run(
                    "SetConfigFromFlags",
                    WireOptions.toGob(options.values()),
                    plugin().timeouts().local());
        } catch (PluginException e) {
            throw e;
        } catch (DriverException e) {
            throw new DriverOptionException(e.getMessage());
        }
    }

    /** Returns the plugin's current configuration; the last known one when the plugin does not run, or failed. */
    @Override
    public DriverConfig config() {
        PluginConnection plugin = connection;
        if (plugin == null) {
            return config;
        }
        boolean responsive = !failed && !Thread.currentThread().isInterrupted();
        Duration limit = responsive ? plugin.timeouts().local() : TIMEOUT_AFTER_FAILURE;
        try {
            config = Uninterruptibly.get(() -> parsed(plugin, plugin.bytes("GetConfigRaw", limit)), () -> config);
        } catch (PluginException e) {
            if (responsive) {
                throw e;
            }
            context.detail("Keeping the configuration last known: " + e.getMessage());
        }
        return config;
    }

    private static DriverConfig parsed(PluginConnection plugin, GobValue.Bytes json) {
        try {
            return DriverConfig.parse(new String(json.toArray(), StandardCharsets.UTF_8));
        } catch (InvalidMachineConfigException e) {
            throw plugin.unexpectedAnswer("GetConfigRaw", "a JSON object");
        }
    }

    @Override
    public void preCreateCheck() {
        run("PreCreateCheck", TypedValue.EMPTY, plugin().timeouts().remote());
    }

    @Override
    public void create() {
        act("Create");
    }

    @Override
    public MachineState state() {
        PluginConnection plugin = plugin();
        long number = recordingFailure(
                () -> plugin.number("GetState", plugin.timeouts().remote()));
        if (number == NOT_FOUND) {
            return MachineState.ERROR;
        }
        if (number != (int) number) {
            throw plugin.unexpectedAnswer("GetState", "a state");
        }
        return MachineState.ofNumber((int) number)
                .orElseThrow(() -> plugin.unexpectedAnswer("GetState", "a state that is known (" + number + ")"));
    }

    @Override
    public String ip() {
        return remoteText("GetIP");
    }

    @Override
    public String url() {
        return remoteText("GetURL");
    }

    @Override
    public String sshHostname() {
        return remoteText("GetSSHHostname");
    }

    @Override
    public int sshPort() {
        PluginConnection plugin = plugin();
        long port = recordingFailure(
                () -> plugin.number("GetSSHPort", plugin.timeouts().remote()));
        if (port < 0 || port > 65_535) {
            throw plugin.unexpectedAnswer("GetSSHPort", "a port (" + port + ")");
        }
        return port == 0 ? BaseDriverConfig.DEFAULT_SSH_PORT : (int) port;
    }

    @Override
    public String sshUser() {
        return remoteText("GetSSHUsername");
    }

    @Override
    public String sshKeyPath() {
        return remoteText("GetSSHKeyPath");
    }

    @Override
    public void start() {
        act("Start");
    }

    @Override
    public void stop() {
        act("Stop");
    }

    @Override
    public void restart() {
        act("Restart");
    }

    @Override
    public void kill() {
        act("Kill");
    }

    @Override
    public void remove() {
        if (failed) {
            // The failed plugin may still be busy; a new process starts with the last known configuration.
            close();
            failed = false;
        }
        act("Remove");
    }

    @Override
    public boolean provisionable() {
        PluginConnection plugin = plugin();
        return !WITHOUT_HOST.contains(recordingFailure(
                () -> plugin.text("DriverName", plugin.timeouts().local())));
    }

    @Override
    public void close() {
        PluginConnection plugin = connection;
        connection = null;
        if (plugin != null) {
            provider.close(plugin);
        }
    }

    private void act(String method) {
        run(method, TypedValue.EMPTY, plugin().timeouts().action());
    }

    private void run(String method, TypedValue argument, Duration limit) {
        PluginConnection plugin = plugin();
        recordingFailure(() -> plugin.call(method, argument, limit));
    }

    private String remoteText(String method) {
        PluginConnection plugin = plugin();
        return recordingFailure(() -> plugin.text(method, plugin.timeouts().remote()));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask();
    }

    /** Asks a question and records when the plugin itself fails, which shortens later timeouts. */
    private <T> T recordingFailure(Question<T> question) {
        boolean answered = false;
        try {
            T answer = question.ask();
            answered = true;
            return answer;
        } catch (PluginException | OperationInterruptedException e) {
            throw e;
        } catch (DriverException e) {
            answered = true;
            throw e;
        } finally {
            failed |= !answered;
        }
    }

    private PluginConnection plugin() {
        PluginConnection present = connection;
        if (present == null) {
            present = provider.connect(context.machine(), config, context.progress());
            connection = present;
        }
        return present;
    }
}
