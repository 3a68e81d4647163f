package io.onemachine.machine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import io.onemachine.machine.config.ConfigNames;
import io.onemachine.machine.error.MachineException;
import io.onemachine.machine.error.MachineExistsException;
import io.onemachine.machine.error.MachineNotFoundException;
import io.onemachine.machine.error.StoreException;
import io.onemachine.machine.json.GoJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Renaming an entry of the store: interrupted at each step, with readers beside it, and with hostile leftovers. */
class StoreRenameTest {
    private static final String PENDING = "config.json.renamed";

    private final Path path;
    private final MachineStore store;

    StoreRenameTest(@TempDir Path path) {
        this.path = path;
        this.store = new MachineStore(path);
    }

    @BeforeEach
    void createMachine() {
        store.reserve("old");
        store.write("old", config("old"));
        write(file("old", "id_rsa"), "key");
    }

    /** The moments at which a kill leaves a renaming. */
    enum Killed {
        BEFORE_THE_FOLDER,
        BEFORE_THE_CONFIGURATION,
        AT_THE_END;

        String name(String before, String after) {
            return this == BEFORE_THE_FOLDER ? before : after;
        }
    }

    private void rename(Killed moment) throws IOException {
        Files.writeString(file("old", PENDING), GoJson.indented(renamed()));
        if (moment != Killed.BEFORE_THE_FOLDER) {
            Files.move(store.directory("old"), store.directory("new"));
        }
        if (moment == Killed.AT_THE_END) {
            Files.move(file("new", PENDING), file("new", "config.json"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void theEntryMovesWithItsFiles() throws IOException {
        store.rename("old", "new", renamed());

        assertThat(store.names()).containsExactly("new");
        assertThat(store.read("new")).isEqualTo(renamed());
        assertThat(file("new", "id_rsa")).hasContent("key");
        assertThat(file("new", PENDING)).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("new", "config.json"))))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> store.read("old")).isInstanceOf(MachineNotFoundException.class);
    }

    @Test
    void aTakenNameIsRefusedAndLeavesNothing() {
        store.reserve("new");
        store.write("new", config("new"));

        assertThatThrownBy(() -> store.rename("old", "new", renamed())).isInstanceOf(MachineExistsException.class);

        assertThat(store.names()).containsExactly("new", "old");
        assertThat(store.read("old")).isEqualTo(config("old"));
        assertThat(file("old", PENDING)).doesNotExist();
    }

