package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.hypervisor.Host;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hosts that boot and end in another way than Debian: OpenRC, and a read-only /usr. The engine starts, a container runs, reboot and
 * power-off work. The other families are tested with docker-machine.
 */
class FamilyHostIT {

    private static final String SYSTEMD = "systemctl enable -q --now docker";
    private static final String OPENRC = "rc-update -q add docker default && rc-service -q docker start";
    private static final String AWAIT_ENGINE =
            "for i in $(seq 100); do docker version > /dev/null 2>&1 && break; sleep 0.2; done; ";

    private static final AtomicInteger IDS = new AtomicInteger();
    private static RealHosts hosts;

    @BeforeAll
    static void openCloud() throws Exception {
        hosts = RealHosts.open("alpine-3.22", "flatcar");
    }

    @AfterAll
    static void closeCloud() throws Exception {
        if (hosts != null) {
            hosts.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    alpine-3.22        | apk add docker=~20.10                                                    | openrc  | 20.10.24
                    flatcar            | ! touch /usr/x                                                           | systemd | 26.1.5
                    """)
    void installsTheEngineAndRunsAContainer(String image, String install, String services, String version)
            throws Exception {
        int id = IDS.incrementAndGet();
        RealHosts.Events events = new RealHosts.Events();
        Host host = hosts.boot(id, image, Map.of("START_SCRIPT", "#!/bin/sh\necho boot >> /root/boots"), events);
        hosts.awaitSsh(id);
        if (!image.equals("flatcar")) {
            assertThat(hosts.trySsh("root", id, "command -v dockerd").succeeded())
                    .as("Docker before its installation")
                    .isFalse();
        }

        hosts.ssh(id, install);
        hosts.ssh(id, services.equals("openrc") ? OPENRC : SYSTEMD);

        String output = hosts.ssh(
                id, AWAIT_ENGINE + RealHosts.CREATE_HELLO_IMAGE + "docker run --rm local/hello echo from inside");
        assertThat(output).endsWith("from inside");
        assertThat(hosts.ssh(id, "docker version --format '{{.Server.Version}}'"))
                .startsWith(version);

        events.awaitReady(1);
        host.reboot();
        events.awaitReady(2);
        hosts.awaitSsh(id);
        assertThat(hosts.ssh(id, "cat /root/boots").lines()).hasSize(2);
        assertThat(hosts.ssh(id, AWAIT_ENGINE + "docker image ls -q local/hello"))
                .isNotEmpty();

        host.shutdown(Duration.ofSeconds(25));
        assertThat(events.endings).as("an asked-for end is not reported").hasValue(0);
    }
}
