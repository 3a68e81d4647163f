package io.onemachine.devcloud.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DebianPlainHostIT {

    @Test
    void dockerIsAbsentAndCanBeInstalledWithoutAnyMirror() throws Exception {
        RealHosts hosts = RealHosts.open("debian-plain");
        try {
            hosts.boot(1, "debian-plain", Map.of(), new RealHosts.Events());
            hosts.awaitSsh(1);
            assertThat(hosts.trySsh("root", 1, "docker version").succeeded()).isFalse();

            hosts.ssh(1, "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q docker.io");

            hosts.ssh(1, "apt-get install -y -q docker-cli busybox-static || apt-get install -y -q busybox-static");
            assertThat(hosts.ssh(1, RealHosts.CREATE_HELLO_IMAGE + "docker run --rm local/hello echo hi"))
                    .endsWith("hi");
        } finally {
            hosts.close();
        }
    }
}
