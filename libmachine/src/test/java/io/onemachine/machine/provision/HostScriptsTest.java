package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts that change a host and put it back do when they are broken off, or the host is an odd one. */
class HostScriptsTest {
    private static final List<String> SWARM = List.of("put.sh", "changes.sh", "start-swarm.sh");
    private static final Map<String, String> MASTER =
            Map.of("SWARM_IMAGE", "swarm", "MASTER", "'swarm' 'manage'", "AGENT", "");
    private static final String CONTAINER = "containers/swarm-agent-master";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void anEarlierSwarmContainerSurvivesASetUpThatFailsBeforeItIsSetAside(String shell) {
        TriedHost host = host(shell);
        host.changing();
        host.write(CONTAINER, "earlier");
        host.write("stops-fail", "");

        assertThat(host.run(SWARM, MASTER, "").exitCode()).isEqualTo(1);
        assertThat(host.undo().exitCode()).isZero();

        assertThat(host.read(CONTAINER)).isEqualTo("earlier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void anEarlierSwarmContainerSurvivesASecondTryAndASecondUndoing(String shell) throws IOException {
        TriedHost host = host(shell);
        host.changing();
        host.write(CONTAINER, "earlier");

        assertThat(host.run(SWARM, MASTER, "").exitCode()).isZero();
        assertThat(host.run(SWARM, MASTER, "").exitCode()).isZero();
        assertThat(host.read(CONTAINER)).isEqualTo("new\n");
        String noted = host.read(TriedHost.CHANGES + "/containers");
        host.undo();
        assertThat(host.read(CONTAINER)).isEqualTo("earlier");

        host.changing();
        host.write(TriedHost.CHANGES + "/containers", noted);
        host.undo();
        try (Stream<Path> containers = Files.list(host.path("containers"))) {
            assertThat(containers).containsExactly(host.path(CONTAINER));
        }
        assertThat(host.read(CONTAINER)).isEqualTo("earlier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void aSwarmContainerThatWasNotThereBeforeIsRemoved(String shell) {
        TriedHost host = host(shell);
        host.changing();

        assertThat(host.run(SWARM, MASTER, "").exitCode()).isZero();
        assertThat(host.path(CONTAINER)).exists();
        host.undo();

        assertThat(host.path(CONTAINER)).doesNotExist();
    }

    private TriedHost host(String shell) {
        assumeTrue(isInstalled(shell), shell + " is not installed");
        return new TriedHost(folder, shell);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
