package io.onemachine.e2e.engine;

import static io.onemachine.e2e.support.OpenNebulaApi.element;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an engine comes from, in which version, with which values, on real hosts. */
final class EngineChoiceIT {

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static UserEnvironment user;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofRealHosts(folder);
        user = cloud.user();
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    /** The guest has no name server: its requests to these hosts can only go through the proxy. */
    @Test
    void scriptAndPackagesComeThroughTheProxyAndTheClassicSwarmRuns() throws IOException {
        try (Proxy proxy = Proxy.on(gateway())) {
            user.create(
                            "swarm",
                            "--opennebula-template-id=1",
                            "--engine-install-url=http://install.example/script",
                            "--engine-version=26.1",
                            "--engine-env=HTTP_PROXY=" + proxy.url(),
                            "--swarm",
                            "--swarm-master",
                            "--swarm-discovery=token://abc",
                            "--swarm-opt=heartbeat=5 s")
                    .succeeds()
                    .says(
                            "Installing Docker...\n",
                            "swarm mode",
                            "Configuring swarm...\n",
                            "Docker is up and running!\n");
            assertThat(proxy.asked).anyMatch(uri -> uri.equals("http://install.example/script"));
            assertThat(proxy.asked).anyMatch(uri -> uri.startsWith("http://packages.example/"));

            assertThat(onHost("swarm", "cat /tmp/wanted-version")).isEqualTo("26.1\n");
            assertThat(onHost("swarm", "sudo cat /proc/$(pidof dockerd)/environ | tr '\\0' '\\n'"))
                    .contains("HTTP_PROXY=" + proxy.url() + "\n");
            String ip = user.dockerMachine("ip", "swarm").succeeds().stdout().strip();
            assertThat(onHost("swarm", "docker inspect -f '{{json .Args}} {{.State.Running}}' swarm-agent-master"))
                    .contains(
                            "\"manage\",\"--tlsverify\",\"--tlscacert=/etc/docker/ca.pem\"",
                            "\"-H\",\"tcp://0.0.0.0:3376\",\"--strategy\",\"spread\",\"--advertise\",\"" + ip
                                    + ":3376\"," + "\"--heartbeat=5 s\",\"token://abc\"] true");
            assertThat(onHost("swarm", "docker inspect -f '{{json .Args}} {{.State.Running}}' swarm-agent"))
                    .contains("\"join\",\"--advertise\",\"" + ip + ":2376\",\"token://abc\"] true");
            user.dockerMachine("env", "--shell", "sh", "--swarm", "swarm")
                    .succeeds()
                    .says("tcp://" + ip + ":3376");
            user.dockerMachine("config", "--swarm", "swarm").succeeds().says("-H=tcp://" + ip + ":3376");
            assertThat(user.dockerMachine("inspect", "-f", "{{.HostOptions.EngineOptions.EngineVersion}}", "swarm")
                            .succeeds()
                            .stdout())
                    .isEqualTo("26.1\n");
        }
    }

