package io.onemachine.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that do not come up, and hosts that come up somewhere else. */
final class SshWaitingIT {

    @Test
    void aVmThatIsTurnedOffWhileItsSshIsWaitedForEndsTheCreation(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (Cloud cloud = Cloud.ofStubs(folder, "--ssh-port", Integer.toString(freePort()))) {
            Workspace user = cloud.user();
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
    void aVmThatCannotBootIsToldByProvisionWithTheCloudsOwnWords(@TempDir Path folder) {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            Workspace user = cloud.user();
            user.dockerMachine("create", "--opennebula-template-id", "0", "m").succeeds();
            user.dockerMachine("stop", "m").succeeds();
            cloud.devcloud("fault", "add", "vm.boot", "fail", "no space left").succeeds();
            user.dockerMachine("start", "m").failsWith(1).complains("BOOT_FAILURE");

            user.dockerMachine("provision", "m")
                    .failsWith(1)
                    .complains("VM 0 is in state BOOT_FAILURE: ", "no space left", "docker@127.");
        }
    }

    /** The files of another machine stand for those that were made when the host had its address. */
    @Test
    void aHostThatCameUpSomewhereElseGetsACertificateForIt(@TempDir Path folder) throws IOException {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            Workspace user = cloud.user();
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

    private static List<String> names(Workspace user, String machine) throws IOException {
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
