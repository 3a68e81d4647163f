package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import io.onemachine.devcloud.hypervisor.KeptDisks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept disks in a host's folder, and swaps that are interrupted at each of their steps. */
final class HostSnapshotsTest {

    @TempDir
    private Path folder;

    private HostSnapshots snapshots;

    @BeforeEach
    void aHostsFolder() throws Exception {
        snapshots = new HostSnapshots(new HostDirectory(folder), new ProcessCommandRunner());
        Files.createDirectories(folder.resolve("upper/etc"));
        Files.createDirectories(folder.resolve("docker"));
        write("upper/etc/name", "kept");
        write("docker/name", "kept");
        write("volatile0.img", "kept");
    }

    @Test
    void disksComeBackAsTheyWereKeptAsOftenAsWanted() throws Exception {
        snapshots.keep("a", KeptDisks.ALL);
        for (int round = 0; round < 2; round++) {
            lose();
            revert("a");
            assertThat(folder.resolve("upper/etc/name")).hasContent("kept");
            assertThat(folder.resolve("upper/etc/new")).doesNotExist();
            assertThat(folder.resolve("docker/name")).hasContent("kept");
            assertThat(folder.resolve("volatile0.img")).hasContent("kept");
            assertThat(folder.toFile().list())
                    .containsExactlyInAnyOrder("upper", "docker", "volatile0.img", "snapshots");
        }
    }

    @Test
    void theRootDiskAloneLeavesTheOthersAndAnEarlierSnapshotOfTheNameIsReplaced() throws Exception {
        snapshots.keep("a", KeptDisks.ALL);
        write("upper/etc/name", "later");
        snapshots.keep("a", KeptDisks.ROOT);
        lose();
        revert("a");
        assertThat(folder.resolve("upper/etc/name")).hasContent("later");
        assertThat(folder.resolve("volatile0.img")).hasContent("lost");
    }

    @Test
    void whatIsNotKeptCannotComeBack() throws Exception {
        snapshots.keep("a", KeptDisks.ROOT);
        snapshots.forget("a");
        snapshots.forget("a");
        assertThatThrownBy(() -> snapshots.stage("a"))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("There is no snapshot a in " + folder);
        snapshots.swap();
        assertThat(folder.resolve("upper/etc/name")).hasContent("kept");
    }

    @Test
    void aSwapInterruptedAtAnyStepIsContinued() throws Exception {
        for (int steps = 0; steps <= 4; steps++) {
            snapshots.keep("a", KeptDisks.ROOT);
            lose();
            snapshots.stage("a");
            beginSwap(steps);
            snapshots.swap();
            snapshots.unstage();
            assertThat(folder.resolve("upper/etc/name"))
                    .as("after %d steps", steps)
                    .hasContent("kept");
            assertThat(folder.resolve("docker/name"))
                    .as("after %d steps", steps)
                    .hasContent("kept");
            assertThat(folder.toFile().list())
                    .containsExactlyInAnyOrder("upper", "docker", "volatile0.img", "snapshots");
        }
    }

    /** Does the first steps of a swap: each disk away, then its successor in. */
    private void beginSwap(int steps) throws Exception {
        Path gone = Files.createDirectories(folder.resolve("discarded"));
        for (int step = 0; step < steps; step++) {
            String disk = step < 2 ? "docker" : "upper";
            if (step % 2 == 0) {
                Files.move(folder.resolve(disk), gone.resolve(disk));
            } else {
                Files.move(folder.resolve("reverting").resolve(disk), folder.resolve(disk));
            }
        }
    }

    private void revert(String name) throws Exception {
        snapshots.stage(name);
        snapshots.swap();
        snapshots.unstage();
    }

    private void lose() throws Exception {
        write("upper/etc/name", "lost");
        write("upper/etc/new", "lost");
        Files.deleteIfExists(folder.resolve("docker/name"));
        write("volatile0.img", "lost");
    }

    private void write(String file, String text) throws Exception {
        Files.writeString(folder.resolve(file), text);
    }
}