    /** A host that calls itself Ubuntu, whose packages another process has locked. */
    @Test
    void theDistributionsPackageIsInstalledWhenForeignLocksAreGone() {
        template("busy", """
                #!/bin/sh
                sed -i 's/^ID=.*/ID=ubuntu/' /usr/lib/os-release
                printf '#!/bin/sh\\ntouch /run/cloud-init-was-awaited\\n' >/usr/bin/cloud-init
                chmod 755 /usr/bin/cloud-init
                apt-get -q update
                systemd-run --quiet sh -c 'apt-get -o DPkg::Pre-Invoke::="touch /run/locked; sleep 6; touch /run/unlocked" \\
                    install -y -q --reinstall --no-install-recommends busybox-static'
                while ! [ -e /run/locked ]; do sleep 0.1; done
                """);
        user.create(
                        "busy",
                        "--opennebula-template-name=busy",
                        "--engine-install-url=distro",
                        "--engine-version=27",
                        "--keep-on-failure")
                .failsWith(1)
                .complains("The distribution has no Docker 27. It has:\n  26.1.5");
        assertThat(user.dockerMachine("ssh", "busy", "ls /run/unlocked /run/cloud-init-was-awaited; ls /etc/docker")
                        .stdout())
                .isEqualTo("/run/cloud-init-was-awaited\n/run/unlocked\n");
        user.dockerMachine("rm", "-y", "busy").succeeds();

        user.create("busy", "--opennebula-template-name=busy", "--engine-install-url=distro", "--engine-version=26.1")
                .succeeds()
                .says("Provisioning with ubuntu(systemd)...\n", "Docker is up and running!\n");
        user.dockerMachine("ls", "--filter", "name=busy")
                .succeeds()
                .showsLine("busy +- +opennebula +Running +tcp://\\S+ +v26\\.1\\.\\S+ *");
        user.dockerMachine("rm", "-y", "busy").succeeds();
    }

    @Test
    void unknownSystemsAreRefusedUnlessNothingIsToBeInstalled() {
        template("void", """
                #!/bin/sh
                printf 'ID=void\\nPRETTY_NAME="Void Linux"\\n' >/usr/lib/os-release
                """);
        user.create("void", "--opennebula-template-name=void")
                .failsWith(1)
                .complains("The host runs Void Linux (ID=void)", "--engine-install-url none", "was removed again");
        assertThat(user.machine("void")).doesNotExist();

        user.create("void", "--opennebula-template-name=void", "--engine-install-url=none")
                .succeeds()
                .says("Provisioning with void...\n", "There is no Docker on the host of \"void\"");
        assertThat(onHost("void", "hostname; ls /etc/docker")).isEqualTo("void\nca.pem\nserver-key.pem\nserver.pem\n");
        user.dockerMachine("ls", "--filter", "name=void")
                .succeeds()
                .showsLine("void +- +opennebula +Running +tcp://\\S+ +Unknown +\\S.*");
        user.dockerMachine("restart", "void").succeeds().says("There is no Docker on the host");

        onHost("void", "sudo sh -c 'apt-get -q update && apt-get -q -y install docker.io docker-cli' >/dev/null 2>&1");
        user.dockerMachine("provision", "void").succeeds();
        user.dockerMachine("ls", "--filter", "name=void")
                .succeeds()
                .showsLine("void +- +opennebula +Running +tcp://\\S+ +v26\\.1\\.\\S+ *");
        user.dockerMachine("upgrade", "void").failsWith(1).complains("Upgrade Docker there by hand");
        user.dockerMachine("rm", "-y", "void").succeeds();
    }

    @Test
    void valuesReachTheRunningEngineAsTheyWereGiven() {
        for (String image : List.of("0", "2", "3")) {
            String name = "values" + image;
            String label = "note=a b 'c' \"d\" $HOME %n \\x *";
            String variable = "NOTE=e f 'g' \"h\" $HOME %n \\x\nsecond line";
            user.create(
                            name,
                            "--opennebula-template-id=" + image,
                            "--engine-label",
                            label,
                            "--engine-env",
                            variable,
                            "--engine-opt",
                            "log-opt=tag={{.Name}} $1 \"%\"",
                            "--engine-insecure-registry",
                            "reg.example:5000",
                            "--engine-registry-mirror",
                            "http://mirror.example")
                    .succeeds();
            assertThat(onHost(name, "docker info --format '{{range .Labels}}{{println .}}{{end}}'"))
                    .contains(label + "\n");
            assertThat(onHost(
                            name,
                            "docker info --format '{{.RegistryConfig.Mirrors}} {{.RegistryConfig.IndexConfigs}}'"))
                    .contains("http://mirror.example", "reg.example:5000");
            String process = "/proc/$(pidof dockerd)";
            assertThat(onHost(name, "sudo cat " + process + "/environ").split("\0", -1))
                    .contains(variable);
            assertThat(onHost(name, "sudo cat " + process + "/cmdline").split("\0", -1))
                    .contains("--log-opt=tag={{.Name}} $1 \"%\"");
            user.dockerMachine("rm", "-y", name).succeeds();
        }
    }

