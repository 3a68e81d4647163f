package io.onemachine.e2e.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.GoProgram;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.RealHosts;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as one file: it needs no Java, and unpacks its runtime once, in any environment. */
final class SingleFileIT {
    private static final String VERSION = "docker-machine version 0.16.2, build onemachine-";
    private static final String NO_PLACE = "the Java runtime that this program carries could not be unpacked";

    @TempDir
    private Path folder;

    private Path program;
    private UserEnvironment user;

    @BeforeEach
    void copyItAlone() throws IOException {
        Path built = UserEnvironment.checkout().resolve("dist/target/docker-machine");
        assumeTrue(
                Files.exists(built), "the build left the single files out: it says which Debian packages are missing");
        program = Files.copy(
                built, Files.createDirectory(folder.resolve("anywhere")).resolve("docker-machine"));
        // Neither a Java nor any other program is within its reach.
        user = UserEnvironment.in(folder)
                .with("PATH", folder.resolve("nothing").toString())
                .with("JAVA_HOME", "");
    }

    @Test
    void isAnElfFileThatRunsWithoutJavaAndUnpacksOnce() throws IOException {
        assertThat(Files.readAllBytes(program)).startsWith(0x7f, 'E', 'L', 'F');
        version(user).succeeds().says(VERSION);
        Path runtime = onlyRuntime(cache());
        Object first = inode(runtime);

        version(user).succeeds().says(VERSION);
        assertThat(inode(onlyRuntime(cache()))).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runtime)))
                .isEqualTo("rwx------");
    }

    @Test
    void servesAGoClientAloneOnADebian12WithoutJava() {
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            UserEnvironment owner = cloud.user();
            Path client = GoProgram.build("plugincall", folder.resolve("plugincall"), owner);
            owner.create("bare", "--opennebula-template-name", "debian-docker-20.10")
                    .succeeds();
            Path plugin = UserEnvironment.checkout().resolve("dist/target/docker-machine-driver-opennebula");
            for (Path file : List.of(client, plugin, program)) {
                owner.dockerMachine("scp", "-q", file.toString(), "bare:/tmp/").succeeds();
            }
            assertThat(owner.dockerMachine("ssh", "bare", "command -v java; . /etc/os-release; echo $ID $VERSION_ID")
                            .succeeds()
                            .stdout())
                    .isEqualTo("debian 12\n");
            String calls = "call GetVersion\\ncall DriverName\\ncall GetCreateFlags\\ncall Close\\nwait\\n";
            owner.dockerMachine(
                            "ssh",
                            "bare",
                            "cd /tmp && printf '" + calls + "' | ./plugincall ./docker-machine-driver-opennebula")
                    .succeeds()
                    .says("GetVersion: 1\n", "DriverName: opennebula\n", "opennebula-template-id", "exit: 0\n");
            owner.dockerMachine("ssh", "bare", "/tmp/docker-machine version && /tmp/docker-machine ls -q")
                    .succeeds()
                    .says(VERSION);
        }
    }

    @Test
    void argumentsAndExitCodesPassThrough() {
        user.run(program.toString(), "status", "no such\nmachine")
                .failsWith(1)
                .complains("\"no such\nmachine\" does not exist");
        user.run(program.toString(), "create", "-d", "none", "--url", "tcp://192.0.2.1:2376", "a")
                .succeeds();
        user.run(program.toString(), "ls", "-f", "{{.Name}} {{.DriverName}}")
                .succeeds()
                .says("a none");
        user.run(program.toString(), "env", "a").failsWith(1);
    }

    @Test
    void tenAtOnceShareOneRuntime() {
        List<CompletableFuture<Outcome>> starts = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> version(user)))
                .toList();
        assertThat(starts).allSatisfy(start -> start.join().succeeds().says(VERSION));
        onlyRuntime(cache());
    }

    @Test
    void withoutHomeAFolderOfTheUsersOwnInTmpdirIsUsed() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        version(user.with("HOME", "").with("TMPDIR", temporary.toString()))
                .succeeds()
                .says(VERSION);
        onlyRuntime(ownIn(temporary));
    }

    @Test
    void aCacheThatCannotBeWrittenIsPassedOver() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path file = Files.createFile(folder.resolve("a-file"));
        version(user.with("HOME", file.toString()).with("TMPDIR", temporary.toString()))
                .succeeds()
                .says(VERSION);
        onlyRuntime(ownIn(temporary));
    }

    @Test
    void aFullAReadOnlyAndANoexecFileSystemArePassedOver() throws IOException {
        assumeTrue(RealHosts.isRoot(), "mounting needs root");
        Path mount = Files.createDirectory(folder.resolve("mount"));
        for (String options : List.of("size=20m", "size=200m,noexec", "size=200m,ro")) {
            Path temporary = Files.createDirectory(folder.resolve(options));
            UserEnvironment there = user.with("PATH", System.getenv("PATH"))
                    .with("XDG_CACHE_HOME", mount.toString())
                    .with("HOME", mount.toString())
                    .with("TMPDIR", temporary.toString());
            there.run(
                            "unshare",
                            "--mount",
                            "sh",
                            "-c",
                            "mount -t tmpfs -o \"$1\" tmpfs \"$2\" && \"$3\" version",
                            "sh",
                            options,
                            mount.toString(),
                            program.toString())
                    .succeeds()
                    .says(VERSION);
            onlyRuntime(ownIn(temporary));
        }
    }

    @Test
    void aFileSystemThatFillsUpMeanwhileIsLeftClean() throws IOException {
        assumeTrue(RealHosts.isRoot(), "mounting needs root");
        Path mount = Files.createDirectory(folder.resolve("mount"));
        // Room enough by the count of blocks, and too few inodes.
        String script = """
                mount -t tmpfs -o size=400m,mode=0700,nr_inodes=20 tmpfs "$1" || exit 9
                "$2" version
                code=$?
                echo "left: $(ls "$1")"
                exit $code""";
        user.with("PATH", System.getenv("PATH"))
                .with("ONEMACHINE_RUNTIME_DIR", mount.toString())
                .run("unshare", "--mount", "sh", "-c", script, "sh", mount.toString(), program.toString())
                .failsWith(1)
                .complains(NO_PLACE, mount + ": No space left on device")
                .says("left: lock\n");
    }

    @Test
    void whereNothingCanBeUnpackedItSaysWhyAndWhatToDo() {
        Outcome outcome =
                version(user.with("ONEMACHINE_RUNTIME_DIR", "/proc/nowhere")).failsWith(1);
        outcome.complains(
                NO_PLACE,
                "/proc/nowhere: No such file or directory",
                "Set ONEMACHINE_RUNTIME_DIR to a folder of yours");
        assertThat(outcome.stdout()).isEmpty();
    }

    @Test
    void aFolderThatOthersCanWriteToOrALinkIsRefused() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        version(user.with("ONEMACHINE_RUNTIME_DIR", shared.toString()))
                .failsWith(1)
                .complains(shared + ": not a folder of yours alone");

        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(ownIn(temporary), elsewhere);
        version(user.with("ONEMACHINE_RUNTIME_DIR", ownIn(temporary).toString()))
                .failsWith(1)
                .complains("not a folder of yours alone");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aDamagedRuntimeIsReplaced() throws IOException {
        version(user).succeeds();
        Path runtime = onlyRuntime(cache());
        Files.delete(runtime.resolve("lib/modules"));
        version(user).succeeds().says(VERSION);

        try (RandomAccessFile file = new RandomAccessFile(
                onlyRuntime(cache()).resolve("lib/libjava.so").toFile(), "rw")) {
            file.setLength(100);
        }
        version(user).succeeds().says(VERSION);

        Files.writeString(onlyRuntime(cache()).resolve("release"), "edited");
        version(user).succeeds().says(VERSION);
        assertThat(onlyRuntime(cache()).resolve("release")).content().contains("JAVA_VERSION");
    }

    @Test
    void aDamagedProgramIsNotUnpacked() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(program.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int there = file.read();
            file.seek(file.length() / 2);
            file.write(there ^ 1);
        }
        version(user.with("ONEMACHINE_RUNTIME_DIR", folder.resolve("empty").toString()))
                .failsWith(1)
                .complains(NO_PLACE, "this program's own file is damaged");
        assertThat(names(folder.resolve("empty"))).containsExactly("lock");
    }

    @Test
    void leftoversOfInterruptedStartsAndOldVersionsAreRemoved() throws IOException {
        Path unused = Files.createDirectories(cache().resolve("0123456789abcdef/lib"));
        Path used = Files.createDirectories(cache().resolve("fedcba9876543210"));
        Path part = Files.createDirectories(cache().resolve("0123456789abcdef.part.77"));
        Files.setLastModifiedTime(
                unused.getParent(), FileTime.from(Instant.now().minus(Duration.ofDays(40))));

        version(user).succeeds();
        assertThat(unused.getParent()).doesNotExist();
        assertThat(part).doesNotExist();
        assertThat(used).exists();
    }

    @Test
    void javaOptionsOfTheUserAreNotAnnounced() {
        version(user.with("JAVA_TOOL_OPTIONS", "-Dx=y")
                        .with("JDK_JAVA_OPTIONS", "-Dx=y")
                        .with("_JAVA_OPTIONS", "-Dx=y"))
                .succeeds();
    }

    private Outcome version(UserEnvironment computer) {
        return computer.run(program.toString(), "version");
    }

    private Path cache() {
        return folder.resolve("home/.cache/onemachine/runtime");
    }

    private static Path ownIn(Path shared) throws IOException {
        return shared.resolve("onemachine-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /** The one runtime there; nothing of an interrupted start is beside it. */
    private static Path onlyRuntime(Path base) {
        List<String> names = names(base);
        names.remove("lock");
        assertThat(names).singleElement().asString().matches("[0-9a-f]{16}");
        return base.resolve(names.getFirst());
    }

    private static List<String> names(Path base) {
        try (Stream<Path> entries = Files.list(base)) {
            return new ArrayList<>(
                    entries.map(entry -> entry.getFileName().toString()).toList());
        } catch (IOException e) {
            throw new AssertionError("cannot list " + base, e);
        }
    }

    private static Object inode(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
