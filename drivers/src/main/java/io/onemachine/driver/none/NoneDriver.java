package io.onemachine.driver.none;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import java.net.URI;
import java.net.URISyntaxException;

/** A machine that is the URL of an engine and nothing else: its host is not known, so nothing can be done to it. */
final class NoneDriver implements Driver {

    private static final String URL = "URL";

    private final BaseDriverConfig config;

    NoneDriver(JsonObject stored) {
        this.config = new BaseDriverConfig(stored);
    }

    @Override
    public void setOptions(DriverOptions options) {
        String url = options.string(NoneDriverProvider.URL);
        if (url.isEmpty()) {
            throw new DriverOptionException("--url option is required when no driver is selected");
        }
        config.set(BaseDriverConfig.IP_ADDRESS, authority(url));
        config.set(URL, url);
    }

    @Override
    public JsonObject config() {
        return config.json();
    }

    @Override
    public void preCreateCheck() {}

    @Override
    public void create() {}

    @Override
    public MachineState state() {
        return MachineState.RUNNING;
    }

    /** As the Go program has it: with the port, and nothing for a URL without a host. */
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

    /** There is nothing of ours outside the store. */
    @Override
    public void remove() {}

    @Override
    public boolean provisionable() {
        return false;
    }

    /** Host and port as they stand in a URL, without a user; empty when it has none. */
    private static String authority(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getScheme() == null) {
                throw wrong(url, "missing protocol scheme");
            }
            String authority = uri.getRawAuthority();
            return authority == null ? "" : authority.substring(authority.indexOf('@') + 1);
        } catch (URISyntaxException e) {
            throw wrong(url, e.getIndex() == 0 ? "missing protocol scheme" : e.getReason());
        }
    }

    private static DriverOptionException wrong(String url, String how) {
        return new DriverOptionException("--" + NoneDriverProvider.URL + ": parse \"" + url + "\": " + how);
    }

    private static DriverException unsupported(String what) {
        return new DriverException("hosts without a driver cannot be " + what);
    }
}
