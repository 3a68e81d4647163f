package io.onemachine.machine;

import io.onemachine.machine.context.ContextName;
import io.onemachine.machine.context.ContextOwner;
import io.onemachine.machine.context.ContextStore;
import io.onemachine.machine.context.ContextSyncResult;
import io.onemachine.machine.context.DockerContext;
import io.onemachine.machine.context.StoredContext;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.lifecycle.MachineContext;
import io.onemachine.machine.lifecycle.MachineDockerContext;
import io.onemachine.machine.lifecycle.MachinesSettings;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.store.MachineStore;
import io.onemachine.machine.store.StoreId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The contexts of the docker client for the machines of a store, in the folder that {@code DOCKER_CONFIG} names, else in {@code .docker}
 * of the home folder. {@link Machine#start()} and other operations update a machine's context by themselves.
 */
public final class DockerContexts {
    private final MachinesSettings settings;
    private final MachineStore store;
    private final ContextStore contexts;

    DockerContexts(MachinesSettings settings, MachineStore store) {
        this.settings = settings;
        this.store = store;
        this.contexts = new ContextStore(settings.dockerConfig());
    }

    /**
     * Adds a context for a machine, or updates it, or gives it another name.
     *
     * @param name the context's name; if empty, the machine's own, or {@code machine-NAME} where docker does not take that
     * @param replace whether to overwrite a context that is not the machine's
     * @return the context's name
     * @throws io.onemachine.machine.context.ContextExistsException when there is a context that is not the machine's
     * @throws io.onemachine.machine.context.ContextException when it cannot be written
     * @throws HostNotRunningException when the machine is not running
     */
    public String add(Machine machine, Optional<String> name, boolean replace) {
        String context = name.orElseGet(() -> ContextName.ofMachine(machine.name()));
        MachineContext entry = machine.context();
        entry.withLock("context add", others -> new MachineDockerContext(entry).add(context, replace));
        return context;
    }

    /**
     * Removes the context of a machine.
     *
     * @return whether it had one
     * @throws io.onemachine.machine.context.ContextException when it cannot be removed
     */
    public boolean remove(Machine machine) {
        MachineContext entry = machine.context();
        boolean[] removed = {false};
        entry.withLock("context rm", others -> removed[0] = new MachineDockerContext(entry).remove());
        return removed[0];
    }

    /**
     * Sets the context that docker uses where neither an option nor a variable names one.
     *
     * @throws io.onemachine.machine.context.ContextException when docker's config.json cannot be used
     */
    public void use(String name) {
        contexts.use(name);
        warnIfSet("DOCKER_HOST");
        warnIfSet("DOCKER_CONTEXT");
    }

    private void warnIfSet(String variable) {
        if (!settings.environment().getOrDefault(variable, "").isEmpty()) {
            settings.progress()
                    .report(new ProgressEvent.Warning(
                            "",
                            "The current context has no effect while " + variable
                                    + " is set: docker uses that. Unset it."));
        }
    }

    /**
     * Returns the contexts of this store's machines, by name.
     *
     * @throws io.onemachine.machine.context.ContextException when they cannot be read
     */
    public List<DockerContext> list() {
        List<StoredContext> own = own();
        Optional<String> current = own.isEmpty() ? Optional.empty() : contexts.current();
        return own.stream()
                .map(context -> new DockerContext(
                        context.name(),
                        machineOf(context),
                        context.host(),
                        current.filter(context.name()::equals).isPresent(),
                        store.exists(machineOf(context))))
                .toList();
    }

    /**
     * Returns the names of the contexts of this store's machines, by machine.
     *
     * @throws io.onemachine.machine.context.ContextException when they cannot be read
     */
    public Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        own().forEach(context -> names.putIfAbsent(machineOf(context), context.name()));
        return names;
    }

    /**
     * Writes the contexts of all machines that have one again, also those that another program removed, and removes contexts of machines
     * that do not exist any more. The context of a machine that is off keeps its address.
     */
    public ContextSyncResult sync() {
        List<String> removed = new ArrayList<>();
        Map<String, MachineException> failures = new TreeMap<>();
        Set<String> having = new HashSet<>();
        for (StoredContext context : own()) {
            if (store.exists(machineOf(context))) {
                having.add(machineOf(context));
            } else {
                attempt(context.name(), failures, () -> {
                    MachineDockerContext.remove(context, machineOf(context), settings);
                    removed.add(context.name());
                });
            }
        }
        List<String> written = write(having, failures);
        return new ContextSyncResult(written, removed, failures);
    }

    /** @param having the machines that have a context; that of others may have been removed by another program */
    private List<String> write(Set<String> having, Map<String, MachineException> failures) {
        List<Machine> machines = new ArrayList<>();
        List<String> written = new ArrayList<>();
        try {
            for (String name : store.names()) {
                attempt(name, having.contains(name) ? failures : new TreeMap<>(), () -> {
                    Machine machine = new Machine(MachineContext.load(settings, store, name), ClusterMembership.none());
                    if (having.contains(name)
                            || machine.context().dockerContext().isPresent()) {
                        machines.add(machine);
                    }
                });
            }
            BulkStatus statuses = BulkStatus.of(machines);
            for (Machine machine : machines) {
                attempt(
                        machine.name(),
                        failures,
                        () -> restore(machine, statuses).ifPresent(written::add));
            }
        } finally {
            machines.forEach(Machine::close);
        }
        written.sort(null);
        return written;
    }

    private static Optional<String> restore(Machine machine, BulkStatus statuses) {
        MachineDockerContext context = new MachineDockerContext(machine.context());
        String url;
        try {
            url = statuses.of(machine).url();
        } catch (HostNotRunningException e) {
            return context.restoreTls().or(() -> {
                throw e;
            });
        }
        return context.restore(url);
    }

    private static void attempt(String about, Map<String, MachineException> failures, Runnable work) {
        try {
            work.run();
        } catch (OperationInterruptedException e) {
            throw e;
        } catch (MachineException e) {
            failures.put(about, e);
        }
    }

    private List<StoredContext> own() {
        Optional<String> id = new StoreId(store.path()).find();
        if (id.isEmpty()) {
            return List.of();
        }
        return contexts.list().stream()
                .filter(context -> context.owner().map(ContextOwner::store).equals(id))
                .toList();
    }

    private static String machineOf(StoredContext context) {
        return context.owner().map(ContextOwner::machine).orElse("");
    }
}
