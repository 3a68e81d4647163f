package io.onemachine.machine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.time.Sleeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path folder;

    @Test
    void lockHasOneHolderAtATimeAndLeavesNoFile() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 50; round++) {
                    try (FolderLock _ = FolderLock.acquire(folder)) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most).hasValue(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void lockFileOfAKilledProcessDoesNotBlock() throws Exception {
        Files.writeString(folder.resolve(".lock"), "left over");

        FolderLock.acquire(folder).close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void linkInPlaceOfTheLockFileIsNotFollowed() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.createSymbolicLink(locked.resolve(".lock"), victim);

        assertThatThrownBy(() -> FolderLock.acquire(locked)).isInstanceOf(StoreException.class);

        assertThat(victim).hasContent("precious");
    }

    @Test
    void waitingForAHangingHolderIsLimited() throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        try (FolderLock _ = FolderLock.acquire(folder)) {
            Thread waiter = Thread.ofPlatform().start(() -> {
                try {
                    FolderLock.acquire(folder, Duration.ofMillis(1), Sleeper.system())
                            .close();
                } catch (StoreException e) {
                    thrown.add(e);
                }
            });
            waiter.join();
        }
        assertThat(thrown).hasSize(1);
    }

    @Test
    void interruptEndsTheWaiting() throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        try (FolderLock _ = FolderLock.acquire(folder)) {
            Thread waiter = Thread.ofPlatform().start(() -> {
                try {
                    FolderLock.acquire(folder).close();
                } catch (OperationInterruptedException e) {
                    thrown.add(e);
                }
            });
            waiter.interrupt();
            waiter.join();
        }
        assertThat(thrown).hasSize(1);
    }

    @Test
    void missingFolderIsAnError() {
        assertThatThrownBy(() -> FolderLock.acquire(folder.resolve("nowhere")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nowhere");
    }
}
