package io.onemachine.e2e.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Tools;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change contexts and are killed at random moments, with machines that need no host. */
final class KilledContextChangeIT {
    private static final int KILLS = 12;
    private static final int LONGEST_MILLISECONDS = 900;
    private static final long SEED = Long.getLong("onemachine.contexts.seed", 20_261_130L);

    @TempDir
    static Path folder;

    @BeforeAll
    static void requireAClient() {
        Tools.required("docker");
    }

    @Test
    void dockerWorksAfterAKillAtAnyMoment() throws Exception {
        System.out.println("KilledContextChangeIT: -Donemachine.contexts.seed=" + SEED);
        UserEnvironment user = UserEnvironment.in(folder);
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "--context", "stays")
                .succeeds();
        user.dockerMachine("context", "add", "--use", "stays").succeeds();
        Random random = new Random(SEED);
        List<List<String>> commands = List.of(
                List.of("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "--context", "m1", "m2", "m3"),
                List.of("context", "sync"),
                List.of("context", "add", "--use", "--name", "other", "stays"),
                List.of("rm", "-y", "m1", "m2", "m3"),
                List.of("context", "add", "--use", "--name", "stays", "stays"));
        for (int i = 0; i < KILLS; i++) {
            kill(user, commands.get(i % commands.size()), random.nextInt(LONGEST_MILLISECONDS));

            List<String> names = user.run("docker", "context", "ls", "--format", "{{.Name}}")
                    .succeeds()
                    .stdout()
                    .lines()
                    .toList();
            assertThat(names).contains("default").containsAnyOf("stays", "other");
            user.run("docker", "context", "inspect").succeeds();
        }

        user.dockerMachine("context", "add", "--name", "stays", "stays").succeeds();
        user.dockerMachine("context", "sync").succeeds();
        assertThat(leftovers()).isEmpty();
    }

    private static void kill(UserEnvironment user, List<String> arguments, int milliseconds)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker-machine"));
        command.addAll(arguments);
        Process process = user.start(command);
        process.getOutputStream().close();
        Thread output =
                Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(line -> {}));
        Thread errors =
                Thread.ofVirtual().start(() -> process.errorReader().lines().forEach(line -> {}));
        process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        process.toHandle().destroyForcibly();
        process.waitFor();
        output.join();
        errors.join();
    }

    /** What lies in docker's folder besides docker's own files, and a lock, which needs no holder. */
    private static List<String> leftovers() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path place : List.of(folder.resolve("home/.docker"), folder.resolve("home/.docker/contexts"))) {
            try (Stream<Path> entries = Files.list(place)) {
                entries.map(entry -> String.valueOf(entry.getFileName()))
                        .filter(name -> !List.of("config.json", "contexts", "meta", "tls", ".lock")
                                .contains(name))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