    @Test
    void aLinkedFolderIsNotRenamed(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(store.directory("linked"), elsewhere);

        assertThatThrownBy(() -> store.rename("linked", "new", renamed())).isInstanceOf(StoreException.class);

        assertThat(elsewhere).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedRenamingLeavesOneMachine(Killed moment) throws IOException {
        rename(moment);
        String name = moment.name("old", "new");

        assertThat(store.names()).containsExactly(name);
        assertThat(store.read(name)).isEqualTo(moment == Killed.BEFORE_THE_FOLDER ? config("old") : renamed());
        assertThatThrownBy(() -> store.read(moment.name("new", "old"))).isInstanceOf(MachineNotFoundException.class);
        assertThat(file(name, "id_rsa")).hasContent("key");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenAfterAnInterruptionIsRead(Killed moment) throws IOException {
        rename(moment);
        String name = moment.name("old", "new");
        JsonObject changed = store.read(name);
        changed.addProperty("Changed", true);

        store.write(name, changed);

        assertThat(store.read(name)).isEqualTo(changed);
        assertThat(new MachineStore(path).read(name)).isEqualTo(changed);
    }

    @ParameterizedTest
    @EnumSource
    void aSweepLeavesOnlyTheConfiguration(Killed moment) throws IOException {
        rename(moment);
        String name = moment.name("old", "new");
        JsonObject before = moment == Killed.BEFORE_THE_FOLDER ? config("old") : renamed();

        store.sweep(name);

        assertThat(file(name, PENDING)).doesNotExist();
        assertThat(store.read(name)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedRenamingCanBeRemoved(Killed moment) throws IOException {
        rename(moment);

        store.remove(moment.name("old", "new"));

        assertThat(store.names()).isEmpty();
        assertThat(path.resolve("machines")).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedRenamingCanBeRepeatedWithAnotherName(Killed moment) throws IOException {
        rename(moment);
        String name = moment.name("old", "new");
        JsonObject third =
                ConfigNames.renamed(store.read(name), "third", store.directory(name), store.directory("third"));

        store.rename(name, "third", third);

        assertThat(store.names()).containsExactly("third");
        assertThat(store.read("third")).isEqualTo(third);
        assertThat(file("third", "id_rsa")).hasContent("key");
    }

    @Test
    void aStoreThatCannotBeWrittenIsReadAllTheSame() throws IOException {
        rename(Killed.BEFORE_THE_CONFIGURATION);
        Files.setPosixFilePermissions(store.directory("new"), PosixFilePermissions.fromString("r-x------"));
        try {
            assumeThat(Files.isWritable(store.directory("new")))
                    .as("root writes everywhere")
                    .isFalse();
            assertThat(store.read("new")).isEqualTo(renamed());
            assertThat(store.read("new")).isEqualTo(renamed());
            store.sweep("new");
            assertThat(file("new", PENDING)).exists();
        } finally {
            Files.setPosixFilePermissions(store.directory("new"), PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** What can be in the place of the configuration for another name. */
    enum Hostile {
        FOLDER,
        FULL_FOLDER,
        LINK_TO_NOTHING,
        LINK_TO_A_FOLDER,
        LINK_TO_A_CONFIGURATION,
        EMPTY,
        TRUNCATED,
        NO_OBJECT,
        HUGE,
        ANOTHER_NAME,
        NO_NAME;

        void put(Path file, Path elsewhere) throws IOException {
            switch (this) {
                case FOLDER -> Files.createDirectory(file);
                case FULL_FOLDER -> Files.createDirectories(file.resolve("a/b"));
                case LINK_TO_NOTHING -> Files.createSymbolicLink(file, elsewhere.resolve("nothing"));
                case LINK_TO_A_FOLDER -> Files.createSymbolicLink(file, elsewhere);
                case LINK_TO_A_CONFIGURATION ->
                    Files.createSymbolicLink(
                            file, Files.writeString(elsewhere.resolve("config.json"), GoJson.indented(config("old"))));
                case EMPTY -> Files.createFile(file);
                case TRUNCATED -> Files.writeString(file, "{\"Name\": \"old\", \"Dri");
                case NO_OBJECT -> Files.writeString(file, "[\"old\"]");
                case HUGE -> {
                    try (FileChannel channel =
                            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                        channel.write(ByteBuffer.wrap(new byte[1]), 1L << 30); // takes no space
                    }
                }
                case ANOTHER_NAME -> Files.writeString(file, GoJson.indented(config("another")));
                case NO_NAME -> Files.writeString(file, "{\"DriverName\": \"fake\", \"Driver\": {}}");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsInThePlaceOfAPendingConfigurationTheMachineStays(Hostile hostile, @TempDir Path elsewhere)
            throws IOException {
        hostile.put(file("old", PENDING), elsewhere);

        assertThat(store.names()).containsExactly("old");
        assertThat(store.read("old")).isEqualTo(config("old"));
        assertThat(file("old", "config.json")).isRegularFile();
        store.sweep("old");
        assertThat(Files.exists(file("old", PENDING), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(store.read("old")).isEqualTo(config("old"));
        store.rename("old", "new", renamed());
        assertThat(store.read("new")).isEqualTo(renamed());
        assertThat(elsewhere).as("what a link leads to").exists();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void readersBesideARenamingSeeTheMachineByOneOfBothNames(int readers) throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(readers);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                begun.countDown();
                while (!ended.get()) {
                    store.names().forEach(name -> readBesideARenaming(name, failures));
                }
            }));
        }
        begun.await();
        String name = "old";
        try {
            for (int round = 0; round < 60; round++) {
                String next = "n" + round;
                store.rename(name, next, config(next));
                name = next;
            }
        } finally {
            ended.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        assertThat(failures).isEmpty();
        assertThat(store.names()).containsExactly(name);
        assertThat(store.read(name)).isEqualTo(config(name));
        assertThat(file(name, PENDING)).doesNotExist();
    }

    private void readBesideARenaming(String name, Queue<Throwable> failures) {
        try {
            assertThat(ConfigNames.name(store.read(name))).isEqualTo(name);
        } catch (MachineNotFoundException e) {
            // It has the next name now.
        } catch (MachineException | AssertionError e) {
            failures.add(e);
        }
    }

    private static JsonObject config(String name) {
        JsonObject config = new JsonObject();
        config.addProperty("ConfigVersion", 3);
        config.add("Driver", new JsonObject());
        config.getAsJsonObject("Driver").addProperty("MachineName", name);
        config.addProperty("DriverName", "fake");
        config.add("HostOptions", new JsonObject());
        config.addProperty("Name", name);
        return config;
    }

    private JsonObject renamed() {
        JsonObject config = config("old");
        config.addProperty("Path", store.directory("old").resolve("id_rsa").toString());
        return ConfigNames.renamed(config, "new", store.directory("old"), store.directory("new"));
    }

    private Path file(String machine, String name) {
        return path.resolve("machines").resolve(machine).resolve(name);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
