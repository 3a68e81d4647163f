package io.onemachine.e2e.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An attacker's SSH server answers in a machine's place. */
final class SshAttacks {

    private static final List<String> CLIENTS = List.of("--native-ssh=false", "--native-ssh");
    private static final String ED25519 = "ssh-ed25519";
    private static final String MACHINE = "m";
    private static final String CHANGED = "the host's key is not the one that is known: it shows ";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SshAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(
                new Attack("an SSH server in place of a VM that is being created", SshAttacks::vmDuringCreation),
                new Attack(
                        "an SSH server with another key, for ssh",
                        folder -> inPlaceOfTheHost(folder, ED25519, List.of("ssh", MACHINE, "cat /etc/passwd"), 255)),
                new Attack(
                        "an SSH server with a key of another type, for ssh",
                        folder -> inPlaceOfTheHost(
                                folder, "ecdsa-sha2-nistp256", List.of("ssh", MACHINE, "cat /etc/passwd"), 255)),
                new Attack("an SSH server with another key, for scp", SshAttacks::copies),
                new Attack("an SSH server with another key, for mount", SshAttacks::mount),
                new Attack(
                        "an SSH server with another key, for provision",
                        folder -> inPlaceOfTheHost(folder, ED25519, List.of("provision", MACHINE), 1)),
                new Attack(
                        "an SSH server with another key, for restart of a host of the user's own",
                        folder -> inPlaceOfTheHost(folder, ED25519, List.of("restart", MACHINE), 1)),
                new Attack("a known_hosts that is damaged, or is something else", SshAttacks::damagedFile),
                new Attack("a known_hosts that is gone where a key was demanded", SshAttacks::missingFile),
                new Attack("a user's ssh configuration that switches the check off", SshAttacks::configuration),
                new Attack("two hosts that race to be the first one seen", SshAttacks::race));
    }

    /** The front end, the network and the address are the attacker's, the host key passed in CONTEXT is not. */
    private static String vmDuringCreation(Path folder) throws IOException, InterruptedException {
        KeyPair key = Impostor.key(ED25519);
        try (Cloud cloud = Cloud.ofStubs(folder, "--ssh-port", Integer.toString(freePort()))) {
            UserEnvironment user = cloud.user();
            Process create = user.start(
                    List.of("docker-machine", "create", "--opennebula-template-id", "0", "--keep-on-failure", MACHINE));
            create.getOutputStream().close();
            await().atMost(PATIENCE).until(() -> !cloud.api().vms().isEmpty());
            String address =
                    OpenNebulaApi.element(cloud.api().vm(cloud.api().vms().getFirst()), "IP");
            try (Impostor impostor = Impostor.at(address, 22, key)) {
                await().atMost(PATIENCE).until(() -> impostor.connections() >= 3);
                create.destroy();
                assertThat(create.waitFor()).isNotZero();
                String reported = "";
                for (String client : CLIENTS) {
                    for (String command : List.of("ssh", "provision")) {
                        reported = user.dockerMachine(client, command, MACHINE)
                                .failsWith(command.equals("ssh") ? 255 : 1)
                                .complains(CHANGED + Impostor.fingerprint(key), ", known is SHA256:")
                                .stderr();
                    }
                }
                assertThat(impostor.users()).as("logins").isEmpty();
                assertThat(user.machine(MACHINE).resolve("known_hosts"))
                        .content()
                        .doesNotContain(Impostor.line(key));
                return reported;
            }
        }
    }

    private static String copies(Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path back = folder.resolve("back");
        inPlaceOfTheHost(folder, ED25519, List.of("scp", secret.toString(), MACHINE + ":/tmp/x"), 1);
        String reported = inPlaceOfTheHost(folder, ED25519, List.of("scp", MACHINE + ":/tmp/x", back.toString()), 1);
        assertThat(back).doesNotExist();
        return reported;
    }

    /** Without sshfs the program reports that, and nothing is run. */
    private static String mount(Path folder) throws IOException {
        Path point = Files.createDirectory(folder.resolve("point"));
        UserEnvironment user = UserEnvironment.in(folder);
        List<String> command = List.of("mount", MACHINE + ":/", point.toString());
        if (user.run("sh", "-c", "command -v sshfs").exitCode() == 0) {
            String reported = inPlaceOfTheHost(folder, ED25519, command, 1);
            assertThat(point).isEmptyDirectory();
            return reported;
        }
        return user.dockerMachine(command.toArray(String[]::new)).failsWith(1).stderr();
    }

    /** No login happens, nothing is run, and the pinned key stays. */
    private static String inPlaceOfTheHost(Path folder, String type, List<String> command, int exitCode)
            throws IOException {
        KeyPair known = Impostor.key(ED25519);
        KeyPair other = Impostor.key(type);
        try (Impostor impostor = Impostor.at("127.0.0.1", 0, other)) {
            UserEnvironment user = UserEnvironment.in(folder);
            Path file = machineAt(user, impostor.port(), "");
            Files.writeString(file, Impostor.line(known) + "\n");
            String reported = "";
            for (String client : CLIENTS) {
                reported = user.dockerMachine(with(client, command))
                        .failsWith(exitCode)
                        .complains(
                                CHANGED + Impostor.fingerprint(other) + " (",
                                "), known is " + Impostor.fingerprint(known) + " (ED25519)",
                                file.toString())
                        .stderr();
            }
            assertThat(impostor.connections()).isPositive();
            assertThat(impostor.users()).as("logins").isEmpty();
            assertThat(file).hasContent(Impostor.line(known));
            return reported.lines()
                    .filter(line -> line.contains(CHANGED))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String damagedFile(Path folder) throws IOException {
        KeyPair key = Impostor.key(ED25519);
        String whole = Impostor.line(key);
        try (Impostor impostor = Impostor.at("127.0.0.1", 0, key)) {
            UserEnvironment user = UserEnvironment.in(folder);
            Path file = machineAt(user, impostor.port(), "");
            String reported = "";
            for (String content :
                    List.of("", whole.substring(0, whole.length() / 2), "192.0.2.7" + whole.substring(1))) {
                Files.writeString(file, content);
                for (String client : CLIENTS) {
                    reported = user.dockerMachine(client, "ssh", MACHINE, "true")
                            .failsWith(1)
                            .complains(file.toString())
                            .stderr();
                }
                assertThat(file).hasContent(content);
            }
            Files.delete(file);
            Files.createDirectory(file);
            for (String command : List.of("provision", "restart")) {
                user.dockerMachine(command, MACHINE).failsWith(1).complains(file + " cannot be used: it is a folder");
            }
            user.dockerMachine("scp", MACHINE + ":/a", folder.resolve("b").toString())
                    .failsWith(1)
                    .complains(file.toString());
            assertThat(file).isEmptyDirectory();
            assertThat(impostor.users()).as("logins").isEmpty();
            return reported;
        }
    }

    private static String missingFile(Path folder) throws IOException {
        try (Impostor impostor = Impostor.at("127.0.0.1", 0, Impostor.key(ED25519))) {
            UserEnvironment user = UserEnvironment.in(folder);
            Path file = machineAt(user, impostor.port(), "\"SSHHostKey\": \"pinned\",");
            String reported = "";
            for (String client : CLIENTS) {
                reported = user.dockerMachine(client, "ssh", MACHINE, "true")
                        .failsWith(1)
                        .complains(file + " is missing")
                        .stderr();
            }
            assertThat(impostor.connections()).isZero();
            assertThat(file).doesNotExist();
            return reported;
        }
    }

    private static String configuration(Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("ssh_config"), """
                Host *
                    StrictHostKeyChecking no
                    UserKnownHostsFile /dev/null
                    NoHostAuthenticationForLocalhost yes
                    VerifyHostKeyDNS yes
                    CheckHostIP no
                    UpdateHostKeys yes
                """);
        KeyPair known = Impostor.key(ED25519);
        try (Impostor impostor = Impostor.at("127.0.0.1", 0, Impostor.key(ED25519))) {
            UserEnvironment user = UserEnvironment.in(folder).with("MACHINE_SSH_CONFIG", config.toString());
            Path file = machineAt(user, impostor.port(), "");
            Files.writeString(file, Impostor.line(known) + "\n");
            assertThat(user.dockerMachine("ssh", MACHINE, "-o", "StrictHostKeyChecking=no", "true")
                            .exitCode())
                    .isEqualTo(255);
            user.dockerMachine("scp", MACHINE + ":/a", folder.resolve("b").toString())
                    .failsWith(1)
                    .complains(CHANGED);
            String reported = user.dockerMachine("ssh", MACHINE, "true")
                    .failsWith(255)
                    .complains(CHANGED)
                    .stderr();
            assertThat(impostor.users()).as("logins").isEmpty();
            assertThat(file).hasContent(Impostor.line(known));
            return reported;
        }
    }

    /** Of several hosts that answer at the same time, one is accepted, and no command goes to another. */
    private static String race(Path folder) throws IOException, InterruptedException {
        KeyPair[] keys = {Impostor.key(ED25519), Impostor.key(ED25519), Impostor.key(ED25519)};
        try (Impostor impostor = Impostor.at("127.0.0.1", 0, keys)) {
            UserEnvironment user = UserEnvironment.in(folder);
            Path file = machineAt(user, impostor.port(), "");
            List<Process> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Process process = user.start(
                        List.of("docker-machine", CLIENTS.get(i % 2), "ssh", MACHINE, "read the secret " + i));
                process.getOutputStream().close();
                all.add(process);
            }
            List<String> refusals = new ArrayList<>();
            for (Process process : all) {
                String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
                int exitCode = process.waitFor();
                // The second connection, for the diagnosis, may see the right key; then there is nothing to report.
                assertThat(exitCode).as(errors).isIn(0, 255);
                assertThat(errors.isEmpty() || errors.contains(CHANGED))
                        .as(errors)
                        .isTrue();
                errors.lines().filter(line -> line.contains(CHANGED)).forEach(refusals::add);
            }
            List<String> known = Files.readAllLines(file);
            assertThat(known)
                    .hasSize(1)
                    .isSubsetOf(Stream.of(keys).map(Impostor::line).toList());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            // Perhaps no command ran: a login after the key is kept meets one of three hosts.
            assertThat(impostor.commands().stream()
                            .filter(ran -> ran.command().startsWith("read the secret"))
                            .map(Impostor.Ran::hostKey))
                    .allMatch(known.getFirst()::equals);
            return refusals.isEmpty() ? "one key was accepted, and the others got no command" : refusals.getFirst();
        }
    }

    private static String[] with(String client, List<String> command) {
        List<String> all = new ArrayList<>(List.of(client));
        all.addAll(command);
        return all.toArray(String[]::new);
    }

    /** A machine whose host is an SSH server of this computer; returns where its host keys are kept. */
    private static Path machineAt(UserEnvironment user, int port, String more) throws IOException {
        Path directory = Files.createDirectories(user.machine(MACHINE));
        user.run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                directory.resolve("id_ed25519").toString());
        Files.writeString(directory.resolve("config.json"), """
                {
                    "ConfigVersion": 3,
                    "Driver": {
                        "IPAddress": "127.0.0.1", "MachineName": "m", "SSHUser": "docker", "SSHPort": %d,
                        "SSHKeyPath": "%s", "StorePath": "%s", "EnginePort": 2376
                    },
                    "DriverName": "generic",
                    "HostOptions": {"EngineOptions": {}, "SwarmOptions": {}, "AuthOptions": {"ServerCertPath": "%s", "ServerKeyPath": "%s"}},
                    %s
                    "Name": "m"
                }""".formatted(
                        port,
                        directory.resolve("id_ed25519"),
                        user.store(),
                        directory.resolve("server.pem"),
                        directory.resolve("server-key.pem"),
                        more));
        return directory.resolve("known_hosts");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
