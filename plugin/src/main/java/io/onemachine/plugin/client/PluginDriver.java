package io.onemachine.plugin.client;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.PluginException;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.plugin.gob.GobValue;
import io.onemachine.plugin.gob.TypedValue;
import io.onemachine.plugin.protocol.WireOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A machine's driver in a process of its own, which is started when the first question needs it. */
final class PluginDriver implements Driver {
    /** Their machines are only the URL of an engine; docker-machine tells them by these names. */
    private static final Set<String> WITHOUT_HOST = Set.of("none", "ci-test");

    /** What rancher-machine's plugins answer for a host that is gone. */
    private static final long NOT_FOUND = 9;

    /** Where something went wrong, the configuration is asked for, but nobody waits long for it. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final PluginProvider provider;
    private final DriverContext context;
    private JsonObject config;
    private @Nullable PluginConnection connection;
    private boolean failed;

    PluginDriver(PluginProvider provider, DriverContext context, JsonObject config) {
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
                    plugin().patience().local());
        } catch (PluginException e) {
            throw e;
        } catch (DriverException e) {
            throw new DriverOptionException(e.getMessage());
        }
    }

    /** As the plugin has it now; what it had before where it runs no more, or was not needed yet. */
    @Override
    public JsonObject config() {
        PluginConnection plugin = connection;
        if (plugin == null) {
            return config.deepCopy();
        }
        boolean hopeful = !failed && !Thread.currentThread().isInterrupted();
        Duration limit = hopeful ? plugin.patience().local() : AFTER_FAILURE;
        try {
            config = Uninterruptibly.get(() -> parsed(plugin, plugin.bytes("GetConfigRaw", limit)), () -> config);
        } catch (PluginException e) {
            if (hopeful) {
                throw e;
            }
            context.detail("Keeping the configuration last known: " + e.getMessage());
        }
        return config.deepCopy();
    }

    private static JsonObject parsed(PluginConnection plugin, GobValue.Bytes json) {
        try {
            return GoJsonReader.readObject(new String(json.toArray(), StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            throw plugin.nonsense("GetConfigRaw", "a JSON object");
        }
    }

    @Override
    public void preCreateCheck() {
        run("PreCreateCheck", TypedValue.EMPTY, plugin().patience().remote());
    }

    @Override
    public void create() {
        act("Create");
    }

    @Override
    public MachineState state() {
        PluginConnection plugin = plugin();
        long number = watched(() -> plugin.number("GetState", plugin.patience().remote()));
        if (number == NOT_FOUND) {
            return MachineState.ERROR;
        }
        if (number != (int) number) {
            throw plugin.nonsense("GetState", "a state");
        }
        return MachineState.ofNumber((int) number)
                .orElseThrow(() -> plugin.nonsense("GetState", "a state that is known (" + number + ")"));
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
        long port = watched(() -> plugin.number("GetSSHPort", plugin.patience().remote()));
        if (port < 0 || port > 65_535) {
            throw plugin.nonsense("GetSSHPort", "a port (" + port + ")");
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
            // It may still be in the middle of something; another one begins with what is known.
            close();
            failed = false;
        }
        act("Remove");
    }

    @Override
    public boolean provisionable() {
        PluginConnection plugin = plugin();
        return !WITHOUT_HOST.contains(
                watched(() -> plugin.text("DriverName", plugin.patience().local())));
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
        run(method, TypedValue.EMPTY, plugin().patience().action());
    }

    private void run(String method, TypedValue argument, Duration limit) {
        PluginConnection plugin = plugin();
        watched(() -> plugin.call(method, argument, limit));
    }

    private String remoteText(String method) {
        PluginConnection plugin = plugin();
        return watched(() -> plugin.text(method, plugin.patience().remote()));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask();
    }

    /** Notes when the plugin itself fails: from then on little is expected of it. */
    private <T> T watched(Question<T> question) {
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
