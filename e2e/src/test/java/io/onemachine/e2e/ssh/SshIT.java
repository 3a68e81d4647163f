package io.onemachine.e2e.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.SystemSnapshot;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in to real hosts, copying and mounting, by the programs and by the built-in client. */
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SshIT {
    private static final String EXTERNAL = "--native-ssh=false";
    private static final String NATIVE = "--native-ssh";
    private static final int LARGE = 200_000_000;
    private static final List<String> ODD_NAMES = List.of(
            "a b",
            "it's \"quoted\"",
            "new\nline",
            "-dash",
            "ünï 日本",
            "co:lon",
            "$(touch x)`y`",
            "a;b&c|d>e",
            "star*",
            "back\\slash");

    @TempDir
    static Path folder;

    private static SystemSnapshot before;
    private static Cloud cloud;
    private static UserEnvironment user;

    @BeforeAll
    static void createTwoMachines() {
        before = SystemSnapshot.now(folder);
        cloud = Cloud.ofRealHosts(folder);
        user = cloud.user();
        user.create("m", "--opennebula-template-id", "0").succeeds();
        user.create("n", "--opennebula-template-id", "0").succeeds();
    }

    @AfterAll
    static void nothingIsLeft() {
        if (cloud != null) {
            cloud.close();
            before.nothingWasAdded(folder);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTERNAL, NATIVE})
    void exitCodesAndStreamsComeBack(String kind) {
        for (int code : new int[] {0, 1, 42, 255}) {
            Outcome outcome = user.dockerMachine(kind, "ssh", "m", "--", "echo out; echo err >&2; exit " + code);
            assertThat(outcome.exitCode()).isEqualTo(code);
            assertThat(outcome.stdout()).isEqualTo("out\n");
            assertThat(outcome.stderr()).isEqualTo("err\n");
        }
        Outcome shell = user.runWithInput("tty\nexit 7\n", List.of("docker-machine", kind, "ssh", "m"));
        assertThat(shell.exitCode()).isEqualTo(7);
        assertThat(shell.stdout()).endsWith("not a tty\n");
        assertThat(shell.stderr()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTERNAL, NATIVE})
    void aTerminalHasItsSizeAndIsAsBeforeAfterwards(String kind) throws IOException, InterruptedException {
        try (Typist typist = new Typist("stty rows 33 cols 101; docker-machine " + kind
                + " ssh m; echo code=$?; stty -a | grep -o -- '-\\?icanon'")) {
            typist.waitFor("$ ");
            typist.type("tty; stty size; echo $TERM; exit 9\r");
            String screen = typist.toTheEnd();
            assertThat(screen)
                    .contains("/dev/pts/", "33 101", "xterm", "code=9")
                    .endsWith("\nicanon\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTERNAL, NATIVE})
    void controlCGoesToTheRemoteCommand(String kind) throws IOException, InterruptedException {
        try (Typist typist = new Typist("docker-machine " + kind
                + " ssh m -t 'trap \"echo caught; exit 130\" INT; echo ready; sleep 1000 & wait'; echo code=$?")) {
            typist.waitFor("ready");
            typist.type("\003");
            assertThat(typist.toTheEnd()).contains("caught", "code=130");
        }
    }

    @Test
    void theTerminalIsRestoredWhenTheProgramIsKilled() throws IOException, InterruptedException {
        try (Typist typist = new Typist("docker-machine --native-ssh ssh m -t 'echo ready; sleep 1000'; echo code=$?; "
                + "for i in $(seq 100); do stty -a | grep -q '^icanon\\| icanon' && echo as before && break;"
                + " sleep 0.1; done")) {
            typist.waitFor("ready");
            typist.program().destroyForcibly();
            assertThat(typist.toTheEnd()).contains("code=137", "as before");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTERNAL, NATIVE})
    void aLargeFileArrivesWholeInBothDirections(String kind) throws IOException {
        Path file = folder.resolve("large" + kind);
        writeRandom(file, LARGE);
        user.dockerMachine(kind, "scp", "-q", file.toString(), "m:/tmp/large").succeeds();
        assertThat(user.dockerMachine("ssh", "m", "sha256sum /tmp/large").stdout())
                .startsWith(hash(file));
        Path back = folder.resolve("back" + kind);
        user.dockerMachine(kind, "scp", "-q", "m:/tmp/large", back.toString()).succeeds();
        assertThat(hash(back)).isEqualTo(hash(file));
        Outcome through = user.run(
                "sh",
                "-c",
                "head -c 20000000 '" + file + "' | docker-machine " + kind + " ssh m cat | sha256sum;"
                        + "head -c 20000000 '" + file + "' | sha256sum");
        assertThat(through.succeeds().stdout().lines().distinct()).hasSize(1);
        Files.delete(file);
        Files.delete(back);
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTERNAL, NATIVE})
    void aTreeOfOddNamesGoesOverTwoMachinesAndComesBack(String kind) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree" + kind));
        for (String name : ODD_NAMES) {
            Files.writeString(tree.resolve(name), "content of " + name);
        }
        Path script = Files.writeString(
                Files.createDirectories(tree.resolve("sub folder/empty")).resolveSibling("run"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
        String there = "/tmp/$(x) y" + kind;
        user.dockerMachine(kind, "scp", "-r", "-q", tree.toString(), "m:" + there)
                .succeeds();
        user.dockerMachine(kind, "scp", "-r", "-q", "m:" + there, "n:" + there).succeeds();
        Path back = folder.resolve("tree back" + kind);
        user.dockerMachine(kind, "scp", "-r", "-q", "n:" + there, back.toString())
                .succeeds();

        assertThat(contents(back)).isEqualTo(contents(tree));
        assertThat(Files.getPosixFilePermissions(back.resolve("sub folder/run")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    }

    @Test
    void errorsAreReported() {
        List<String> kinds = List.of(EXTERNAL, NATIVE);
        for (String kind : kinds) {
            user.dockerMachine(kind, "scp", "n:/nosuch", folder.resolve("x").toString())
                    .failsWith(1)
                    .complains("/nosuch");
        }
        user.dockerMachine("ssh", "n", "sudo systemctl stop ssh.socket ssh.service");
        for (String kind : kinds) {
            user.dockerMachine(kind, "ssh", "n", "true").failsWith(255).complains("Cannot reach SSH at");
            user.dockerMachine(kind, "scp", "n:/etc/hostname", folder.toString())
                    .failsWith(1)
                    .complains("Cannot reach SSH at");
        }
        user.dockerMachine("kill", "n").succeeds();
        for (String kind : kinds) {
            user.dockerMachine(kind, "ssh", "n", "true").failsWith(1).complains("Host \"n\" is not running");
            user.dockerMachine(kind, "scp", "n:/a", "b").failsWith(1).complains("Host \"n\" is not running");
        }
        user.dockerMachine("mount", "n:/a", "b").failsWith(1).complains("Host \"n\" is not running");
        user.dockerMachine("start", "n").succeeds();
    }

    @Test
    void aFolderOfAMachineIsMountedAndUnmounted() throws IOException {
        assumeTrue(
                user.run("sh", "-c", "command -v sshfs && test -w /dev/fuse").exitCode() == 0, "no sshfs or no FUSE");
        Path point = Files.createDirectories(folder.resolve("mount point"));
        user.dockerMachine("ssh", "n", "mkdir -p '/tmp/a $(b)'").succeeds();
        user.dockerMachine("mount", "n:/tmp/a $(b)", point.toString()).succeeds();
        try {
            Files.writeString(point.resolve("from here"), "text");
            assertThat(user.dockerMachine("ssh", "n", "cat '/tmp/a $(b)/from here'")
                            .succeeds()
                            .stdout())
                    .isEqualTo("text");
            user.dockerMachine("mount", "n:/tmp", folder.toString())
                    .failsWith(1)
                    .complains("is not empty");
        } finally {
            user.dockerMachine("mount", "-u", "n:/tmp/a $(b)", point.toString()).succeeds();
        }
        assertThat(point).isEmptyDirectory();
        user.dockerMachine("mount", "n:/nosuch", point.toString()).failsWith(1).complains("/nosuch");
    }

    private static void writeRandom(Path file, int size) throws IOException {
        long seed = 20261122L;
        System.out.println("Seed of the large file: " + seed);
        Random random = new Random(seed);
        byte[] block = new byte[1_000_000];
        try (OutputStream stream = Files.newOutputStream(file)) {
            for (int written = 0; written < size; written += block.length) {
                random.nextBytes(block);
                stream.write(block);
            }
        }
    }

    private static String hash(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1_000_000];
            for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
                digest.update(block, 0, count);
            }
            return String.format("%064x", new BigInteger(1, digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> contents(Path tree) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                contents.put(tree.relativize(file).toString(), isFile ? Files.readString(file) : "a folder");
            }
        }
        return contents;
    }

    /** Types on a terminal that {@code script} creates, and reads what appears there. */
    private static final class Typist implements AutoCloseable {
        private final Process process;
        private final BufferedReader screen;
        private final StringBuilder seen = new StringBuilder();

        Typist(String shellCommand) throws IOException {
            process = user.with(Map.of("TERM", "xterm", "SHELL", "/bin/sh"))
                    .start(List.of("script", "-qec", shellCommand, "/dev/null"));
            screen = process.inputReader(UTF_8);
        }

        void waitFor(String text) throws IOException {
            while (seen.indexOf(text) < 0) {
                int next = screen.read();
                assertThat(next).as("waiting for \"%s\", saw: %s", text, seen).isNotNegative();
                seen.append((char) next);
            }
        }

        void type(String keys) throws IOException {
            process.getOutputStream().write(keys.getBytes(UTF_8));
            process.getOutputStream().flush();
        }

        /** The process of docker-machine. */
        ProcessHandle program() {
            return process.descendants()
                    .filter(child -> child.info().command().orElse("").endsWith("/java"))
                    .findFirst()
                    .orElseThrow();
        }

        /** All that appeared, with the line ends of a file. */
        String toTheEnd() throws IOException, InterruptedException {
            for (int next = screen.read(); next >= 0; next = screen.read()) {
                seen.append((char) next);
            }
            process.waitFor();
            return seen.toString().replace("\r", "");
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
