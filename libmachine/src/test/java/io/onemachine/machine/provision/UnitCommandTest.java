package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arguments that a distribution's unit gives the engine. */
class UnitCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        /usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock | --containerd=/run/containerd/containerd.sock
        /usr/sbin/dockerd -H fd:// $DOCKER_OPTS | $DOCKER_OPTS
        /usr/bin/dockerd --host=fd:// --exec-opt native.cgroupdriver=systemd $OPTIONS | --exec-opt native.cgroupdriver=systemd $OPTIONS
        /usr/bin/dockerd --add-runtime oci=/usr/sbin/docker-runc $DOCKER_NETWORK_OPTIONS $DOCKER_OPTS | --add-runtime oci=/usr/sbin/docker-runc $DOCKER_NETWORK_OPTIONS $DOCKER_OPTS
        /usr/bin/env PATH=${TORCX_BINDIR}:${PATH} ${TORCX_BINDIR}/dockerd --host=fd:// $DOCKER_SELINUX | $DOCKER_SELINUX
        -/usr/bin/dockerd -Hfd:// --host tcp://[::]:1 --label "a=b c" | --label "a=b c"
        @/usr/bin/dockerd docker-engine --debug | --debug
        /usr/bin/dockerd -H unix:///a --label 'x=$y \\\\' -H | --label 'x=$y \\\\'
        /opt/start-engine --host fd:// --debug |
        """)
    void programAndAddressesAreLeftOut(String command, String expected) {
        String unit = "[Unit]\nExecStart=/usr/bin/dockerd --wrong\n[Service]\nExecStart=/bin/false\nExecStart="
                + command + "\nExecReload=/bin/kill -s HUP $MAINPID\n[Install]\nExecStart=/usr/bin/dockerd --wrong\n";

        assertThat(String.join(" ", UnitCommand.parse(unit).engineArguments()))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void continuedLinesAreOne() {
        String unit = """
                [Service]
                Type=notify
                ExecStart=
                ExecStart = /usr/bin/dockerd \\
                          --host=fd:// \\
                # a comment between
                          --exec-opt native.cgroupdriver=systemd \\
                          $OPTIONS \\
                          ${ONE_WORD}
                """;
        assertThat(UnitCommand.parse(unit).engineArguments())
                .containsExactly("--exec-opt", "native.cgroupdriver=systemd", "$OPTIONS", "${ONE_WORD}");
        assertThat(UnitCommand.parse("").engineArguments()).isEmpty();
        assertThat(UnitCommand.parse("[Service]\nExecStart=/usr/bin/dockerd \\").engineArguments())
                .isEmpty();
    }

    @Test
    void wordsAreUnquotedAsSystemdDoesIt() {
        assertThat(UnitCommand.unquoted("\"a=b c\"")).isEqualTo("a=b c");
        assertThat(UnitCommand.unquoted("'a\"b'c")).isEqualTo("a\"bc");
        assertThat(UnitCommand.unquoted("a\\sb\\\\c\\\"")).isEqualTo("a b\\c\"");
        assertThat(UnitCommand.unquoted("$OPTIONS")).isEqualTo("$OPTIONS");
    }

    @Test
    void anyTextIsRead() {
        long seed = RandomGenerator.getDefault().nextLong();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder unit = new StringBuilder("[Service]\nExecStart=/usr/bin/dockerd ");
            for (int part = 0; part < 6; part++) {
                unit.append(RandomWords.next(random)).append(random.nextBoolean() ? " -H fd:// " : "\\\n");
            }
            assertThat(UnitCommand.parse(unit.toString()).engineArguments())
                    .as("seed %d", seed)
                    .noneMatch(word -> word.isEmpty() || word.equals("-H"));
        }
    }
}
