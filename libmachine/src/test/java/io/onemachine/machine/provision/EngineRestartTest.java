package io.onemachine.machine.provision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user reads about an engine's configuration and start. */
class EngineRestartTest {
    @Test
    void openedPortsAreNotedAndClosedOnesWarnedOf() {
        EngineRestart opened =
                EngineRestart.parse("onemachine.opened-ports=2376/tcp 3376/tcp\nonemachine.firewall=firewalld\n");
        assertThat(opened.notes())
                .containsExactly(
                        "The host's firewall (firewalld) now lets 2376/tcp, 3376/tcp through, also after a restart.");
        assertThat(opened.warnings()).isEmpty();

        EngineRestart closed = EngineRestart.parse("onemachine.closed-ports=2376/tcp\nonemachine.firewall=iptables\n");
        assertThat(closed.notes()).isEmpty();
        assertThat(closed.warnings())
                .containsExactly("The host's firewall (iptables) does not let 2376/tcp through, and"
                        + " ‹option engine-open-firewall› leaves it as it is.");
        assertThat(EngineRestart.parse("").notes()).isEmpty();
    }

    @Test
    void storageDriverThatTheEngineHadToChooseIsWarnedOf() {
        assertThat(EngineRestart.parse("onemachine.storage=vfs\n").warnings())
                .singleElement()
                .asString()
                .contains("storage driver vfs", "ftype=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iptables: Extension addrtype revision 0 not supported, missing kernel module?|kernel-modules-extra",
                "failed to start daemon: invalid userland-proxy-path: userland-proxy is enabled, but userland-proxy-path is not set|docker-proxy",
                "the following directives are specified both as a flag and in the configuration file: log-driver|/etc/docker/daemon.json",
                "failed to load listeners: no sockets found via socket activation: make sure the service was started by systemd|fd://"
            })
    void logOfAnEngineThatDoesNotStartIsExplained(String log, String hint) {
        assertThat(EngineLogHints.of(log))
                .hasValueSatisfying(text -> assertThat(text).contains(hint));
        assertThat(EngineLogHints.of("no such network")).isEmpty();
    }
}
