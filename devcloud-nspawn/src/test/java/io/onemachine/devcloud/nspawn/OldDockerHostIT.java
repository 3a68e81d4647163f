package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OldDockerHostIT {

    @Test
    void debian12RunsContainersWithDocker20() throws Exception {
        RealHosts hosts = RealHosts.open("debian-docker-20.10");
        try {
            hosts.boot(1, "debian-docker-20.10", Map.of(), new RealHosts.Events());
            hosts.awaitSsh(1);

            assertThat(hosts.ssh(1, "docker version --format '{{.Server.Version}}'"))
                    .startsWith("20.10.");
            assertThat(hosts.ssh(1, RealHosts.CREATE_HELLO_IMAGE + "docker run --rm local/hello echo hi"))
                    .endsWith("hi");
            hosts.ssh(1, "test -z \"$(systemctl list-units --failed --plain --no-legend)\"");
        } finally {
            hosts.close();
        }
    }
}
