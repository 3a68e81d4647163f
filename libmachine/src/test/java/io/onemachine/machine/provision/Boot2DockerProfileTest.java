package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.process.Command;
import io.onemachine.machine.process.CommandResult;
import io.onemachine.machine.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Boot2DockerProfileTest {
    private static final String ALPHABET = "ab \t\n'\"\\$%`!*?[];&|<>(){}#~=-\u00e4\u20ac";

    @Test
    void plainValuesAreWrittenAsByTheGoProgram() {
        Boot2DockerProfile profile = new Boot2DockerProfile(
                "opennebula",
                "tcp://0.0.0.0:2376",
                options(
                        List.of("bip=10.9.0.1/16"),
                        List.of("HTTP_PROXY=http://u:p%40x@proxy:3128"),
                        List.of("rack=7"),
                        "overlay2"));

        assertThat(profile.wrapsDockerd()).isFalse();
        assertThat(profile.text()).isEqualTo("""

                EXTRA_ARGS='
                --label rack=7
                --label provider=opennebula
                --bip=10.9.0.1/16
                '
                CACERT=/var/lib/boot2docker/ca.pem
                DOCKER_HOST='-H tcp://0.0.0.0:2376'
                DOCKER_STORAGE=overlay2
                DOCKER_TLS=auto
                SERVERKEY=/var/lib/boot2docker/server-key.pem
                SERVERCERT=/var/lib/boot2docker/server.pem

                export HTTP_PROXY='http://u:p%40x@proxy:3128'
                """);
    }

    @Test
    void anyValueReachesTheEngineUnchanged(@TempDir Path folder) throws IOException {
        long seed = RandomGenerator.getDefault().nextLong();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<String> labels = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        List<String> env = new ArrayList<>(List.of("DOCKER_TLS=no", "PIDFILE=x", "EXTRA_ARGS=-D"));
        for (int i = 0; i < 60; i++) {
            labels.add("l" + i + "=" + randomWord(random));
            flags.add("f" + i + "=" + randomWord(random));
            env.add("V" + i + "=" + randomWord(random));
        }
        String storage = "a driver's *";

        List<String> seen = startedBy(
                folder, new Boot2DockerProfile("x", "tcp://0.0.0.0:2376", options(flags, env, labels, storage)));

        List<String> expected = new ArrayList<>(List.of("--label", "provider=x", "--storage-driver", storage));
        labels.forEach(label -> expected.addAll(List.of("--label", label)));
        flags.forEach(flag -> expected.add("--" + flag));
        assertThat(seen).as("seed %d", seed).containsAll(expected).containsAll(env);
        assertThat(seen).as("seed %d", seed).contains("tcp://0.0.0.0:2376", "--tlsverify");
    }

    /** Starts the engine as the init script does, with a program that only prints its arguments and variables. */
    private static List<String> startedBy(Path folder, Boot2DockerProfile profile) throws IOException {
        Path dockerd = folder.resolve("dockerd");
        Files.writeString(dockerd, "#!/bin/sh\nprintf '%s\\0' \"$@\"\nexec env -0\n");
        assertThat(dockerd.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("profile"), profile.text());
        CommandResult result = new SystemCommandRunner()
                .run(Command.of(Duration.ofSeconds(20), List.of("sh", "-s")).withInput("""
                        cd '%s'
                        PATH=.:$PATH
                        . ./profile
                        [ no = "$DOCKER_TLS" ] || EXTRA_ARGS="$EXTRA_ARGS $DOCKER_HOST --tlsverify"
                        [ auto = "$DOCKER_STORAGE" ] || EXTRA_ARGS="$EXTRA_ARGS --storage-driver $DOCKER_STORAGE"
                        dockerd -H unix:// $EXTRA_ARGS &
                        wait
                        """.formatted(folder)));
        assertThat(result.errors()).isEmpty();
        return List.of(result.output().split("\0", -1));
    }

    private static String randomWord(RandomGenerator random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }

    private static EngineOptions options(List<String> flags, List<String> env, List<String> labels, String storage) {
        return new EngineOptions(
                flags, List.of(), "", env, false, List.of(), labels, "", storage, false, true, List.of(), "", "", true);
    }
}
