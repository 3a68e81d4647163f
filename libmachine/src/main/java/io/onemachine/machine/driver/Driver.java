package io.onemachine.machine.driver;

import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostToAdopt;
import io.onemachine.machine.host.NotSupportedException;
import java.util.Optional;

/**
 * One machine's driver: creates and manages its host.
 *
 * <p>A driver may run in another process (a plugin), so everything crosses this interface as plain data, and any call
 * may fail with a {@link io.onemachine.machine.error.MachineException}. Calls block until the work is done or has
 * failed, end with {@link io.onemachine.machine.error.OperationInterruptedException} when the thread is interrupted,
 * and come from one thread at a time. A driver never prints: it reports to its {@link DriverContext#progress()}.
 */
public interface Driver extends HostStatus, AutoCloseable {
    /**
     * Takes the options of a new machine; called once, before {@link #preCreateCheck()}.
     *
     * @throws io.onemachine.machine.error.DriverOptionException when one is wrong or several contradict each other
     */
    void setOptions(DriverOptions options);

    /**
     * Takes an existing host for a new machine; called once, instead of {@link #setOptions}. Then {@link #create()} adopts the host, and
     * {@link #remove()} leaves it alone until {@link #completed()}.
     *
     * @param options the values of {@link DriverProvider#adoptionFlags()}
     * @throws NotSupportedException when the driver cannot
     */
    default void adopt(HostToAdopt host, DriverOptions options) {
        throw new NotSupportedException("The driver cannot adopt hosts");
    }

    /** Notes that the machine is complete: its host was created, or adopted, and provisioned. */
    default void completed() {}

    /**
     * Returns everything to store about the machine, for the {@code Driver} object of config.json: BaseDriver's keys at
     * the top level, the driver's own, and every key of the configuration it was opened with.
     */
    DriverConfig config();

    /**
     * Checks whether the machine can be created; creates nothing.
     *
     * @throws io.onemachine.machine.error.MachineException with the cause and the option that it concerns
     */
    void preCreateCheck();

    /**
     * Creates the host and waits until it runs. Saves what identifies the host with {@link DriverContext#save()} as soon
     * as it is known.
     */
    void create();

    /** Returns the host's present state; {@link MachineState#ERROR} when it is gone. */
    @Override
    MachineState state();

    /**
     * Returns the host's address.
     *
     * @throws io.onemachine.machine.error.MachineException when it has none
     */
    @Override
    String ip();

    /**
     * Returns the engine's endpoint, such as {@code tcp://192.0.2.7:2376}; empty when the driver knows none.
     *
     * @throws io.onemachine.machine.error.HostNotRunningException when the host is not running
     */
    @Override
    String url();

    /** Returns the host's name or address for SSH. */
    String sshHostname();

    /** Returns the port for SSH; 22 when the configuration says 0. */
    int sshPort();

    /** Returns the user for SSH. */
    String sshUser();

    /** Returns the private key's file for SSH; empty when there is none. */
    String sshKeyPath();

    /** Starts a stopped host and waits until it runs. */
    void start();

    /** Shuts a host down and waits until it is off. */
    void stop();

    /** Restarts a running host and waits until it runs again. */
    void restart();

    /** Turns a host off without a shutdown, and waits until it is off. */
    void kill();

    /** Removes the host for good; a host that is already gone counts as removed. */
    void remove();

    /**
     * Returns whether the host can be logged in to and provisioned. A driver that only points at an engine managed by others
     * returns false; its machine is ready as soon as it is in the store.
     */
    default boolean provisionable() {
        return true;
    }

    /**
     * Returns whether the host exists before the machine, so that {@link #create()} creates none. Then login and system are
     * checked before anything is stored; {@link #sshHostname()} and the like must work once {@link #setOptions} was called.
     */
    default boolean hostExists() {
        return false;
    }

    /**
     * Returns whether the host's key is known before the host exists: {@link #create()} writes it into the machine's {@link
     * io.onemachine.machine.ssh.hostkey.KnownHosts} before it creates the host. Called after {@link #setOptions}.
     */
    default boolean knowsHostKey() {
        return false;
    }

    /**
     * Returns why waiting for the host is in vain, as the continuation of a sentence: {@code VM 7 is in state POWEROFF}; empty
     * when it runs or is about to, and when the driver does not know. Called every few seconds.
     */
    default Optional<String> condition() {
        return Optional.empty();
    }

    /**
     * Returns what to check when the host's SSH server rejects {@link #sshUser()}: whole sentences, which may name options
     * of the driver; empty when there is no special advice.
     */
    default Optional<String> loginAdvice() {
        return Optional.empty();
    }

    /** Returns the ability to describe and change the host beside its power; empty for a driver without it. */
    default Optional<HostCare> care() {
        return Optional.empty();
    }

    /** Releases what the driver holds, such as a plugin's process; the host keeps running. */
    @Override
    default void close() {}
}
