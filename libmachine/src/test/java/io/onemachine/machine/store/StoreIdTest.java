package io.onemachine.machine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreIdTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void concurrentCallersGetTheSameId() throws InterruptedException {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            threads.add(Thread.ofVirtual().start(() -> ids.add(new StoreId(folder).findOrCreate())));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(ids).hasSize(1);
        assertThat(new StoreId(folder).find()).hasValue(ids.iterator().next());
        assertThat(folder.toFile().list()).containsExactly("store-id");
    }

    @Test
    void readingCreatesNoId() {
        Path store = folder.resolve("store");
        assertThat(new StoreId(store).find()).isEmpty();
        assertThat(store).doesNotExist();
    }

    @Test
    void damagedIdIsNeverReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("store-id"), "");
        assertThatThrownBy(() -> new StoreId(folder).findOrCreate())
                .isInstanceOf(StoreException.class)
                .hasMessage(file + " does not hold the store's id");
        assertThat(file).isEmptyFile();
    }
}
