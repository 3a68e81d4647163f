package io.onemachine.machine.driver;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.name.HostName;
import io.onemachine.machine.process.CommandRunner;
import io.onemachine.machine.progress.Progress;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.ssh.SshClientFactory;
import io.onemachine.machine.ssh.UserKey;
import io.onemachine.machine.store.CredentialsFile;
import io.onemachine.machine.store.StoreId;
import io.onemachine.machine.time.Sleeper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver gets from the library.
 *
 * @param machine the machine's name
 * @param storePath the store
 * @param machineDirectory the machine's own folder in the store, for keys; exists when {@link Driver#create()} is
 *     called, but not at {@link Driver#preCreateCheck()}
 * @param environment the environment variables to use, normally this process's
 * @param home the user's home folder
 * @param progress where the driver reports what it does
 * @param saveHook see {@link #save()}
 * @param sleeper how to wait
 * @param commands how to run programs
 * @param ssh opens SSH clients; they check the machine's pinned host key, whatever a target says
 * @param shared the answers of the cloud that machines created together share
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
        SshClientFactory ssh,
        SharedAnswers shared) {
    public DriverContext {
        requireNonNull(machine, "machine is null");
        environment = Map.copyOf(environment);
    }

    /** Creates the context of a machine that shares no answers. */
    public DriverContext(
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
        this(
                machine,
                storePath,
                machineDirectory,
                environment,
                home,
                progress,
                saveHook,
                sleeper,
                commands,
                ssh,
                SharedAnswers.none());
    }

    /** Writes {@link Driver#config()} to the store now; for data that must not be lost, such as the id of a new VM. */
    public void save() {
        saveHook.run();
    }

    /**
     * Returns the tag for new hosts, by which they are found when their machine is lost: the store's random id. Created when the store
     * has none, so call it only when a host is created.
     */
    public String storeId() {
        return new StoreId(storePath).findOrCreate();
    }

    /**
     * Returns the credentials that {@link #keepCredentials} stored for this machine, texts by name; empty when there are none.
     *
     * @throws io.onemachine.machine.error.StoreException when the file cannot be used; the message never quotes its content
     */
    public Optional<Map<String, String>> credentials() {
        return new CredentialsFile(machineDirectory).read().map(DriverContext::texts);
    }

    private static Map<String, String> texts(JsonObject object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.entrySet().forEach(entry -> texts.put(entry.getKey(), DriverConfig.text(object, entry.getKey())));
        return texts;
    }

    /**
     * Stores the driver's credentials in a file of the machine's folder that only its owner can read. For secrets that were given to
     * {@code create} and that later commands need; they never belong in {@link Driver#config()}, which is shown and copied.
     */
    public void keepCredentials(Map<String, String> credentials) {
        JsonObject object = new JsonObject();
        credentials.forEach(object::addProperty);
        new CredentialsFile(machineDirectory).write(object);
    }

    /** Returns the file of {@link #credentials()}, for messages. */
    public Path credentialsFile() {
        return new CredentialsFile(machineDirectory).path();
    }

    /** Returns the store's id without creating one; empty when the store has none, or it cannot be read. */
    public Optional<String> knownStoreId() {
        try {
            return new StoreId(storePath).find();
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /**
     * Reports what is being waited for: at the beginning, and whenever it changes.
     *
     * @param text a text that stands alone; empty when the waiting is over
     */
    public void waitsFor(String text) {
        progress.report(new ProgressEvent.Waiting(machine, text));
    }

    /** Returns the name for the machine's host: the machine's own where it is valid for a Linux host. */
    public String hostName() {
        return HostName.of(machine);
    }

    /**
     * Copies a key that the user supplied into the machine's folder, and reports that.
     *
     * @param key the key; empty for the keys that the SSH client finds
     * @return the copy
     */
    public Optional<Path> importKey(Optional<UserKey> key) {
        if (key.isEmpty()) {
            say("No SSH key specified. Assuming an existing key at the default location.");
            return Optional.empty();
        }
        say("Importing SSH key...");
        return Optional.of(key.get().copyTo(machineDirectory).toAbsolutePath());
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
