package io.onemachine.machine.driver;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.ssh.SshClientFactory;
import io.onemachine.machine.store.CredentialsFile;
import io.onemachine.machine.name.HostName;
import io.onemachine.machine.store.StoreId;
import io.onemachine.machine.time.Sleeper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver may use of the world.
 *
 * @param machine the machine's name
 * @param storePath the store
 * @param machineDirectory the machine's own folder in the store, where keys go; there by the time of
 *     {@link Driver#create()}, not yet at {@link Driver#preCreateCheck()}
 * @param environment this process's environment variables, or what stands in for them
 * @param home the user's home folder
 * @param progress where the driver says what it does
 * @param saveHook see {@link #save()}
 * @param sleeper how to wait
 * @param commands how to run programs
 * @param ssh how to log in to a host; makes sure that it is the machine's as the machine has it, whatever a target says
 */
public record DriverContext(
        String machine,
        Path storePath,
        Path machineDirectory,
        Map<String, String> environment,
        Path home,
        Progress progress,
        Runnable saveHook,
        Sleeper sleeper,
        CommandRunner commands,
        SshClientFactory ssh) {
    public DriverContext {
        requireNonNull(machine, "machine is null");
        environment = Map.copyOf(environment);
    }

    /** Writes {@link Driver#config()} to the store now; for what must not be lost, such as the id of a new VM. */
    public void save() {
        saveHook.run();
    }

    /**
     * What a host is marked with, to be found again when its machine is lost: a random id of the store. Made when the store has
     * none, so ask only when a host is made.
     */
    public String storeId() {
        return new StoreId(storePath).findOrMake();
    }

    /**
     * Reads what {@link #keepCredentials} wrote for this machine; empty when nothing was kept.
     *
     * @throws io.onemachine.machine.error.StoreException when the file cannot be used; names the file and never repeats its content
     */
    public Optional<JsonObject> credentials() {
        return new CredentialsFile(machineDirectory).read();
    }

    /**
     * Keeps what the driver signs in with in a file of the machine's folder that only its owner can read. For secrets that were given to
     * {@code create} and that later commands need; they never belong into {@link Driver#config()}, which is shown and copied.
     */
    public void keepCredentials(JsonObject credentials) {
        new CredentialsFile(machineDirectory).write(credentials);
    }

    /** Names the file of {@link #credentials()}, for messages. */
    public Path credentialsFile() {
        return new CredentialsFile(machineDirectory).path();
    }

    /** The store's id as {@link #storeId()} gives it; empty while the store has none, or one that cannot be read. */
    public Optional<String> knownStoreId() {
        try {
            return new StoreId(storePath).find();
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /**
     * Says what is waited for: once when the waiting begins, and again when that changes.
     *
     * @param text in words that stand alone; empty when nothing is waited for any more
     */
    public void waitsFor(String text) {
        progress.report(new ProgressEvent.Waiting(machine, text));
    }

    /** The name that the machine's host gets: the machine's own where a Linux host can have it. */
    public String hostName() {
        return HostName.of(machine);
    }

    /** Shows a line to the user as {@code (MACHINE) text}. */
    public void say(String text) {
        progress.report(new ProgressEvent.DriverMessage(machine, text));
    }

    /** Shows a line to a user who asked for details. */
    public void detail(String text) {
        progress.report(new ProgressEvent.Detail(machine, text));
    }
}
