package io.onemachine.machine;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.engine.EngineVersion;
import io.onemachine.machine.options.HostOptions;
import io.onemachine.machine.ssh.SshClient;
import io.onemachine.machine.ssh.SshTarget;
import java.nio.file.Path;
import java.time.Duration;

/** One machine: its entry in the store, the host that its driver handles, and the engine in it. */
public interface Machine extends AutoCloseable {
    String name();

    /** The driver's name, as config.json has it. */
    String driverName();

    /** Whether that driver is there; without it everything that needs the host fails, saying so. */
    boolean driverAvailable();

    Driver driver();

    /** The machine's folder in the store. */
    Path directory();

    /** All of config.json, with the driver's configuration as it is now; a copy. */
    JsonObject config();

    HostOptions options();

    /** Asks the driver. */
    MachineState state();

    /** Asks the driver. */
    String ip();

    /**
     * The engine's endpoint.
     *
     * @throws io.onemachine.machine.error.HostNotRunningException when the host is not running
     */
    String url();

    /**
     * Starts the host and waits until SSH and the engine are there.
     *
     * @throws io.onemachine.machine.error.MachineStateException when it is running
     */
    void start();

    /**
     * Shuts the host down.
     *
     * @throws io.onemachine.machine.error.MachineStateException when it is stopped
     */
    void stop();

    /** Restarts the host, or starts it when it is stopped, and waits until SSH is there. */
    void restart();

    /**
     * Turns the host off.
     *
     * @throws io.onemachine.machine.error.MachineStateException when it is stopped
     */
    void kill();

    /** Sets the host up (again): certificates, engine, configuration. */
    void provision();

    /** Asks the engine; unlike {@link #checkConnection} it does not mind an engine of any age. */
    EngineVersion engineVersion(Duration timeout);

    /**
     * Makes sure that the engine can be reached with the machine's certificates.
     *
     * @throws io.onemachine.machine.error.ConnectionCheckException when it cannot
     */
    void checkConnection();

    /** Where SSH goes. */
    SshTarget sshTarget();

    /** A way to the host; the caller closes it. */
    SshClient ssh();

    /** Lets go of the driver; the machine goes on. */
    @Override
    void close();
}
