package io.onemachine.plugin.client;

import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.progress.Progress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Every plugin process of this program, so that none is forgotten. */
final class PluginProcessRegistry implements AutoCloseable {
    /** So many start at a time: a hundred at once only get in each other's way. */
    private static final int STARTING = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

    private final Map<String, String> environment;
    private final Semaphore starting = new Semaphore(STARTING);
    private final Set<PluginProcess> processes = ConcurrentHashMap.newKeySet();
    private final Map<PluginConnection, PluginProcess> connections = new ConcurrentHashMap<>();
    private volatile boolean closed;

    PluginProcessRegistry(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Starts a plugin and gets in touch with it. */
    PluginConnection open(Path program, String driver, String machine, Progress progress) {
        PluginTimeouts patience = PluginTimeouts.of(environment);
        try {
            starting.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting to start " + program.getFileName());
        }
        try {
            return opened(program, driver, machine, progress, patience);
        } finally {
            starting.release();
        }
    }

    private PluginConnection opened(
            Path program, String driver, String machine, Progress progress, PluginTimeouts patience) {
        PluginProcess process = PluginProcess.start(program, driver, machine, environment, progress);
        processes.add(process);
        boolean opened = false;
        try {
            if (closed) {
                throw new OperationInterruptedException("starting " + program.getFileName());
            }
            PluginConnection connection = PluginConnection.open(process, patience, machine, progress);
            connections.put(connection, process);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                process.end();
                processes.remove(process);
            }
        }
    }

    /** Ends one. */
    void close(PluginConnection connection) {
        connection.close();
        PluginProcess process = connections.remove(connection);
        if (process != null) {
            processes.remove(process);
        }
    }

    /** Ends all, and whatever is about to start, within a second. */
    @Override
    public void close() {
        closed = true;
        Uninterruptibly.get(
                () -> {
                    // Waits for all.
                    try (ExecutorService ending = Executors.newCachedThreadPool(
                            Thread.ofPlatform().daemon().name("plugin-end").factory())) {
                        connections.keySet().forEach(connection -> ending.execute(() -> close(connection)));
                    }
                    return true;
                },
                () -> false);
        // Those that nobody is in touch with yet.
        processes.forEach(PluginProcess::end);
    }
}
