package io.onemachine.machine.driver;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * One machine's driver: makes and handles the host behind it.
 *
 * <p>A driver may live in another process (a plugin), so everything crosses this interface as plain data and any call
 * may fail with a {@link io.onemachine.machine.error.MachineException}. Calls block until the thing is done or has
 * failed, end with {@link io.onemachine.machine.error.OperationInterruptedException} when the thread is interrupted,
 * and are made by one thread at a time. A driver never prints: it reports to its {@link DriverContext#progress()}.
 */
public interface Driver extends HostStatus, AutoCloseable {
    /**
     * Takes the options of a new machine; called once, before {@link #preCreateCheck()}.
     *
     * @throws io.onemachine.machine.error.DriverOptionException when one is wrong or several contradict each other
     */
    void setOptions(DriverOptions options);

    /**
     * Everything there is to keep about the machine, as it goes into config.json under {@code Driver}: BaseDriver's
     * keys at the top level, the driver's own, and every key that was in the configuration it was opened with.
     *
     * @return a copy
     */
    JsonObject config();

    /**
     * Looks whether the machine can be made, and makes nothing.
     *
     * @throws io.onemachine.machine.error.MachineException saying what is wrong and which option it is about
     */
    void preCreateCheck();

    /**
     * Makes the host and waits until it runs. What identifies the host is saved with {@link DriverContext#save()} the
     * moment it is known.
     */
    void create();

    /** The host's state as it is now; {@link MachineState#ERROR} when it is gone. */
    @Override
    MachineState state();

    /**
     * The host's address.
     *
     * @throws io.onemachine.machine.error.MachineException when it has none
     */
    @Override
    String ip();

    /**
     * The engine's endpoint, such as {@code tcp://192.0.2.7:2376}; empty when the driver knows none.
     *
     * @throws io.onemachine.machine.error.HostNotRunningException when the host is not running
     */
    @Override
    String url();

    /** Name or address for SSH. */
    String sshHostname();

    /** Port for SSH; 22 when the configuration says 0. */
    int sshPort();

    /** User for SSH. */
    String sshUser();

    /** The private key's file for SSH; empty when there is none. */
    String sshKeyPath();

    /** Starts a stopped host and waits until it runs. */
    void start();

    /** Shuts a host down and waits until it is off. */
    void stop();

    /** Restarts a running host and waits until it runs again. */
    void restart();

    /** Turns a host off without asking it, and waits until it is off. */
    void kill();

    /** Removes the host for good; one that is gone already counts as removed. */
    void remove();

    /**
     * Whether the host is one to log in to and set up. A driver that only points at an engine somebody else runs says
     * no, and the machine is then ready as soon as it is in the store.
     */
    default boolean provisionable() {
        return true;
    }

    /**
     * Whether the host is somebody's and there before the machine is: {@link #create()} makes none. Whether it can be
     * logged in to and set up is then looked at before anything is stored; {@link #sshHostname()} and the like must work
     * once {@link #setOptions} was called.
     */
    default boolean hostExists() {
        return false;
    }

    /**
     * Whether the host will show a key that is known before it is there: {@link #create()} writes it into the machine's
     * {@link io.onemachine.machine.ssh.hostkey.KnownHosts} before it makes the host. Asked once {@link #setOptions} was called.
     */
    default boolean knowsHostKey() {
        return false;
    }

    /**
     * What is wrong with the host, for somebody who waits for it in vain, in words that continue a sentence: {@code VM 7 is
     * in state POWEROFF}; empty when it runs or is about to, and where the driver cannot tell. Asked every few seconds.
     */
    default Optional<String> condition() {
        return Optional.empty();
    }

    /**
     * What to look at when the host's SSH server does not let {@link #sshUser()} in: whole sentences, which may name options
     * of the driver; empty when there is nothing special.
     */
    default Optional<String> loginAdvice() {
        return Optional.empty();
    }

    /** Lets go of what the driver holds, such as a plugin's process; the host goes on. */
    @Override
    default void close() {}
}
