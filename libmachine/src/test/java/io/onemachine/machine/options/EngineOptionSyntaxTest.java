package io.onemachine.machine.options;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.DriverOptionException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expectations are what dockerd 20.10 and 26.1 said to each of these values. */
class EngineOptionSyntaxTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "foo", "rack 7", "\u001b[31m"})
    void labelsWithoutAValueAreRefused(String label) {
        refused(labels(label), "‹option engine-label›: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=", "=x", "a=b=c", "a b=c d", "com.docker.x=1"})
    void labelsThatSomeEngineAcceptsAreAccepted(String label) {
        assertThatCode(() -> EngineOptionSyntax.check(labels(label))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "--mtu=1400, begins with a dash",
        "-H, begins with a dash",
        "=x, is not an option of an engine",
        "a$b=c, is not an option of an engine",
        "bip=foo, is not an address",
        "bip 10.9.0.1, is not an address",
        "fixed-cidr=10.9.0.1, is not an address"
    })
    void optionsThatNoEngineHasAreRefused(String flag, String why) {
        refused(flags(flag), "‹option engine-opt›: \"");
        refused(flags(flag), why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "mtu=1400",
                "mtu 1400",
                "debug",
                "debug ",
                "log-opt=tag={{.Name}} $1 \"%\"",
                "bip=",
                "bip=10.9.0.1/16",
                "nosuch=1",
                "fixed-cidr=2001:db8::/64"
            })
    void optionsThatSomeEngineMayHaveAreAccepted(String flag) {
        assertThatCode(() -> EngineOptionSyntax.check(flags(flag))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mirror.example", "ftp://mirror.example", "http://mirror.example?x", "https://m/#f"})
    void mirrorsAreUrls(String mirror) {
        refused(registries(List.of(), List.of(mirror)), "‹option engine-registry-mirror›: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://mirror.example", "HTTPS://mirror.example:5000/", "http://mirror.example/path"})
    void mirrorsThatAreUrlsAreAccepted(String mirror) {
        assertThatCode(() -> EngineOptionSyntax.check(registries(List.of("10.0.0.0/8"), List.of(mirror))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aRegistryHasAName(String registry) {
        refused(registries(List.of(registry), List.of()), "‹option engine-insecure-registry›: the value is empty");
    }

    private static void refused(EngineOptions options, String message) {
        assertThatThrownBy(() -> EngineOptionSyntax.check(options))
                .isInstanceOf(DriverOptionException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\u001b");
    }

    private static EngineOptions labels(String label) {
        return options(List.of(), List.of(), List.of(label), List.of());
    }

    private static EngineOptions flags(String flag) {
        return options(List.of(flag), List.of(), List.of(), List.of());
    }

    private static EngineOptions registries(List<String> insecure, List<String> mirrors) {
        return options(List.of(), insecure, List.of(), mirrors);
    }

    private static EngineOptions options(
            List<String> flags, List<String> insecure, List<String> labels, List<String> mirrors) {
        return new EngineOptions(
                flags,
                List.of(),
                "",
                List.of(),
                false,
                insecure,
                labels,
                "",
                "",
                false,
                true,
                mirrors,
                EngineOptions.DEFAULT_INSTALL_URL,
                "",
                true);
    }
}
