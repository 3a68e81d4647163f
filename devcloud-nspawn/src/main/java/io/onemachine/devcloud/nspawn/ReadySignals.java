package io.onemachine.devcloud.nspawn;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Watches the report folders of all guests, with one thread. */
final class ReadySignals implements AutoCloseable {

    private final WatchService watches;
    private final Map<WatchKey, Runnable> listeners = new ConcurrentHashMap<>();

    ReadySignals() {
        try {
            watches = FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new HypervisorException("Cannot watch for guests' reports: " + e.getMessage(), e);
        }
        Thread.ofPlatform().daemon().name("guest-reports").start(this::listen);
    }

    /** Calls the listener whenever a file is created in a folder, until {@link #forget}. */
    WatchKey watch(Path directory, Runnable listener) {
        try {
            WatchKey key = directory.register(watches, new WatchEvent.Kind<?>[] {StandardWatchEventKinds.ENTRY_CREATE});
            listeners.put(key, listener);
            return key;
        } catch (IOException e) {
            throw new HypervisorException("Cannot watch " + directory + ": " + e.getMessage(), e);
        }
    }

    void forget(WatchKey key) {
        key.cancel();
        listeners.remove(key);
    }

    @Override
    public void close() {
        try {
            watches.close();
        } catch (IOException e) {
            throw new HypervisorException("Cannot stop watching for guests' reports: " + e.getMessage(), e);
        }
    }

    private void listen() {
        try {
            while (true) {
                WatchKey key = watches.take();
                if (!key.pollEvents().isEmpty()) {
                    listeners.getOrDefault(key, () -> {}).run();
                }
                key.reset();
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // Closed: there is no listener any more.
        }
    }
}
