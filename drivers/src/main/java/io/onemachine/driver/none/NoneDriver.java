package io.onemachine.driver.none;

import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.engine.EngineEndpoint;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.EngineException;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.reference.Reference;

/** A machine that consists of an engine's URL only; its host is unknown, so host operations are refused. */
final class NoneDriver implements Driver {

    /** The driver's own key in config.json. */
    static final String URL = "URL";

    private final DriverContext context;
    private final BaseDriverConfig config;

    NoneDriver(DriverContext context, DriverConfig stored) {
        this.context = context;
        this.config = new BaseDriverConfig(stored);
    }

    @Override
    public void setOptions(DriverOptions options) {
        String url = options.string(NoneDriverProvider.URL);
        if (url.isEmpty()) {
            throw new DriverOptionException(
                    Reference.option(NoneDriverProvider.URL) + " option is required when no driver is selected");
        }
        EngineUrl parsed = parsed(url);
        config.set(BaseDriverConfig.IP_ADDRESS, parsed.host());
        config.set(URL, url);
        if (!parsed.isForDockerAlone() && !isEndpoint(url)) {
            context.progress()
                    .report(new ProgressEvent.Warning(
                            context.machine(),
                            Reference.option(NoneDriverProvider.URL) + ": \"" + url
                                    + "\" is not the URL of an engine, such as "
                                    + NoneDriverProvider.EXAMPLE
                                    + ". The machine is created, but no command can connect to it."));
        }
    }

    @Override
    public DriverConfig config() {
        return config.stored();
    }

    @Override
    public void preCreateCheck() {}

    @Override
    public void create() {}

    @Override
    public MachineState state() {
        return MachineState.RUNNING;
    }

    /** Returns the host as the Go program does: with the port, and empty for a URL without a host. */
    @Override
    public String ip() {
        return config.ipAddress();
    }

    @Override
    public String url() {
        return config.text(URL);
    }

    @Override
    public String sshHostname() {
        return "";
    }

    @Override
    public int sshPort() {
        return config.sshPort();
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
        throw unsupported("started");
    }

    @Override
    public void stop() {
        throw unsupported("stopped");
    }

    @Override
    public void restart() {
        throw unsupported("restarted");
    }

    @Override
    public void kill() {
        throw unsupported("killed");
    }

    /** Does nothing: there is nothing outside the store. */
    @Override
    public void remove() {}

    @Override
    public boolean provisionable() {
        return false;
    }

    private static EngineUrl parsed(String url) {
        try {
            return EngineUrl.parse(url);
        } catch (InvalidUrlException e) {
            throw new DriverOptionException(
                    e.getMessage(),
                    Reference.option(NoneDriverProvider.URL) + " takes a URL such as " + NoneDriverProvider.EXAMPLE
                            + ".");
        }
    }

    private static boolean isEndpoint(String url) {
        try {
            EngineEndpoint.parse(url);
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    private static DriverException unsupported(String what) {
        return new DriverException("hosts without a driver cannot be " + what);
    }
}
