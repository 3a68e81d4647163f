package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonJsonTest {
    private static final List<List<String>> ARGUMENTS =
            SystemdDropIn.arguments("generic", "tcp://0.0.0.0:2376", EngineOptions.defaults());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"log-level\": \"warn\", \"runtimes\": {}, \"live-restore\": true}",
                "{\"labels\": [",
                "[\"labels\"]",
                "null"
            })
    void unrelatedOrInvalidFileChangesNothing(String text) {
        DaemonJson file = DaemonJson.parse(text);
        file.check(with("--add-runtime=x=y"));
        assertThat(file.missing(ARGUMENTS)).isEqualTo(ARGUMENTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labels|[\"a=b\"]|--label provider=generic",
                "hosts|[\"tcp://0.0.0.0:2376\"]|-H unix:///var/run/docker.sock",
                "tlsverify|true|--tlsverify",
                "tlscacert|\"/other.pem\"|--tlscacert /etc/docker/ca.pem",
                "labels|{\"provider\": 1}|--label provider=generic",
                "labels|null|--label provider=generic"
            })
    void conflictNamesKeyAndArgument(String key, String value, String argument) {
        DaemonJson file = DaemonJson.parse("{\"" + key + "\": " + value + "}");
        assertThatThrownBy(() -> file.check(ARGUMENTS))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContaining("/etc/docker/daemon.json on the host sets " + key + ", ")
                .hasMessageContaining("to be started with " + argument + " (");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--log-driver=journald|{\"log-driver\": \"journald\"}",
                "--log-opt=max-size=10m|{\"log-opts\": {\"max-size\": \"10m\", \"max-file\": \"3\"}}",
                "--mtu=1400|{\"mtu\": 1400}",
                "--mtu 1400|{\"mtu\": 1400}",
                "--debug=true|{\"debug\": true}",
                "--debug=false|{\"debug\": false}",
                "--insecure-registry 10.0.0.0/8|{\"insecure-registries\": [\"x\", \"10.0.0.0/8\"]}",
                "--registry-mirror http://m|{\"registry-mirrors\": [\"http://m/\"]}",
                "--storage-driver overlay2|{\"storage-driver\": \"overlay2\"}"
            })
    void equalValueIsOmittedAndADifferentOneIsAConflict(String argument, String text) {
        List<List<String>> arguments = with(argument.split(" "));
        DaemonJson.parse(text).check(arguments);
        assertThat(DaemonJson.parse(text).missing(arguments)).isEqualTo(ARGUMENTS);

        List<List<String>> others = with((argument + "0").split(" "));
        assertThatThrownBy(() -> DaemonJson.parse(text).check(others))
                .hasMessageContaining(argument + "0 (from ‹option engine-");
    }

    /** Without {@code --tlsverify} an engine ignores the other certificate arguments. */
    @Test
    void certificatesAreLeftToTheFileCompletelyOrNotAtAll() {
        String paths = "\"tlscacert\": \"/etc/docker/ca.pem\", \"tlscert\": \"/etc/docker/server.pem\","
                + " \"tlskey\": \"/etc/docker/server-key.pem\"";
        DaemonJson whole = DaemonJson.parse("{\"tlsverify\": true, " + paths + "}");
        whole.check(ARGUMENTS);
        assertThat(whole.missing(ARGUMENTS)).noneMatch(words -> words.getFirst().startsWith("--tls"));
        DaemonJson part = DaemonJson.parse("{" + paths + "}");
        part.check(ARGUMENTS);
        assertThat(part.missing(ARGUMENTS)).contains(List.of("--tlsverify"));
    }

    @Test
    void fileThatTheEngineDoesNotReadIsIgnored() {
        List<List<String>> arguments = with("--config-file=/other.json");
        DaemonJson file = DaemonJson.parse("{\"labels\": []}");
        file.check(arguments);
        assertThat(file.missing(arguments)).isEqualTo(arguments);
    }

    private static List<List<String>> with(String... argument) {
        List<List<String>> all = new ArrayList<>(ARGUMENTS);
        all.add(List.of(argument));
        return all;
    }
}
