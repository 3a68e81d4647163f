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

/** Starts plugin processes and keeps track of them, so that all are ended. */
final class PluginProcessRegistry implements AutoCloseable {
    /** The maximum number of processes that start at a time: more would slow each other down. */
    private static final int MAX_STARTING = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

    private final Map<String, String> environment;
    private final Semaphore starting = new Semaphore(MAX_STARTING);
    private final Set<PluginProcess> processes = ConcurrentHashMap.newKeySet();
    private final Map<PluginConnection, PluginProcess> connections = new ConcurrentHashMap<>();
    private volatile boolean closed;

    PluginProcessRegistry(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Starts a plugin and connects to it. */
    PluginConnection open(Path program, String driver, String machine, Progress progress) {
        PluginTimeouts timeouts = PluginTimeouts.of(environment);
        try {
            starting.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("waiting to start " + program.getFileName());
        }
        try {
            return opened(program, driver, machine, progress, timeouts);
        } finally {
            starting.release();
        }
    }

    private PluginConnection opened(
            Path program, String driver, String machine, Progress progress, PluginTimeouts timeouts) {
        PluginProcess process = PluginProcess.start(program, driver, machine, environment, progress);
        processes.add(process);
        boolean opened = false;
        try {
            if (closed) {
                throw new OperationInterruptedException("starting " + program.getFileName());
            }
            PluginConnection connection = PluginConnection.open(process, timeouts, machine, progress);
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

    /** Closes a connection and ends its process. */
    void close(PluginConnection connection) {
        connection.close();
        PluginProcess process = connections.remove(connection);
        if (process != null) {
            processes.remove(process);
        }
    }

    /** Ends all processes, including those that are just starting, within a second. */
    @Override
    public void close() {
        closed = true;
        Uninterruptibly.get(
                () -> {
                    // Closing the executor waits for all tasks.
                    try (ExecutorService ending = Executors.newCachedThreadPool(
                            Thread.ofPlatform().daemon().name("plugin-end").factory())) {
                        connections.keySet().forEach(connection -> ending.execute(() -> close(connection)));
                    }
                    return true;
                },
                () -> false);
        // Processes without a connection yet.
        processes.forEach(PluginProcess::end);
    }
}
