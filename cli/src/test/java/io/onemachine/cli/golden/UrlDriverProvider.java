package io.onemachine.cli.golden;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.DriverProvider;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import java.util.List;

/**
 * A driver for an existing engine, as in the golden cases: it has a URL, is always running and refuses every action with
 * the messages of its kind.
 */
final class UrlDriverProvider implements DriverProvider {
    private final String name;
    private final boolean plugin;

    /** @param plugin whether its messages are those of the third-party plugin in the golden cases */
    UrlDriverProvider(String name, boolean plugin) {
        this.name = name;
        this.plugin = plugin;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<DriverFlag> flags() {
        return List.of(new DriverFlag.StringFlag("url", "URL of the engine", List.of(), ""));
    }

    @Override
    public Driver open(DriverContext context, JsonObject config) {
        return new UrlDriver(config);
    }

    private final class UrlDriver implements Driver {
        private final JsonObject config;

        UrlDriver(JsonObject config) {
            this.config = config;
        }

        @Override
        public void setOptions(DriverOptions options) {
            String url = options.string("url");
            int scheme = url.indexOf("://");
            if (scheme <= 0) {
                throw new DriverOptionException("parse \"" + url + "\": missing protocol scheme");
            }
            String rest = url.substring(scheme + 3);
            config.addProperty(BaseDriverConfig.IP_ADDRESS, rest.startsWith("/") ? "" : rest);
            config.addProperty("URL", url);
        }

        @Override
        public JsonObject config() {
            return config.deepCopy();
        }

        @Override
        public void preCreateCheck() {}

        @Override
        public void create() {}

        @Override
        public MachineState state() {
            return MachineState.RUNNING;
        }

        @Override
        public String ip() {
            return config.get(BaseDriverConfig.IP_ADDRESS).getAsString();
        }

        @Override
        public String url() {
            return config.get("URL").getAsString();
        }

        @Override
        public String sshHostname() {
            return "";
        }

        @Override
        public int sshPort() {
            return 22;
        }

        @Override
        public String sshUser() {
            return "";
        }

        @Override
        public String sshKeyPath() {
            return "";
        }

        @Override
        public void start() {
            throw refusal("started");
        }

        @Override
        public void stop() {
            throw refusal("stopped");
        }

        @Override
        public void restart() {
            throw refusal("restarted");
        }

        @Override
        public void kill() {
            throw refusal("killed");
        }

        private DriverException refusal(String what) {
            return new DriverException(plugin ? "Not supported" : "hosts without a driver cannot be " + what);
        }

        @Override
        public void remove() {}

        @Override
        public boolean provisionable() {
            return false;
        }
    }
}
