package io.onemachine.machine.lock;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.store.MachineStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineLockTest {
    @TempDir
    private Path folder;

    @Test
    void eachMachineHasOneHolderAtATime() {
        MachineStore store = new MachineStore(folder);
        MachineLock first = MachineLock.tryAcquire(store, "a", "stop").orElseThrow();
        MachineLock other = MachineLock.tryAcquire(store, "b", "stop").orElseThrow();
        assertThat(MachineLock.tryAcquire(store, "a", "rm")).isEmpty();
        first.close();
        assertThat(MachineLock.tryAcquire(store, "b", "rm"))
                .as("b's lock stays when a's is released")
                .isEmpty();
        MachineLock again = MachineLock.tryAcquire(store, "a", "rm").orElseThrow();
        other.close();
        again.close();
        assertThat(folder.toFile().list()).containsExactly(".machines.lock");
    }

    @Test
    void threadsExcludeEachOther() throws InterruptedException {
        MachineStore store = new MachineStore(folder);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger entered = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (entered.get() < 400) {
                    MachineLock.tryAcquire(store, "m", "stop").ifPresent(lock -> {
                        try (lock) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            entered.incrementAndGet();
                            inside.decrementAndGet();
                        }
                    });
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void lockExcludesOtherProcessesUntilReleaseOrDeath() throws Exception {
        MachineStore store = new MachineStore(folder);
        store.reserve("m");
        Process other;
        try (MachineLock _ = MachineLock.tryAcquire(store, "m", "stop").orElseThrow()) {
            assertThat(MachineLock.holder(store, "m"))
                    .hasValue(new MachineLock.Holder(ProcessHandle.current().pid(), "stop"));
            other = holder("m");
            assertThat(answer(other))
                    .isEqualTo("busy: \"‹command stop›\" (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(other.waitFor()).isZero();
        }
        assertThat(store.directory("m")).isEmptyDirectory();

        other = holder("m");
        assertThat(answer(other)).isEqualTo("held");
        assertThat(MachineLock.tryAcquire(store, "m", "rm")).isEmpty();
        assertThat(MachineLock.holder(store, "m")).hasValue(new MachineLock.Holder(other.pid(), "provision"));
        other.destroyForcibly();
        other.waitFor();

        MachineLock.tryAcquire(store, "m", "rm").orElseThrow().close();
        assertThat(store.directory("m")).isEmptyDirectory();
    }

    @Test
    void linksInPlaceOfTheFilesAreNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        MachineStore store = new MachineStore(folder.resolve("store"));
        store.reserve("m");
        Files.createSymbolicLink(store.directory("m").resolve(".busy"), victim);
        MachineLock.tryAcquire(store, "m", "rm").orElseThrow().close();
        assertThat(victim).hasContent("precious");

        Files.delete(store.path().resolve(".machines.lock"));
        Files.createSymbolicLink(store.path().resolve(".machines.lock"), victim);
        assertThatThrownBy(() -> MachineLock.tryAcquire(store, "m", "rm"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(".machines.lock");
        assertThat(victim).hasContent("precious");
    }

    private Process holder(String machine) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        String.join(
                                ":", "target/test-classes", "target/classes", System.getProperty("jdk.module.path")),
                        Holding.class.getName(),
                        folder.toString(),
                        machine)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String answer(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        return requireNonNull(lines.readLine());
    }

    /** A process that takes a lock, reports it and keeps it until it is killed. */
    static final class Holding {
        private Holding() {}

        public static void main(String[] arguments) throws IOException {
            MachineStore store = new MachineStore(Path.of(arguments[0]));
            if (MachineLock.tryAcquire(store, arguments[1], "provision").isEmpty()) {
                System.out.println(
                        "busy: " + MachineLock.holder(store, arguments[1]).orElseThrow());
                return;
            }
            System.out.println("held");
            System.in.read();
        }
    }
}
