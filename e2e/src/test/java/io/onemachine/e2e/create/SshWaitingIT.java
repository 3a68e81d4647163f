package io.onemachine.e2e.create;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that do not come up, and hosts that come up somewhere else. */
final class SshWaitingIT {

    @Test
    void aVmThatIsTurnedOffWhileItsSshIsWaitedForEndsTheCreation(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (Cloud cloud = Cloud.ofStubs(folder, "--ssh-port", Integer.toString(freePort()))) {
            UserEnvironment user = cloud.user();
            Process create = user.start(
                    List.of("docker-machine", "create", "--opennebula-template-id", "0", "--keep-on-failure", "m"));
            create.getOutputStream().close();
            try (var lines = create.inputReader()) {
                assertThat(lines.lines().anyMatch(line -> line.equals("Waiting for SSH to be available...")))
                        .isTrue();
                int vm = cloud.api().vms().getFirst();
                cloud.api().call("one.vm.action", "poweroff-hard", vm);
                assertThat(create.waitFor()).isEqualTo(1);
                assertThat(new String(create.getErrorStream().readAllBytes(), UTF_8))
                        .containsPattern("SSH to docker@127\\.[0-9.]+:22 does not come up, VM " + vm
                                + " is in state POWEROFF \\(after [0-9]+ s: connection refused\\)");
            }
            assertThat(user.dockerMachine("status", "m").succeeds().stdout()).isEqualTo("Stopped\n");
        }
    }

