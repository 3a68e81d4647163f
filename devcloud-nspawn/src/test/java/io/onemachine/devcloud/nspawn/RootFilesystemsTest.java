package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.devcloud.hypervisor.HypervisorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootFilesystemsTest {

    /** Simulates a build: creates the tree that a command would create; "rm" is real. */
    private static final class FakeBuilder implements CommandRunner {
        final List<Command> builds = new CopyOnWriteArrayList<>();
        boolean failing;

        @Override
        public CommandResult run(Command command) throws InterruptedException {
            List<String> argv = command.argv();
            if (argv.getFirst().equals("rm")) {
                return new ProcessCommandRunner().run(command);
            }
            if (!argv.getFirst().equals("unshare")) {
                return new CommandResult(1, "");
            }
            builds.add(command);
            String recipe = command.environment().get("ONEMACHINE_FILES");
            try {
                Files.createDirectories(Path.of(String.valueOf(recipe)).resolveSibling("tree"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return failing
                    ? new CommandResult(25, "E: cannot reach http://user:secret@mirror.example/debian\nE: giving up")
                    : new CommandResult(0, "");
        }
    }

    @TempDir
    Path cache;

    private final FakeBuilder builder = new FakeBuilder();
    private final List<String> progress = new ArrayList<>();

    @Test
    void buildsAnImageAndThoseBelowItOnce() throws Exception {
        RootFilesystems trees = new RootFilesystems(cache, builder);

        trees.prepare(Image.DEBIAN_DOCKER, progress::add);
        trees.prepare(Image.DEBIAN_DOCKER, progress::add);
        new RootFilesystems(cache, builder).prepare(Image.DEBIAN_PLAIN, progress::add);

        assertThat(builder.builds).hasSize(2);
        assertThat(progress).anyMatch(line -> line.startsWith("debian-plain: fetching Debian trixie"));
        assertThat(trees.layers(Image.DEBIAN_DOCKER))
                .containsExactly(
                        cache.resolve(ImageRecipe.hash(Image.DEBIAN_DOCKER)).resolve("tree"),
                        cache.resolve(ImageRecipe.hash(Image.DEBIAN_PLAIN)).resolve("tree"));
    }

    @Test
    void aFailedBuildSaysWhyWithoutPasswordsAndLeavesNothingThatLooksComplete() throws Exception {
        RootFilesystems trees = new RootFilesystems(cache, builder);
        builder.failing = true;

        assertThatThrownBy(() -> trees.prepare(Image.DEBIAN_PLAIN, progress::add))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("Building image debian-plain failed")
                .hasMessageContaining("E: cannot reach http://***@mirror.example/debian\nE: giving up")
                .hasMessageNotContaining("secret");

        try (Stream<Path> entries = Files.list(cache)) {
            assertThat(entries.filter(Files::isDirectory)).isEmpty();
        }
        assertThatThrownBy(() -> trees.layers(Image.DEBIAN_PLAIN)).hasMessageContaining("has not been built");
    }

    @Test
    void leftoversOfAKilledBuildAreRemovedByTheNext() throws Exception {
        Path unfinished = cache.resolve(ImageRecipe.hash(Image.DEBIAN_PLAIN) + ".building-123");
        Files.createDirectories(unfinished.resolve("tree/usr"));

        new RootFilesystems(cache, builder).prepare(Image.DEBIAN_PLAIN, progress::add);

        assertThat(unfinished).doesNotExist();
    }

    @Test
    void threadsThatWantTheSameImageBuildItOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (int index = 0; index < 8; index++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    new RootFilesystems(cache, builder).prepare(Image.DEBIAN_PLAIN, line -> {});
                } catch (HypervisorException | InterruptedException e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(builder.builds).hasSize(1);
    }

    @Test
    void theMirrorAndItsAptSettingsArePassedOn() {
        Command command = RootFilesystems.bootstrap(
                Image.DEBIAN_PLAIN,
                "trixie",
                new AptSettings("http://m.example/debian", List.of("Acquire::http::Proxy \"http://p:1/\";")),
                Path.of("/cache/h.building"),
                Path.of("/cache/h.building/recipe"),
                Path.of("/cache/h.log"));

        assertThat(command.argv())
                .contains(
                        "--aptopt=Acquire::http::Proxy \"http://p:1/\";",
                        "--customize-hook=sh \"$ONEMACHINE_FILES/package-source.sh\" \"$1\"")
                .endsWith("trixie", "/cache/h.building/tree", "deb http://m.example/debian trixie main");
    }
}
