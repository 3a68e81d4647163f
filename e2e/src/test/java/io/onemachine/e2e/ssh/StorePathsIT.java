package io.onemachine.e2e.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stores at any path that a file system takes, with the {@code ssh} and {@code scp} programs: both give some characters of a path a special
 * meaning.
 *
 * <p>The build takes paths of all printable characters, and a few that are random from a seed. {@code -Donemachine.paths=200} takes that
 * many, {@code -Donemachine.paths.seed=N} the same again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StorePathsIT {
    private static final int COUNT = Integer.getInteger("onemachine.paths", 8);
    private static final long SEED = Long.getLong("onemachine.paths.seed", System.nanoTime());
    private static final int WORKERS = 2;

    /** Those that are not random come first. */
    private static final int FIXED = 3;

    private static final String ASCII = IntStream.rangeClosed(' ', '~')
            .filter(character -> character != '/')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    /** Paths that CI programs derive from branches, and characters with a meaning to OpenSSH, shells, rsync or sshfs. */
    private static final List<String> ODD = List.of(
            "feature%2Fx",
            "%h %% %d",
            "${HOME}",
            "${",
            "$(touch x)`y`",
            "a\"b'c",
            "back\\slash\\\" \\",
            "a,b=c",
            "#no comment",
            "~",
            " blank ",
            "-oProxyCommand=x");

    private static final String LETTERS = ASCII + "äßé日本語\u0301кот🐳\u00a0";
    private static final int LONGEST_SEGMENT = 24;

    private Path base;
    private Cloud cloud;

    @BeforeAll
    void start(@TempDir Path folder) {
        base = folder;
        cloud = Cloud.ofStubs(folder);
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Test
    void aMachineIsCreatedUsedAndRemovedAtAnyStorePath() {
        List<String> paths = new ArrayList<>(List.of(ASCII, "äöü 日本語 🐳\u0301", String.join("/", ODD)));
        Random random = new Random(SEED);
        for (int i = 0; i < COUNT; i++) {
            paths.add(randomPath(random));
        }
        System.out.println("store paths: " + paths.size() + ", seed " + SEED);

        AtomicInteger number = new AtomicInteger();
        Queue<String> left = new ConcurrentLinkedQueue<>(paths);
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> workers = IntStream.range(0, WORKERS)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    for (String path = left.poll(); path != null; path = left.poll()) {
                        try {
                            liveIn(path, number.incrementAndGet());
                        } catch (AssertionError | RuntimeException e) {
                            failures.add("[" + path + "]: " + e);
                        }
                    }
                }))
                .toList();
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
        assertThat(failures).as("paths of seed %d", SEED).isEmpty();
        assertThat(number).hasValue(paths.size());
        assertThat(cloud.api().vms()).isEmpty();
    }

    private void liveIn(String path, int number) {
        Path files = folder("files" + number);
        Path store = base.resolve("stores" + number).resolve(path);
        UserEnvironment user = cloud.user().at(files).with("MACHINE_STORAGE_PATH", store.toString());
        String name = "m" + number;
        user.create(name, "--opennebula-template-id", "0").succeeds();
        assertThat(store.resolve("machines").resolve(name)).isDirectory();

        write(files.resolve("up"), "of " + path);
        user.dockerMachine("scp", "-q", "up", name + ":there").succeeds();
        assertThat(user.dockerMachine("ssh", name, "cat", "there").succeeds().stdout())
                .isEqualTo("of " + path);
        user.dockerMachine("scp", "-q", name + ":there", "down").succeeds();
        assertThat(files.resolve("down")).hasContent("of " + path);
        if (number <= FIXED) {
            useOtherwise(user, store, name);
        }
        user.dockerMachine("rm", "-y", name).succeeds();
        assertThat(store.resolve("machines").resolve(name)).doesNotExist();
    }

    /** The other readers of the path: the built-in client, and the shells that evaluate {@code env}. */
    private static void useOtherwise(UserEnvironment user, Path store, String name) {
        assertThat(user.dockerMachine("--native-ssh", "ssh", name, "echo", "built in")
                        .succeeds()
                        .stdout())
                .isEqualTo("built in\n");
        for (String shell : List.of("sh", "bash")) {
            String program = UserEnvironment.checkout() + "/bin/docker-machine";
            Outcome evaluated = user.run(
                    shell,
                    "-c",
                    "eval \"$('" + program + "' env --shell " + shell + " " + name
                            + ")\"; printf %s \"$DOCKER_CERT_PATH\"");
            assertThat(evaluated.succeeds().stdout())
                    .isEqualTo(store.resolve("machines").resolve(name).toString());
        }
    }

    /** Up to three folders, none of them one that a file system has a meaning for. */
    private static String randomPath(Random random) {
        int[] letters = LETTERS.codePoints().toArray();
        List<String> segments = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            StringBuilder segment = new StringBuilder();
            for (int length = 1 + random.nextInt(LONGEST_SEGMENT); length > 0; length--) {
                segment.appendCodePoint(letters[random.nextInt(letters.length)]);
            }
            if (random.nextInt(4) == 0) {
                segment.append(ODD.get(random.nextInt(ODD.size())));
            }
            segments.add(segment.toString().matches("\\.{1,2}") ? "..." : segment.toString());
        }
        return String.join("/", segments);
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(base.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
