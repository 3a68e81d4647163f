package io.onemachine.e2e.opennebula;

import static io.onemachine.e2e.support.OpenNebulaApi.element;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine from an image and a network, on a host that has no Docker yet. */
final class WithoutTemplateIT {

    @Test
    void createBuildsTheVmFromOptionsAndInstallsDocker(@TempDir Path folder) throws IOException {
        try (Cloud cloud = Cloud.ofRealHosts(folder);
                InstallScript script = InstallScript.servedOn(gatewayOf(cloud))) {
            UserEnvironment user = cloud.user();
            user.dockerMachine(
                            "create",
                            "--driver=opennebula",
                            "--opennebula-image-name=debian-plain",
                            "--opennebula-network-name=public",
                            "--opennebula-cpu=0.5",
                            "--opennebula-vcpu=2",
                            "--opennebula-memory=768",
                            "--opennebula-disk-resize=10240",
                            "--engine-install-url=" + script.url(),
                            "plain")
                    .succeeds()
                    .says("Docker is up and running!\n");
            assertThat(script.downloads()).isEqualTo(1);

            String vm = cloud.api().vm(cloud.api().vms().getFirst());
            assertThat(element(vm, "CPU")).isEqualTo("0.5");
            assertThat(element(vm, "VCPU")).isEqualTo("2");
            assertThat(element(vm, "MEMORY")).isEqualTo("768");
            String disk = element(vm, "DISK");
            assertThat(element(disk, "SIZE")).isEqualTo("10240");
            assertThat(element(disk, "IMAGE")).isEqualTo("debian-plain");
            assertThat(element(element(vm, "NIC"), "NETWORK")).isEqualTo("public");
            assertThat(element(element(vm, "GRAPHICS"), "TYPE")).isEqualToIgnoringCase("vnc");

            assertThat(user.dockerMachine("ssh", "plain", "docker version --format '{{.Server.Version}}'")
                            .succeeds()
                            .stdout())
                    .matches("2\\d\\..*\n");
            user.dockerMachine("ls").succeeds().showsLine("plain +- +opennebula +Running +tcp://\\S+ +v2\\d\\.\\S+ *");
            user.dockerMachine("rm", "-y", "plain").succeeds();
            assertThat(cloud.api().vms()).isEmpty();
        }
    }

    /** The address of this computer on the network {@code public}: the first of its addresses. */
    private static InetAddress gatewayOf(Cloud cloud) throws IOException {
        return InetAddress.getByName(element(cloud.api().call("one.vn.info", 0), "GATEWAY"));
    }

    /** An install script as {@code get.docker.com} serves one, but from packages the image holds. */
    private record InstallScript(HttpServer server, AtomicInteger requests) implements AutoCloseable {

        private static final String TEXT = """
                #!/bin/sh
                set -e
                run=''
                [ "$(id -u)" = 0 ] || run=sudo
                export DEBIAN_FRONTEND=noninteractive
                $run apt-get -q update
                $run apt-get -q -y --no-install-recommends install docker.io
                if apt-cache show docker-cli >/dev/null 2>&1; then
                    $run apt-get -q -y --no-install-recommends install docker-cli
                fi
                """;

        static InstallScript servedOn(InetAddress address) throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
            AtomicInteger requests = new AtomicInteger();
            server.createContext("/install.sh", exchange -> {
                requests.incrementAndGet();
                byte[] body = TEXT.getBytes(UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                try (var out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            server.start();
            return new InstallScript(server, requests);
        }

        String url() {
            return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                    + server.getAddress().getPort() + "/install.sh";
        }

        int downloads() {
            return requests.get();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