    @Test
    void impossibleValuesAreRefusedBeforeAnythingIsCreated() {
        List<Integer> before = cloud.api().vms();
        user.create("no", "--opennebula-template-id=0", "--engine-env", "A-B=c")
                .failsWith(1)
                .complains("--engine-env: \"A-B=...\"");
        user.create("no", "--opennebula-template-id=0", "--engine-env", "A=\u001b")
                .failsWith(1)
                .complains("--engine-env: the value of A holds a control character");
        user.create("no", "--opennebula-template-id=0", "--engine-version", "latest")
                .failsWith(1)
                .complains("--engine-version: \"latest\"");
        user.create("no", "--opennebula-template-id=0", "--engine-label", "rack")
                .failsWith(1)
                .complains("--engine-label: \"rack\" is not a label");
        user.create("no", "--opennebula-template-id=0", "--engine-opt", "--bip=10.9.0.1/16")
                .failsWith(1)
                .complains("--engine-opt: \"--bip=...\" begins with a dash");
        user.create("no", "--opennebula-template-id=0", "--engine-registry-mirror", "mirror.example")
                .failsWith(1)
                .complains("--engine-registry-mirror: \"mirror.example\" is not a URL");
        // Where no engine is set up no engine refuses it.
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "--engine-label", "rack", "url")
                .succeeds();
        user.dockerMachine("rm", "-y", "url").succeeds();
        assertThat(cloud.api().vms()).isEqualTo(before);
        assertThat(user.machine("no")).doesNotExist();
    }

    private static String onHost(String machine, String command) {
        return user.dockerMachine("ssh", machine, command).succeeds().stdout();
    }

    private static void template(String name, String startScript) {
        cloud.api().call("one.template.allocate", """
                NAME="%s" CPU="1" MEMORY="512" DISK=[IMAGE="debian-plain"] NIC=[NETWORK="public"]
                CONTEXT=[NETWORK="YES", START_SCRIPT_BASE64="%s"]""".formatted(
                        name, Base64.getEncoder().encodeToString(startScript.getBytes(UTF_8))));
    }

    /** The address of this computer on the network {@code public}: the first of its addresses. */
    private static InetAddress gateway() throws IOException {
        return InetAddress.getByName(element(cloud.api().call("one.vn.info", 0), "GATEWAY"));
    }

    /** A proxy that serves its own answers: an install script and an empty package source. */
    private record Proxy(HttpServer server, List<String> asked) implements AutoCloseable {

        private static final String SCRIPT = """
                #!/bin/sh
                set -e
                echo "$VERSION" >/tmp/wanted-version
                export DEBIAN_FRONTEND=noninteractive
                echo 'deb [trusted=yes] http://packages.example/ ./' >/etc/apt/sources.list.d/example.list
                apt-get -q update
                apt-get -q -y --no-install-recommends install docker.io docker-cli
                docker import -c 'ENTRYPOINT ["sh", "-c", "sleep 600", "swarm"]' /usr/share/onemachine/hello.tar swarm:latest
                """;

        static Proxy on(InetAddress address) throws IOException {
            Proxy proxy =
                    new Proxy(HttpServer.create(new InetSocketAddress(address, 0), 0), new CopyOnWriteArrayList<>());
            proxy.server.createContext("/", proxy::answer);
            proxy.server.start();
            return proxy;
        }

        private void answer(HttpExchange exchange) throws IOException {
            String uri = exchange.getRequestURI().toString();
            asked.add(uri);
            boolean known = uri.endsWith("/script") || uri.endsWith("/Packages");
            byte[] body = (uri.endsWith("/script") ? SCRIPT : "").getBytes(UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        String url() {
            return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                    + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
