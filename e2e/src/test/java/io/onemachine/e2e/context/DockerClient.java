package io.onemachine.e2e.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A docker client of one generation.
 *
 * @param program the client's file
 * @param version its version, such as {@code 20.10.24+dfsg1}
 */
record DockerClient(Path program, String version) {

    static DockerClient of(Path program, UserEnvironment user) {
        Outcome asked = user.run(program.toString(), "--version").succeeds();
        return new DockerClient(program, asked.stdout().replaceAll("(?s)Docker version ([^,]+),.*", "$1"));
    }

    Outcome run(UserEnvironment user, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return user.runWithInput("", command);
    }

    /** Asks the engine of a context for its version. */
    String engineVersion(UserEnvironment user, String context) {
        return run(user, "-c", context, "version", "--format", "{{.Server.Version}}")
                .succeeds()
                .stdout()
                .strip();
    }

    /** The names that {@code docker context ls} prints. */
    List<String> contexts(UserEnvironment user) {
        return run(user, "context", "ls", "--format", "{{.Name}}")
                .succeeds()
                .stdout()
                .lines()
                .toList();
    }

    /**
     * Lists the contexts again and again.
     *
     * @param listings counts them down
     */
    void listUntil(AtomicBoolean done, UserEnvironment user, CountDownLatch listings) {
        while (!done.get()) {
            assertThat(contexts(user)).contains("default");
            listings.countDown();
        }
    }
}
