package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.machine.options.EngineOptions;
import io.onemachine.machine.options.SwarmOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of dockerd as systemd reads them. */
class SystemdDropInTest {
    @ParameterizedTest
    @CsvSource({"192.0.2.7, tcp://0.0.0.0:2376", "2001:db8::7, tcp://[::]:2376"})
    void engineListensWhereItsMachineIsReached(String address, String host) {
        ProvisionRequest request = new ProvisionRequest(
                "m", "opennebula", address, 2376, EngineOptions.defaults(), SwarmOptions.defaults(), List.of());

        assertThat(request.engineHost()).isEqualTo(host);
        assertThat(dropIn("/usr/sbin/dockerd", "x", request.engineHost(), EngineOptions.defaults()))
                .contains(host);
    }

    @Test
    void dockerdIsStartedFromItsPathWithTheRequestedOptions() {
        EngineOptions options = new EngineOptions(
                List.of("bip=10.9.0.1/16", "log-opt=tag=a \"b\" $c"),
                List.of(),
                "",
                List.of("HTTP_PROXY=http://u:p%40x@proxy:3128", "NOTE=a b\nc\\"),
                false,
                List.of("reg.example:5000"),
                List.of("rack=7"),
                "",
                "",
                false,
                true,
                List.of("http://mirror.example"),
                EngineOptions.DEFAULT_INSTALL_URL,
                "",
                true);

        assertThat(dropIn("/usr/sbin/dockerd", "opennebula", "tcp://0.0.0.0:2376", options))
                .isEqualTo("""
                        [Service]
                        ExecStart=
                        ExecStart=/usr/sbin/dockerd -H tcp://0.0.0.0:2376 -H unix:///var/run/docker.sock \
                        --tlsverify --tlscacert /etc/docker/ca.pem --tlscert /etc/docker/server.pem \
                        --tlskey /etc/docker/server-key.pem --label rack=7 --label provider=opennebula \
                        --insecure-registry reg.example:5000 --registry-mirror http://mirror.example \
                        --bip=10.9.0.1/16 "--log-opt=tag=a \\"b\\" $$c"
                        Environment="HTTP_PROXY=http://u:p%%40x@proxy:3128"
                        Environment="NOTE=a b\\nc\\\\"
                        """);
    }

    @Test
    void storageDriverIsSetOnlyOnRequest() {
        EngineOptions defaults = EngineOptions.defaults();
        assertThat(dropIn("/usr/bin/dockerd", "x", "tcp://0.0.0.0:2376", defaults))
                .doesNotContain("--storage-driver");
        EngineOptions asked = new EngineOptions(
                List.of(), List.of(), "", List.of(), false, List.of(), List.of(), "", "zfs", false, true, List.of(), "",
                "", true);
        assertThat(dropIn("/usr/bin/dockerd", "x", "tcp://0.0.0.0:2376", asked)).contains(" --storage-driver zfs ");
    }

    /** systemd splits the Go program's unit at spaces, and an empty option ends the options there. */
    @Test
    void optionAndValueMayBeSeparatedAndAnEmptyOptionIsOmitted() {
        EngineOptions options = new EngineOptions(
                List.of("", " ", "mtu 1400 ", "debug ", "log-opt=tag=a b"),
                List.of(),
                "",
                List.of(),
                false,
                List.of(),
                List.of(),
                "",
                "",
                false,
                true,
                List.of(),
                "",
                "",
                true);
        assertThat(dropIn("/usr/bin/dockerd", "x", "tcp://0.0.0.0:2376", options))
                .endsWith(" --label provider=x --mtu 1400 --debug \"--log-opt=tag=a b\"\n");
    }

    private static String dropIn(String dockerd, String driver, String host, EngineOptions options) {
        List<String> arguments = new ArrayList<>();
        SystemdDropIn.arguments(driver, host, options).forEach(arguments::addAll);
        return SystemdDropIn.text(dockerd, List.of(), arguments, options);
    }

    @Test
    void unitFileHasOneLinePerSettingForAnyValue() {
        long seed = RandomGenerator.getDefault().nextLong();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 500; i++) {
            String word = RandomWords.next(random);
            assertThat(SystemdQuoting.word(word)).as("seed %d", seed).doesNotContain("\n", "\r", "\0");
            assertThat(unquoted(SystemdQuoting.word(word))).as("seed %d", seed).isEqualTo(word);
            assertThat(unquoted(SystemdQuoting.commandWord(word)).replace("$$", "$"))
                    .as("seed %d", seed)
                    .isEqualTo(word);
        }
    }

    /** Unquotes a word by the rules of systemd.syntax(7). */
    private static String unquoted(String quoted) {
        assertThat(quoted).startsWith("\"").endsWith("\"");
        StringBuilder word = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c == '%') {
                assertThat(quoted.charAt(++i)).isEqualTo('%');
                word.append('%');
            } else if (c == '\\') {
                char escaped = quoted.charAt(++i);
                switch (escaped) {
                    case 'n' -> word.append('\n');
                    case 't' -> word.append('\t');
                    case 'x' -> {
                        word.append((char) Integer.parseInt(quoted.substring(i + 1, i + 3), 16));
                        i += 2;
                    }
                    default -> word.append(escaped);
                }
            } else {
                assertThat(c).isNotEqualTo('"');
                word.append(c);
            }
        }
        return word.toString();
    }
}