    @Test
    void provisionReportsAVmThatCannotBootInTheCloudsWords(@TempDir Path folder) {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            UserEnvironment user = cloud.user();
            user.dockerMachine("create", "--opennebula-template-id", "0", "m").succeeds();
            user.dockerMachine("stop", "m").succeeds();
            cloud.devcloud("fault", "add", "vm.boot", "fail", "no space left").succeeds();
            user.dockerMachine("start", "m").failsWith(1).complains("BOOT_FAILURE");

            user.dockerMachine("provision", "m")
                    .failsWith(1)
                    .complains("VM 0 is in state BOOT_FAILURE: ", "no space left", "docker@127.");
        }
    }

    /** The files of another machine stand for those that were created when the host had its address. */
    @Test
    void aHostThatCameUpSomewhereElseGetsACertificateForIt(@TempDir Path folder) throws IOException {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            UserEnvironment user = cloud.user();
            user.dockerMachine(
                            "create",
                            "--opennebula-template-id",
                            "0",
                            "--tls-san",
                            "build.example",
                            "--tls-san",
                            "2001:db8::1",
                            "m")
                    .succeeds();
            user.dockerMachine("create", "--opennebula-template-id", "0", "other")
                    .succeeds();
            for (String file : List.of("server.pem", "server-key.pem")) {
                Files.copy(
                        user.machine("other").resolve(file),
                        user.machine("m").resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            String address = user.dockerMachine("ip", "m").succeeds().stdout().strip();
            Path config = user.machine("m").resolve("config.json");
            user.dockerMachine("stop", "m").succeeds();
            Files.writeString(config, Files.readString(config).replace('"' + address + '"', "\"192.0.2.7\""));
            user.dockerMachine("start", "m")
                    .succeeds()
                    .says(
                            "Renewing the engine's certificate for the new address " + address + "...",
                            "Started machines may have new IP addresses.",
                            "The address of \"m\" has changed from 192.0.2.7 to " + address + ".");
            assertThat(names(user, "m"))
                    .containsExactlyInAnyOrder("build.example", "localhost", "2001:db8:0:0:0:0:0:1", address);
            user.dockerMachine("config", "m").succeeds();
            assertThat(user.dockerMachine("restart", "m").succeeds().stdout()).doesNotContain("Renewing");
        }
    }

    /** Waiting does not repair a fault of this computer; for a new machine it is found before anything is created. */
    @Test
    void aFaultOfThisComputersSshIsNoMatterOfWaiting(@TempDir Path folder) throws IOException {
        Path config = folder.resolve("ssh config");
        Path included = Files.writeString(folder.resolve("included"), "Host x\n");
        Files.setPosixFilePermissions(included, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            UserEnvironment user = cloud.user();
            UserEnvironment configured = user.with("MACHINE_SSH_CONFIG", config.toString());
            Map<String, String> faults = Map.of(
                    "UseKeychain yes\n",
                    config + ": line 1: Bad configuration option: usekeychain",
                    "Host x\n StrictHostKeyChecking maybe\n",
                    config + " line 2: unsupported option ",
                    "Include " + included + "\n",
                    "Bad owner or permissions on " + included);
            for (Map.Entry<String, String> fault : faults.entrySet()) {
                Files.writeString(config, fault.getKey());
                configured
                        .create("m", "--opennebula-template-id", "0")
                        .failsWith(3)
                        .complains(
                                "Error with pre-create check: ", fault.getValue(), "nothing is wrong with the host: ");
                cloud.holdsNothing();
            }
            Files.delete(config);
            configured
                    .create("m", "--opennebula-template-id", "0")
                    .failsWith(3)
                    .complains("Can't open user config file " + config + ": No such file or directory");
            cloud.holdsNothing();

            user.create("m", "--opennebula-template-id", "0").succeeds();
            fails(
                    configured,
                    "the SSH client of this computer does not take its configuration: Can't open user config");
            configured.dockerMachine("ssh", "m", "true").failsWith(255).complains("Can't open user config file");

            Path key = user.machine("m").resolve("id_ed25519");
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            fails(user, "ssh does not use the private key " + key + ", as others may read it too (rw-r--r--)");
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            Path away = Files.move(key, folder.resolve("away"));
            // The host does not answer either: waiting for that would take five minutes.
            Path settings = user.machine("m").resolve("config.json");
            String text = Files.readString(settings);
            Files.writeString(settings, text.replace("\"SSHPort\": 22", "\"SSHPort\": " + freePort()));
            fails(user, "SSH key does not exist: \"" + key + "\"");
            fails(user.with("MACHINE_NATIVE_SSH", "true"), "SSH key does not exist: \"" + key + "\"");
            Files.move(away, key);
            Files.writeString(settings, text);
            user.dockerMachine("provision", "m").succeeds();
        }
    }

    private static void fails(UserEnvironment user, String complaint) {
        Outcome provision = user.dockerMachine("provision", "m").failsWith(1).complains(complaint);
        assertThat(provision.stdout()).doesNotContain("Still waiting");
        assertThat(user.machine("m").resolve("config.json")).exists();
    }

    /** A key that the agent holds and refuses to use. */
    @Test
    void anAgentThatRefusesEndsTheWaiting(@TempDir Path folder) throws IOException {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            UserEnvironment user = cloud.user();
            user.create("m", "--opennebula-template-id", "0").succeeds();
            Path key = user.machine("m").resolve("id_ed25519");
            Outcome provision = user.run("sh", "-c", """
                    eval "$(ssh-agent)" >/dev/null
                    trap 'kill "$SSH_AGENT_PID"' EXIT
                    ssh-add -q -c "$1" 2>/dev/null || exit 3
                    ssh-keygen -q -p -N passphrase -f "$1" >/dev/null || exit 4
                    docker-machine provision m
                    """, "sh", key.toString());
            provision
                    .failsWith(1)
                    .complains("the SSH agent refused to use the key: " + key, "nothing is wrong with the host: ");
            assertThat(provision.stdout()).doesNotContain("Still waiting");
        }
    }

    /** The built-in client and the program alike try again, and say nothing of a client's own exceptions. */
    @Test
    void aServerThatHangsUpDuringTheKeyExchangeIsTriedAgain(@TempDir Path folder) throws IOException {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            UserEnvironment user = cloud.user();
            user.create("m", "--opennebula-template-id", "0").succeeds();
            String address = user.dockerMachine("ip", "m").succeeds().stdout().strip();
            Path settings = user.machine("m").resolve("config.json");
            String text = Files.readString(settings);
            for (String kind : List.of("--native-ssh", "--native-ssh=false")) {
                try (HangingUp server = new HangingUp(address)) {
                    Files.writeString(settings, text.replace("\"SSHPort\": 22", "\"SSHPort\": " + server.port()));
                    server.hangUp(10);
                    user.dockerMachine(kind, "ssh", "m", "true")
                            .failsWith(255)
                            .complains("Cannot reach SSH at docker@" + address + ":" + server.port()
                                    + ": the connection was closed before the login");
                    server.hangUp(4);
                    user.dockerMachine(kind, "provision", "m").succeeds();
                    assertThat(server.left()).isZero();
                }
            }
        }
    }

    /** A proxy of a host's SSH server that resets the connection after the server's list of algorithms. */
    private static final class HangingUp implements AutoCloseable {
        private static final int INTO_THE_EXCHANGE = 600;

        private final ServerSocket socket = new ServerSocket();
        private final AtomicInteger left = new AtomicInteger();
        private final String host;

        private HangingUp(String host) throws IOException {
            this.host = host;
            socket.bind(new InetSocketAddress(host, 0));
            Thread.startVirtualThread(this::accept);
        }

        private void hangUp(int times) {
            left.set(times);
        }

        private int left() {
            return Math.max(0, left.get());
        }

        private int port() {
            return socket.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = socket.accept();
                    boolean hangsUp = left.getAndDecrement() > 0;
                    Thread.startVirtualThread(() -> pass(client, hangsUp));
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        private void pass(Socket client, boolean hangsUp) {
            try (client;
                    Socket server = new Socket(host, 22)) {
                Thread.startVirtualThread(() -> {
                    try {
                        client.getInputStream().transferTo(server.getOutputStream());
                        server.shutdownOutput();
                    } catch (IOException e) {
                        // One of them has hung up.
                    }
                });
                byte[] buffer = new byte[INTO_THE_EXCHANGE];
                int passed = 0;
                while (!hangsUp || passed < INTO_THE_EXCHANGE) {
                    int count = server.getInputStream().read(buffer);
                    if (count < 0) {
                        return;
                    }
                    client.getOutputStream().write(buffer, 0, count);
                    passed += count;
                }
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // The same.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static List<String> names(UserEnvironment user, String machine) throws IOException {
        try (InputStream file = Files.newInputStream(user.machine(machine).resolve("server.pem"))) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            return certificate.getSubjectAlternativeNames().stream()
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateException e) {
            throw new IOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
