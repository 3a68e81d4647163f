package io.onemachine.e2e.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Set;
import java.util.TreeSet;

/** The names of all entries that appear in a folder, also of those that are gone again soon. */
final class CreatedEntries implements AutoCloseable {
    private final Path folder;
    private final WatchService watch;
    private final Set<String> names = new TreeSet<>();

    CreatedEntries(Path folder) throws IOException {
        this.folder = folder;
        watch = folder.getFileSystem().newWatchService();
        folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    }

    /** The names until now that do not begin with a dot. */
    Set<String> visible() {
        try {
            Path last = Files.createTempFile(folder, ".last", "");
            while (!names.contains(last.getFileName().toString())) {
                WatchKey key = watch.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    assertThat(event.kind()).as("lost events").isEqualTo((WatchEvent.Kind<?>)
                            StandardWatchEventKinds.ENTRY_CREATE);
                    names.add(String.valueOf(event.context()));
                }
                key.reset();
            }
            Files.delete(last);
            Set<String> visible = new TreeSet<>(names);
            visible.removeIf(name -> name.startsWith("."));
            return visible;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
