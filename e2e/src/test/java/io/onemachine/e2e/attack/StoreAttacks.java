package io.onemachine.e2e.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.golden.StoredMachine;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Attacks by names and by files in the store: reading, writing or removing elsewhere. */
final class StoreAttacks {

    private StoreAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(
                new Attack("a machine name with path parts", StoreAttacks::namesWithPathParts),
                new Attack("a machine name with path parts, to every other command", StoreAttacks::everyCommand),
                new Attack("a new machine's name that is an option, a script or a line break", StoreAttacks::oddNames),
                new Attack("a config.json that wants the engine's key elsewhere", StoreAttacks::serverKeyElsewhere),
                new Attack("a config.json that wants the CA elsewhere", StoreAttacks::authorityElsewhere),
                new Attack("a config.json with another machine's name", StoreAttacks::anotherMachinesName),
                new Attack("a config.json whose SSH user is an option of ssh", StoreAttacks::sshUserThatIsAnOption),
                new Attack("a link in place of a machine's folder", StoreAttacks::linkedMachine),
                new Attack("a link in place of config.json", StoreAttacks::linkedConfig),
                new Attack("a link where a new machine is to be", StoreAttacks::linkedNewMachine),
                new Attack("links in place of certificates and locks", StoreAttacks::linkedCertificatesAndLocks));
    }

    private static String namesWithPathParts(Path folder) throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        Path victim = Files.createDirectories(user.store().resolve("victim"));
        Files.writeString(victim.resolve("config.json"), "{}");
        Files.createDirectories(user.store().resolve("machines"));
        Outcome last = null;
        for (String name : List.of("../victim", "./../victim", "a/../../victim", victim.toString())) {
            for (List<String> command : List.of(
                    List.of("create", "--driver", "none", "--url", "tcp://192.0.2.1:2376", name),
                    List.of("inspect", name),
                    List.of("rm", "-f", "-y", name))) {
                last = user.dockerMachine(command.toArray(String[]::new));
                assertThat(victim.resolve("config.json")).as("after %s", last).hasContent("{}");
                if (!command.getFirst().equals("rm")) {
                    last.failsWith(1);
                }
            }
        }
        assertThat(last).isNotNull();
        return last.stderr().strip();
    }

    private static String everyCommand(Path folder) throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        Path victim = Files.createDirectories(user.store().resolve("victim"));
        String config = StoredMachine.none("victim")
                .json()
                .replace("$STORE", user.store().toString());
        Files.writeString(victim.resolve("config.json"), config);
        Files.createDirectories(user.store().resolve("machines"));
        Outcome last = null;
        for (String command : List.of(
                "mount",
                "scp /etc/hostname",
                "start",
                "stop",
                "restart",
                "kill",
                "status",
                "ip",
                "url",
                "config",
                "env",
                "provision",
                "upgrade",
                "regenerate-certs -f",
                "ssh")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.add(command.matches("scp.*|mount") ? "../victim:/x" : "../victim");
            last = user.dockerMachine(words.toArray(String[]::new));
            last.failsWith(1);
            assertThat(last.stdout() + last.stderr()).as("of the victim").doesNotContain("127.0.0.1");
        }
        assertThat(victim.toFile().list()).containsExactly("config.json");
        assertThat(victim.resolve("config.json")).hasContent(config);
        assertThat(last).isNotNull();
        return last.stderr().strip();
    }

    private static String oddNames(Path folder) {
        UserEnvironment user = UserEnvironment.in(folder);
        Outcome last = null;
        for (String name : List.of(
                "-rf",
                "--",
                ".hidden",
                "a b",
                "a".repeat(300),
                "m\u00fcller",
                "\u0430dmin",
                "a\nb",
                "$(touch proof)")) {
            last = user.dockerMachine("create", "--driver", "none", "--url", "tcp://192.0.2.1:2376", name);
            last.failsWith(1);
        }
        assertThat(user.store().resolve("machines").toFile().list()).isNullOrEmpty();
        assertThat(folder.resolve("proof")).doesNotExist();
        assertThat(last).isNotNull();
        return last.stderr().strip();
    }

    private static String serverKeyElsewhere(Path folder) throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        Path victim = Files.writeString(folder.resolve("precious.key"), "precious");
        put(
                user,
                "m",
                config ->
                        config.replaceFirst("\"ServerKeyPath\": \"[^\"]*\"", "\"ServerKeyPath\": \"" + victim + "\""));
        user.dockerMachine("provision", "m").failsWith(1).complains("ServerKeyPath");
        Outcome renew = user.dockerMachine("regenerate-certs", "-f", "m");
        renew.failsWith(1).complains("ServerKeyPath is " + victim, "nothing is written there");
        assertThat(victim).hasContent("precious");
        return renew.stderr().strip();
    }

    private static String authorityElsewhere(Path folder) throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        Path elsewhere = folder.resolve("elsewhere");
        put(
                user,
                "m",
                config -> config.replaceAll(
                        "\"(CaCert|CaPrivateKey)Path\": \"[^\"]*/", "\"$1Path\": \"" + elsewhere + "/"));
        Outcome renew = user.dockerMachine("regenerate-certs", "-f", "--client-certs", "m");
        renew.failsWith(1).complains("CaCertPath is " + elsewhere + "/ca.pem");
        assertThat(elsewhere).doesNotExist();
        return renew.stderr().strip();
    }

    private static String anotherMachinesName(Path folder) throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        Path victim = put(user, "victim", config -> config);
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("config.json"), "{}");
        put(
                user,
                "m",
                config -> config.replace("\"MachineName\": \"m\"", "\"MachineName\": \"../../outside\"")
                        .replace("\"Name\": \"m\"", "\"Name\": \"victim\"")
                        .replaceAll("\"StorePath\": \"[^\"]*\"", "\"StorePath\": \"" + outside + "\""));
        String before = Files.readString(victim.resolve("config.json"));
        user.dockerMachine("stop", "m").failsWith(1);
        Outcome remove = user.dockerMachine("rm", "-f", "m");
        assertThat(user.machine("m")).doesNotExist();
        assertThat(victim.resolve("config.json")).hasContent(before);
        assertThat(outside.toFile().list()).containsExactly("config.json");
        assertThat(outside.resolve("config.json")).hasContent("{}");
        return remove.stdout().strip().lines().reduce((first, second) -> second).orElse("");
    }

    private static String sshUserThatIsAnOption(Path folder) throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        Path proof = folder.resolve("proof");
        try (HostileServer host = HostileServer.ofDocument("")) {
            put(
                    user,
                    "m",
                    config -> at(host, config)
                            .replaceFirst(
                                    "\"SSHUser\": \"[^\"]*\"",
                                    "\"SSHUser\": \"-oProxyCommand=touch " + proof + " #\""));
            Outcome last = null;
            for (String kind : List.of("--native-ssh", "--native-ssh=false")) {
                last = user.dockerMachine(kind, "ssh", "m", "true");
                last.failsWith(1);
                assertThat(proof).as("after %s", last).doesNotExist();
            }
            assertThat(last).isNotNull();
            return last.complains("is not a user to log in as").stderr().strip();
        }
    }

    /** The configuration of a running generic machine, with any server that answers. */
    private static String at(HostileServer host, String config) {
        return config.replaceFirst("\"SSHPort\": \\d+", "\"SSHPort\": " + host.port());
    }

    private static String linkedMachine(Path folder) throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path machine = put(user, "m", config -> config);
        Files.move(machine.resolve("config.json"), elsewhere.resolve("config.json"));
        Files.delete(machine);
        Files.createSymbolicLink(machine, elsewhere);
        String before = Files.readString(elsewhere.resolve("config.json"));
        Outcome stop = user.dockerMachine("stop", "m");
        stop.failsWith(1).complains(machine + " is a symbolic link: nothing is written where it leads");
        user.dockerMachine("rm", "-f", "m");
        assertThat(Files.exists(machine, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(elsewhere.toFile().list()).containsExactly("config.json");
        assertThat(elsewhere.resolve("config.json")).hasContent(before);
        return stop.stderr().strip();
    }

    /** A command that writes puts a file of its own there. */
    private static String linkedConfig(Path folder) throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        try (HostileServer host = HostileServer.ofDocument("")) {
            Path machine = put(user, "m", config -> at(host, config));
            Path config = machine.resolve("config.json");
            Path victim = Files.move(config, folder.resolve("victim.json"));
            Files.createSymbolicLink(config, victim);
            String before = Files.readString(victim);
            Outcome stop = user.dockerMachine("stop", "m");
            stop.failsWith(1);
            assertThat(Files.isRegularFile(config, LinkOption.NOFOLLOW_LINKS))
                    .as("written anew: %s", stop)
                    .isTrue();
            assertThat(victim).hasContent(before);
            user.dockerMachine("rm", "-f", "m");
            assertThat(victim).hasContent(before);
            return stop.stderr().strip();
        }
    }

    private static String linkedNewMachine(Path folder) throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        Path elsewhere = folder.resolve("elsewhere");
        Files.createDirectories(user.store().resolve("machines"));
        Files.createSymbolicLink(user.machine("m"), elsewhere);
        Outcome dangling = user.dockerMachine("create", "--driver", "none", "--url", "tcp://192.0.2.1:2376", "m");
        dangling.failsWith(1);
        assertThat(elsewhere).doesNotExist();
        Files.createDirectory(elsewhere);
        user.dockerMachine("create", "--driver", "none", "--url", "tcp://192.0.2.1:2376", "m")
                .failsWith(1);
        assertThat(elsewhere).isEmptyDirectory();
        return dangling.stderr().strip();
    }

    /** New files replace the links; a lock is not taken through one. */
    private static String linkedCertificatesAndLocks(Path folder) throws IOException {
        UserEnvironment user = UserEnvironment.in(folder);
        Path victim = folder.resolve("victim");
        Path certificates = Files.createDirectories(user.store().resolve("certs"));
        for (String file : List.of("ca.pem", "ca-key.pem", "cert.pem", "key.pem")) {
            Files.createSymbolicLink(certificates.resolve(file), victim);
        }
        user.dockerMachine("create", "--driver", "none", "--url", "tcp://192.0.2.1:2376", "m1")
                .succeeds();
        assertThat(victim).doesNotExist();

        Files.writeString(victim, "precious");
        Files.delete(user.store().resolve(".machines.lock"));
        Files.createSymbolicLink(user.store().resolve(".machines.lock"), victim);
        Outcome create = user.dockerMachine("create", "--driver", "none", "--url", "tcp://192.0.2.1:2376", "m2");
        create.failsWith(1).complains("Cannot lock " + user.store().resolve(".machines.lock"));
        assertThat(victim).hasContent("precious");
        assertThat(user.machine("m2")).doesNotExist();
        return create.stderr().strip();
    }

    /** A machine of driver generic whose host does not answer. */
    private static Path put(UserEnvironment user, String name, UnaryOperator<String> change) throws IOException {
        Path machine = Files.createDirectories(user.machine(name));
        String config = StoredMachine.generic(name)
                .json()
                .replace("$STORE", user.store().toString())
                .replaceFirst("\"IPAddress\": \"[^\"]*\"", "\"IPAddress\": \"127.0.0.1\"")
                .replaceFirst("\"SSHPort\": \\d+", "\"SSHPort\": 1");
        String changed = change.apply(config);
        Files.writeString(machine.resolve("config.json"), changed);
        return machine;
    }
}
