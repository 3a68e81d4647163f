package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.ProvisioningException;
import io.onemachine.machine.options.EngineOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which systems are recognized, with their facts and notes, and which are refused. */
class DetectionTest {
    @ParameterizedTest
    @CsvSource({"debian,,debian", "ubuntu,debian,ubuntu(systemd)", "linuxmint,ubuntu debian,ubuntu(systemd)"})
    void systemsAreRecognizedByTheirOsRelease(String id, String like, String label) {
        ScriptedHost host = new ScriptedHost(ScriptedHost.DEBIAN
                .replace("os-id=debian", "os-id=" + id)
                .replace("os-like=", "os-like=" + (like == null ? "" : like)));

        assertThat(ScriptedHost.detected(host, EngineOptions.defaults()).label())
                .isEqualTo(label);
        assertThat(host.commands).hasSize(1);
    }

    @Test
    void notesOfTheHostAreReportedWithoutControlCharacters() {
        ScriptedHost host = new ScriptedHost(
                ScriptedHost.DEBIAN + "onemachine.note=The start script failed:\nonemachine.note=a\u001b[2Jb\n");

        assertThat(ScriptedHost.detected(host, EngineOptions.defaults()).notes())
                .containsExactly("The start script failed:", "a [2Jb");
        assertThat(ScriptedHost.detected(new ScriptedHost(ScriptedHost.DEBIAN), EngineOptions.defaults())
                        .notes())
                .isEmpty();
    }

    @Test
    void otherSystemsAreRefusedByName() {
        String alpine = ScriptedHost.DEBIAN
                .replace("os-id=debian", "os-id=alpine")
                .replace("Debian GNU/Linux 13 (trixie)", "Alpine Linux");
        assertThatThrownBy(() -> ScriptedHost.detected(new ScriptedHost(alpine), EngineOptions.defaults()))
                .isInstanceOf(ProvisioningException.class)
                .hasMessage("The host runs Alpine Linux without OpenRC, which cannot be set up");
        assertThatThrownBy(() -> ScriptedHost.detected(
                        new ScriptedHost(ScriptedHost.DEBIAN.replace("systemd=yes", "")), EngineOptions.defaults()))
                .hasMessageContaining("Debian GNU/Linux 13 (trixie) without systemd");
        assertThatThrownBy(() -> ScriptedHost.detected(
                        new ScriptedHost("This account is not available\n"), EngineOptions.defaults()))
                .hasMessageContaining("did not say what system it runs");
    }

    @Test
    void unknownSystemsWithSystemdAreAcceptedWithDocker() {
        String other = ScriptedHost.DEBIAN
                .replace("os-id=debian", "os-id=void")
                .replace("Debian GNU/Linux 13 (trixie)", "Void");
        String plain = other.replace("docker=/usr/bin/docker", "docker=");
        assertThat(ScriptedHost.detected(new ScriptedHost(other), EngineOptions.defaults())
                        .label())
                .isEqualTo("void");
        assertThatThrownBy(() -> ScriptedHost.detected(new ScriptedHost(plain), EngineOptions.defaults()))
                .isInstanceOfSatisfying(ProvisioningException.class, refused -> {
                    assertThat(refused)
                            .hasMessageContaining("The host runs Void (ID=void), on which there is no Docker");
                    assertThat(refused.hint())
                            .hasValueSatisfying(hint -> assertThat(hint).contains("‹option engine-install-url› none"));
                });
        for (String source : List.of("none", "https://example.org/install.sh")) {
            assertThat(ScriptedHost.detected(new ScriptedHost(plain), ScriptedHost.installing(source, "", List.of()))
                            .label())
                    .isEqualTo("void");
        }
        assertThatThrownBy(() -> ScriptedHost.detected(
                        new ScriptedHost(other.replace("systemd=yes", "")),
                        ScriptedHost.installing("none", "", List.of())))
                .isInstanceOf(ProvisioningException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,,sh -s", "1000,sudo,sudo -n -- sh -s", "1000,doas,doas -n sh -s", "1000,,sudo -n -- sh -s"})
    void scriptsRunAsRootByWhatTheHostHas(String uid, String by, String command) {
        ScriptedHost host = new ScriptedHost(
                ScriptedHost.DEBIAN.replace("uid=1000", "uid=" + uid) + "onemachine.becomes-root-by="
                        + (by == null ? "" : by) + "\n",
                "");
        ScriptedHost.detected(host, EngineOptions.defaults())
                .copyCertificates(ScriptedHost.request(EngineOptions.defaults()), ScriptedHost.CERTIFICATES);
        assertThat(host.commands.get(1)).isEqualTo(command);
    }
}
