package io.onemachine.machine.lifecycle;

import io.onemachine.machine.certificate.CertificateFiles;
import io.onemachine.machine.context.ContextEndpoint;
import io.onemachine.machine.context.ContextException;
import io.onemachine.machine.context.ContextExistsException;
import io.onemachine.machine.context.ContextName;
import io.onemachine.machine.context.ContextOwner;
import io.onemachine.machine.context.ContextStore;
import io.onemachine.machine.context.StoredContext;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.options.AuthOptions;
import io.onemachine.machine.process.LocalUser;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.store.StoreId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The context of the docker client for a machine. The context itself records the machine, as docker-machine 0.16.2 drops the key of
 * config.json; the key is for {@link #restore}.
 */
public final class MachineDockerContext {
    private final MachineContext machine;
    private final MachinesSettings settings;
    private final ContextStore contexts;

    public MachineDockerContext(MachineContext machine) {
        this.machine = machine;
        this.settings = machine.settings();
        this.contexts = new ContextStore(settings.dockerConfig());
    }

    /**
     * Verifies that a new machine's context does not exist yet.
     *
     * @throws ContextExistsException when it does
     */
    void requireFree() {
        String store = new StoreId(settings.storePath()).find().orElse("");
        contexts.requireFree(ContextName.ofMachine(machine.name()), new ContextOwner(store, machine.name()));
    }

    /** Adds the context of a new machine. A failure is reported only: the machine itself is complete. */
    void addToNew() {
        String context = ContextName.ofMachine(machine.name());
        reportingFailure(
                () -> add(context, false),
                "Machine \"" + machine.name() + "\" has no docker context",
                Reference.command("context add").with(machine.name()));
    }

    /**
     * Adds the context, or gives it another name.
     *
     * @param replace whether to overwrite a context that is not the machine's
     * @throws ContextException when it cannot be written
     * @throws HostNotRunningException when the host is not running
     */
    public void add(String context, boolean replace) {
        ContextName.requireValid(context);
        ContextOwner owner = owner();
        ContextEndpoint endpoint = new ContextEndpoint(machine.url(), tls());
        warnOfOwner();
        contexts.write(context, owner, endpoint, replace);
        for (StoredContext other : contexts.of(owner)) {
            if (!other.name().equals(context)) {
                removeReplaced(other, context);
            }
        }
        remember(Optional.of(context));
    }

    private void removeReplaced(StoredContext context, String replacement) {
        if (contexts.remove(context)) {
            contexts.use(replacement);
        }
    }

    /** Removes the context and its key in config.json. */
    public boolean remove() {
        boolean removed = remove(machine.name(), settings);
        remember(Optional.empty());
        return removed;
    }

    private void remember(Optional<String> context) {
        if (!machine.dockerContext().equals(context)) {
            machine.setDockerContext(context);
            machine.save();
        }
    }

    /** Updates the context where there is one. A failure is reported only. */
    void refresh() {
        reportingFailure(
                () -> {
                    Optional<StoredContext> context =
                            of(machine.name(), settings).stream().findFirst();
                    if (context.isPresent()) {
                        write(context.get().name(), machine.url());
                        remember(Optional.of(context.get().name()));
                    }
                },
                notUpdated(machine.name()),
                Reference.command("context sync"));
    }

    private static String notUpdated(String machine) {
        return "The docker context of machine \"" + machine + "\" was not updated";
    }

    private void write(String context, String url) {
        warnOfOwner();
        contexts.write(context, owner(), new ContextEndpoint(url, tls()), false);
    }

    /**
     * Writes the context again, also one that was removed by another program than this one.
     *
     * @param url the engine's endpoint
     * @return the name of the context; empty when the machine has none
     * @throws ContextException when it cannot be written
     */
    public Optional<String> restore(String url) {
        Optional<String> context = of(machine.name(), settings).stream()
                .map(StoredContext::name)
                .findFirst()
                .or(machine::dockerContext);
        context.ifPresent(name -> write(name, url));
        return context;
    }

    /**
     * Copies the TLS files into the context again; the host need not run.
     *
     * @return the name of the context; empty when there is none
     * @throws ContextException when they cannot be written
     */
    public Optional<String> restoreTls() {
        Optional<StoredContext> found = of(machine.name(), settings).stream().findFirst();
        found.ifPresent(context -> contexts.writeTls(context, tls()));
        return found.map(StoredContext::name);
    }

    /**
     * Updates the context of a machine that was renamed: one that is named for the machine is renamed, another one is kept and records
     * the machine's new name. Where the new name is taken by another context, the context keeps its name. A failure is reported only.
     *
     * <p>The caller holds the machine's lock. The name of the context is written to config.json.
     *
     * @param oldName the machine's name before; {@code machine} has the new one
     */
    public static void rename(MachineContext machine, String oldName) {
        new MachineDockerContext(machine).renameFrom(oldName);
    }

    private void renameFrom(String oldName) {
        reportingFailure(
                () -> {
                    for (StoredContext context : of(oldName, settings)) {
                        remember(Optional.of(renamed(context, oldName)));
                    }
                },
                notUpdated(machine.name()),
                Reference.command("context add").with(machine.name()));
    }

    private String renamed(StoredContext context, String oldName) {
        boolean follows = context.name().equals(ContextName.ofMachine(oldName));
        String newName = follows ? ContextName.ofMachine(machine.name()) : context.name();
        try {
            contexts.rename(context, newName, owner());
            return newName;
        } catch (ContextExistsException e) {
            contexts.rename(context, context.name(), owner());
            warn(e.getMessage() + ": the context of machine \"" + machine.name() + "\" is still called \""
                    + context.name() + "\".");
            return context.name();
        }
    }

    /** Updates the TLS files of a machine's context where there is one. A failure is reported only. */
    static void refreshTlsOf(String machine, MachineStore store, MachinesSettings settings) {
        try (MachineContext context = MachineContext.load(settings, store, machine)) {
            MachineDockerContext dockerContext = new MachineDockerContext(context);
            dockerContext.reportingFailure(
                    dockerContext::restoreTls, notUpdated(machine), Reference.command("context sync"));
        }
    }

    /** Removes the context of a machine that is being removed. A failure is reported only. */
    static void removeOf(String machine, MachinesSettings settings) {
        try {
            remove(machine, settings);
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            settings.progress()
                    .report(new ProgressEvent.Warning(
                            machine,
                            "The docker context of machine \"" + machine + "\" was not removed: " + e.getMessage()
                                    + ". When that is fixed, run \"" + Reference.command("context sync") + "\"."));
        }
    }

    private static boolean remove(String machine, MachinesSettings settings) {
        List<StoredContext> found = of(machine, settings);
        found.forEach(context -> remove(context, machine, settings));
        return !found.isEmpty();
    }

    /** Removes a context and reports what that means for docker. */
    public static void remove(StoredContext context, String machine, MachinesSettings settings) {
        boolean wasCurrent = new ContextStore(settings.dockerConfig()).remove(context);
        if (wasCurrent) {
            settings.progress()
                    .report(new ProgressEvent.Note(
                            machine,
                            "\"" + context.name()
                                    + "\" was docker's current context; docker uses its default one now."));
        }
        if (settings.environment().getOrDefault("DOCKER_CONTEXT", "").equals(context.name())) {
            settings.progress()
                    .report(new ProgressEvent.Warning(
                            machine,
                            "DOCKER_CONTEXT is \"" + context.name()
                                    + "\", which does not exist any more: unset it to use docker."));
        }
    }

    /** Returns the contexts of a machine, of which there is one at most unless a command was killed. */
    private static List<StoredContext> of(String machine, MachinesSettings settings) {
        Optional<String> store = new StoreId(settings.storePath()).find();
        return store.map(id -> new ContextStore(settings.dockerConfig()).of(new ContextOwner(id, machine)))
                .orElse(List.of());
    }

    private ContextOwner owner() {
        return new ContextOwner(new StoreId(settings.storePath()).findOrCreate(), machine.name());
    }

    /** Returns the files to connect with: the machine's copies, else those that this program itself uses. */
    private ContextEndpoint.Tls tls() {
        Path folder = machine.directory();
        Path ca = folder.resolve("ca.pem");
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        if (!Stream.of(ca, certificate, key).allMatch(Files::exists)) {
            AuthOptions auth = machine.options().auth();
            ca = Path.of(auth.caCertPath());
            certificate = Path.of(auth.clientCertPath());
            key = Path.of(auth.clientKeyPath());
        }
        return new ContextEndpoint.Tls(
                CertificateFiles.text(ca), CertificateFiles.text(certificate), CertificateFiles.text(key));
    }

    /** Warns of root's files in another user's folder, which that user's docker cannot read. */
    private void warnOfOwner() {
        Path folder = contexts.folder();
        LocalUser user = LocalUser.ofThisProcess();
        boolean bySudo = !settings.environment().getOrDefault("SUDO_UID", "").isEmpty();
        if (bySudo && user.isRoot() && user.isOtherThanOwnerOf(existing(folder))) {
            warn(folder + " is that of " + LocalUser.ownersName(existing(folder))
                    + ", whose docker cannot read what root writes" + " there. Run " + Reference.program()
                    + " without sudo, or set DOCKER_CONFIG to a folder of root's.");
        }
    }

    /** Returns the folder, or the closest one above it that exists. */
    private static Path existing(Path folder) {
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    private void reportingFailure(Runnable work, String failure, Reference remedy) {
        try {
            work.run();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            warn(failure + ": " + e.getMessage() + ". When that is fixed, run \"" + remedy + "\".");
        }
    }

    private void warn(String text) {
        settings.progress().report(new ProgressEvent.Warning(machine.name(), text));
    }
}
