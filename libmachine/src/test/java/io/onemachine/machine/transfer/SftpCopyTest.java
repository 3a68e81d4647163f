package io.onemachine.machine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.error.CopyException;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.SshTarget;
import io.onemachine.machine.ssh.builtin.BuiltInSshClient;
import io.onemachine.machine.ssh.builtin.StandardStreams;
import io.onemachine.machine.ssh.builtin.SttyTerminal;
import io.onemachine.machine.testing.StubSshServer;
import io.onemachine.machine.time.Sleeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies with the built-in client, from and to a server on this computer. */
final class SftpCopyTest {
    private static final List<String> ODD_NAMES = List.of(
            "a b",
            "it's \"quoted\"",
            "new\nline",
            "-dash",
            "ünï 日本 😀",
            "co:lon",
            "$(touch x)`y`",
            "a;b&c|d>e",
            "star*",
            "what?",
            "br[ack]et",
            "back\\slash",
            "#hash",
            "~");

    @TempDir
    static Path keys = Path.of("");

    private static StubSshServer server;
    private static SshTarget target;

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void startServer() throws IOException {
        SshKeyPair key = SshKeyPair.createIn(keys, SshKeyType.ED25519);
        server = new StubSshServer("docker", key.publicKey());
        target = server.target("docker", key.privateKeyFile());
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void createFolders() throws IOException {
        Files.createDirectories(folder.resolve("there"));
    }

    @Test
    void treesOfUnusualNamesSurviveACopyOverTwoHosts() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/sub folder/empty"))
                .resolve("../..")
                .normalize();
        for (String name : ODD_NAMES) {
            Files.writeString(tree.resolve(name), "content of " + name);
        }
        Path large = tree.resolve("sub folder/large");
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        Files.write(large, bytes);
        Files.setPosixFilePermissions(large, PosixFilePermissions.fromString("rwxr-x---"));

        copy(local(tree), remote("there"), true);
        copy(remote("there/tree"), remote("there/again"), true);
        copy(remote("there/again"), local(folder.resolve("back")), true);

        assertThat(contents(folder.resolve("back"))).isEqualTo(contents(tree));
        assertThat(Files.isDirectory(folder.resolve("back/sub folder/empty"))).isTrue();
        assertThat(Files.getPosixFilePermissions(folder.resolve("back/sub folder/large")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    }

    @Test
    void everyUnusualNameCanBeCopied() throws IOException {
        for (String name : ODD_NAMES) {
            Files.writeString(folder.resolve("one"), name);
            copy(local(folder.resolve("one")), remote("there/" + name), false);
            copy(remote("there/" + name), local(folder.resolve("back")), false);
            assertThat(folder.resolve("back")).as(name).hasContent(name);
        }
    }

    @Test
    void wildcardsOfASourceAreExpandedOnItsHost() throws IOException {
        for (String name : List.of("a1.log", "a2.log", "b.log", ".a3.log", "a1.txt")) {
            Files.writeString(folder.resolve("there").resolve(name), name);
        }
        Path back = Files.createDirectories(folder.resolve("back"));

        copy(remote("th[e]re/a?.*"), local(back), false);

        assertThat(contents(back).keySet()).containsExactly("a1.log", "a1.txt", "a2.log");
        assertThatThrownBy(() -> copy(remote("there/*.log"), local(folder.resolve("file")), false))
                .isInstanceOf(CopyException.class)
                .hasMessage("Cannot copy " + folder.resolve("file") + ": no such folder");
    }

    @Test
    void failuresAreReportedAndTheRestIsCopied() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("a"), "a");
        Files.createSymbolicLink(tree.resolve("b"), Path.of("nowhere"));
        Files.createSymbolicLink(tree.resolve("c"), Path.of("a"));

        assertThatThrownBy(() -> copy(local(tree), remote("there"), true))
                .isInstanceOf(CopyException.class)
                .hasMessage("Cannot copy " + tree.resolve("b") + ": no such file or folder");
        assertThat(contents(folder.resolve("there/tree"))).isEqualTo(Map.of("a", "a", "c", "a"));
    }

    @Test
    void errorsNameTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("there/f"), "kept");

        assertThatThrownBy(() -> copy(remote("there"), local(folder.resolve("x")), false))
                .hasMessageEndingWith("/there: is a folder; copy it with -r");
        assertThatThrownBy(() -> copy(local(file), remote("none/"), false))
                .hasMessageEndingWith("/none/: no such folder");
        assertThatThrownBy(() -> copy(remote("there/none"), local(folder.resolve("x")), false))
                .hasMessageEndingWith("/there/none: no such file or folder");
        assertThatThrownBy(() -> copy(remote("there/f"), remote("there/../there/f"), false))
                .hasMessageEndingWith("are the same file");
        assertThat(file).hasContent("kept");
        Files.createSymbolicLink(folder.resolve("there/loop"), Path.of("."));
        assertThatThrownBy(() -> copy(local(folder.resolve("there")), remote("x"), true))
                .hasMessageEndingWith("/there/loop: leads back to a folder that it is in");
    }

    @Test
    void contentIsReplacedAndPermissionsStay() throws IOException {
        Path file = Files.writeString(folder.resolve("there/f"), "long enough to show what is left of it");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path fresh = Files.writeString(folder.resolve("f"), "new");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));

        copy(local(fresh), remote("there"), false);

        assertThat(file).hasContent("new");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private static Map<String, String> contents(Path tree) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        tree.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private CopyLocation remote(String path) {
        return new CopyLocation.Remote(target, folder + "/" + path);
    }

    private static CopyLocation local(Path path) {
        return new CopyLocation.Local(path.toString());
    }

    private static void copy(CopyLocation source, CopyLocation destination, boolean recursive) {
        new SftpCopy(place -> new BuiltInSshClient(
                        place,
                        StandardStreams.ofProcess(),
                        new SttyTerminal(new SystemCommandRunner(), Map.of()),
                        Sleeper.system()))
                .copy(source, destination, recursive);
    }
}
