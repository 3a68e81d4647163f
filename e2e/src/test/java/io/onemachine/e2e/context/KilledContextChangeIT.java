package io.onemachine.e2e.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.StepKill;
import io.onemachine.e2e.support.Tools;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change contexts, killed with SIGKILL before each of their changes of the file system, with machines that need no host. */
final class KilledContextChangeIT {
    private static final List<String> CHANGES = List.of("rename", "mkdir", "unlink", "rmdir");
    private static final int MOST = 30;

    @TempDir
    static Path folder;

    private static UserEnvironment user;

    @BeforeAll
    static void requireAClient() {
        Tools.required("docker");
        StepKill.required();
        user = UserEnvironment.in(folder);
    }

    @Test
    void dockerWorksAfterAKillAtEveryStep() throws Exception {
        create("stays");
        int kills = 0;
        for (String change : CHANGES) {
            kills += killAtEach(change);
        }
        assertThat(kills).as("kills of context add").isGreaterThan(CHANGES.size());

        kills = 0;
        for (String change : CHANGES) {
            for (int nth = 1; killBeforeRemoval(change, nth); nth++) {
                dockerWorks();
                kills++;
            }
        }
        assertThat(kills).as("kills of rm").isGreaterThan(CHANGES.size());

        user.dockerMachine("context", "add", "--name", "stays", "stays").succeeds();
        user.dockerMachine("context", "sync").succeeds();
        assertThat(user.run("docker", "context", "ls", "--format", "{{.Name}}")
                        .succeeds()
                        .stdout())
                .isEqualTo("default\nstays\n");
        assertThat(leftovers()).isEmpty();
    }

    private static void create(String name) {
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "--context", name)
                .succeeds();
    }

    /** Gives the context another name each time, so that there is always something to change. */
    private static int killAtEach(String change) throws Exception {
        int nth = 1;
        while (true) {
            String name = nth % 2 == 0 ? "stays" : "other";
            if (!new StepKill(user, folder).before(change, nth, "context", "add", "--use", "--name", name, "stays")) {
                return nth - 1;
            }
            dockerWorks();
            nth++;
            assertThat(nth).isLessThan(MOST);
        }
    }

    /** The context of the machine is docker's current one, which must be given up before the context goes. */
    private static boolean killBeforeRemoval(String change, int nth) throws Exception {
        if (!Files.exists(user.machine("goes"))) {
            create("goes");
        }
        user.dockerMachine("context", "add", "--use", "goes").succeeds();
        return new StepKill(user, folder).before(change, nth, "rm", "-f", "goes");
    }

    private static void dockerWorks() {
        assertThat(user.run("docker", "context", "ls", "--format", "{{.Name}}")
                        .succeeds()
                        .stdout()
                        .lines())
                .contains("default")
                .containsAnyOf("stays", "other");
        user.run("docker", "context", "inspect").succeeds();
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
