package io.onemachine.e2e.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first machines of a store, created at once: six, or as many as {@code -Donemachine.first.creates} says. Then commands on the
 * certificates of all of them.
 */
final class FirstCreatesIT {
    private static final int MACHINES = Integer.getInteger("onemachine.first.creates", 6);
    private static final List<String> SHARED = List.of("ca.pem", "cert.pem", "key.pem");

    @Test
    void shareOneCaThatIsReplacedForAllByOneCommand(@TempDir Path folder) throws Exception {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            UserEnvironment user = cloud.user();
            atOnce(number -> user.create("m" + number, "--opennebula-template-id=0"));
            allHaveWhatIsShared(user);
            atOnce(number -> user.dockerMachine("config", "m" + number));
            String ca = shared(user, "ca.pem");
            String client = shared(user, "cert.pem");

            String server = Files.readString(user.machine("m0").resolve("server.pem"));
            assertThat(user.dockerMachine("regenerate-certs", "-f", "--only-client-certs")
                            .succeeds()
                            .stdout())
                    .contains("These machines have it: m0 m1 ");
            assertThat(shared(user, "ca.pem")).isEqualTo(ca);
            assertThat(shared(user, "cert.pem")).isNotEqualTo(client);
            allHaveWhatIsShared(user);
            assertThat(user.machine("m0").resolve("server.pem")).hasContent(server);
            user.dockerMachine("config", "m0").succeeds();

            user.dockerMachine("stop", "m1").succeeds();
            assertThat(user.dockerMachine("regenerate-certs", "-f", "--ca")
                            .succeeds()
                            .stdout())
                    .contains(
                            "Creating CA: ",
                            "Machine \"m1\" is off: its engine gets a new certificate when it is started.");
            assertThat(shared(user, "ca.pem")).isNotEqualTo(ca);
            user.dockerMachine("config", "m0").succeeds();
            user.dockerMachine("start", "m1")
                    .succeeds()
                    .says("Renewing the engine's certificate by the present CA...\n");
            allHaveWhatIsShared(user);
            user.dockerMachine("ls").succeeds().showsLine("m1 .* Running .* v26\\S+ *");

            user.dockerMachine("regenerate-certs", "-f", "--ca", "m0")
                    .failsWith(1)
                    .complains("--only-client-certs, --ca and --all are for all machines of the store");
        }
    }

    /** One command for each machine, at the same time; all succeed. */
    private static void atOnce(IntFunction<Outcome> command) throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < MACHINES; i++) {
                int number = i;
                outcomes.add(executor.submit(() -> command.apply(number)));
            }
            for (Future<Outcome> outcome : outcomes) {
                outcome.get().succeeds();
            }
        }
    }

    private static void allHaveWhatIsShared(UserEnvironment user) throws IOException {
        for (int i = 0; i < MACHINES; i++) {
            for (String file : SHARED) {
                assertThat(user.machine("m" + i).resolve(file)).hasContent(shared(user, file));
            }
        }
    }

    private static String shared(UserEnvironment user, String file) throws IOException {
        return Files.readString(user.store().resolve("certs").resolve(file));
    }
}
