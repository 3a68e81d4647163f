package io.onemachine.e2e.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.golden.StoredMachine;
import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.SystemSnapshot;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The password appears in no output and in no helper program, however it was given, and in no file except the machine's credentials file
 * when it was given by option.
 */
final class SecretsIT {

    private static final String USER = "alice";
    private static final String SECRET = "opennebula-alice";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path shared;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofStubs(shared);
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    /** How a user gives the password. */
    enum Way {
        FILE,
        LINE,
        VARIABLES,
        OPTIONS;

        Map<String, String> environment(Path folder, String secret) throws IOException {
            return switch (this) {
                case FILE ->
                    Map.of(
                            "ONE_AUTH",
                            Files.writeString(folder.resolve("auth"), USER + ":" + secret + "\n")
                                    .toString());
                case LINE -> Map.of("ONE_AUTH", USER + ":" + secret);
                case VARIABLES -> Map.of("ONE_USER", USER, "ONE_PASSWORD", secret);
                case OPTIONS -> Map.of();
            };
        }

        List<String> options(String secret) {
            return this == OPTIONS ? List.of("--opennebula-user", USER, "--opennebula-password=" + secret) : List.of();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void thePasswordIsNowhere(Way way) throws IOException, InterruptedException {
        UserEnvironment user = user(way, SECRET);
        List<Outcome> outcomes = new ArrayList<>();

        Watched create = watchedCreate(user, way);
        outcomes.add(create.outcome());
        assertThat(create.outcome().exitCode()).as("%s", create.outcome()).isZero();
        assertThat(create.programs()).as("programs that were watched").contains("ssh");
        assertThat(create.leaks()).as("helping programs with the password").isEmpty();
        assertThat(create.outcome().stdout()).doesNotContain("not written to the store");
        Path credentials = user.machine("m").resolve("credentials");
        assertThat(filesWith(SECRET)).isEqualTo(way == Way.OPTIONS ? List.of(credentials) : List.of());
        if (way == Way.OPTIONS) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
                    .isEqualTo("rw-------");
        }
        // What was given by option is enough from now on, the endpoint too.
        UserEnvironment later = way == Way.OPTIONS ? user.with("ONE_XMLRPC", "") : user;
        outcomes.add(later.dockerMachine("--debug", "inspect", "--show-secrets", "m"));
        if (way == Way.VARIABLES) {
            outcomes.add(later.dockerMachine("--debug", "ls", "--format", "json"));
            outcomes.add(later.dockerMachine("--debug", "ssh", "m", "env"));
            outcomes.add(later.dockerMachine("--debug", "stop", "m"));
            outcomes.add(later.dockerMachine("--debug", "start", "m"));
            outcomes.add(later.dockerMachine("--debug", "regenerate-certs", "-f", "m"));
            outcomes.add(later.with("ONE_XMLRPC", "http://127.0.0.1:1/RPC2")
                    .dockerMachine("--debug", "create", "--opennebula-template-id", "0", "other"));
        }
        if (way == Way.OPTIONS) {
            Watched ssh = watched(later, Part.EVERY_PROCESS, List.of("--debug", "ssh", "m", "env"));
            assertThat(ssh.outcome().exitCode()).as("%s", ssh.outcome()).isZero();
            assertThat(ssh.programs()).as("programs that were watched").contains("ssh", "java");
            assertThat(ssh.leaks()).as("processes with the password").isEmpty();
            outcomes.add(ssh.outcome());
        }
        outcomes.add(later.dockerMachine("--debug", "rm", "-y", "m"));
        assertThat(outcomes.getLast().exitCode()).as("%s", outcomes.getLast()).isZero();
        assertThat(cloud.api().vms()).isEmpty();

        for (Outcome outcome : outcomes) {
            assertThat(outcome.stdout() + outcome.stderr())
                    .as("%s", outcome.command())
                    .doesNotContain(SECRET);
        }
        assertThat(filesWith(SECRET)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LINE", "OPTIONS"})
    void aWrongPasswordIsNotRepeated(Way way) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--debug", "create", "--opennebula-template-id=1"));
        arguments.addAll(way.options("wr0ng-word"));
        arguments.add("m");
        Outcome refused = user(way, "wr0ng-word").dockerMachine(arguments.toArray(String[]::new));
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.stderr()).contains("alice");
        assertThat(refused.stdout() + refused.stderr()).doesNotContain("wr0ng-word");
        assertThat(filesWith("wr0ng-word")).isEmpty();
    }

    @Test
    void aPasswordThatIsToBeKeptIsKeptAndMasked() throws IOException {
        UserEnvironment user = user(Way.OPTIONS, SECRET);
        List<String> arguments = new ArrayList<>(List.of("create", "--opennebula-template-id=1"));
        arguments.addAll(List.of("--engine-install-url", "none", "--opennebula-store-password"));
        arguments.addAll(Way.OPTIONS.options(SECRET));
        arguments.add("m");
        Outcome create = user.dockerMachine(arguments.toArray(String[]::new)).succeeds();
        assertThat(create.stdout()).doesNotContain(SECRET).doesNotContain("not written to the store");
        assertThat(filesWith(SECRET)).containsExactly(user.machine("m").resolve("config.json"));
        assertThat(user.dockerMachine("inspect", "m")
                        .succeeds()
                        .says("\"Password\": \"***\"")
                        .stdout())
                .doesNotContain(SECRET);
        assertThat(inspect(user, "--show-secrets", "m")).isEqualTo(SECRET + " alice:" + SECRET + "\n");
        user.dockerMachine("rm", "-y", "m").succeeds();
    }

    /** With the lines of docs/guide/opennebula.md. */
    @Test
    void thePasswordThatTheGoProgramKeptCanBeTakenOut() throws IOException {
        UserEnvironment user = user(Way.OPTIONS, SECRET);
        Path config = Files.createDirectories(user.machine("m")).resolve("config.json");
        Files.writeString(
                config,
                StoredMachine.opennebula("m", 1, "192.0.2.1")
                        .json()
                        .replace("$STORE", user.store().toString()));
        assertThat(inspect(user, "m")).isEqualTo("*** ***\n");
        assertThat(inspect(user, "--show-secrets", "m")).isEqualTo("opennebula oneadmin:opennebula\n");

        String recipe = Files.readString(UserEnvironment.checkout().resolve("docs/guide/opennebula.md"))
                .lines()
                .filter(line -> line.startsWith("sed -i "))
                .findFirst()
                .orElseThrow();
        user.run(
                        "sh",
                        "-c",
                        recipe.replace(
                                "~/.docker/machine/machines/NAME",
                                user.machine("m").toString()))
                .succeeds();

        assertThat(inspect(user, "--show-secrets", "m")).isEqualTo(" \n");
        assertThat(Files.readString(config)).contains("\"Xmlrpcurl\": \"http").contains("\"Config\": {");
    }

    private static String inspect(UserEnvironment user, String... arguments) {
        List<String> words = new ArrayList<>(List.of("inspect", "-f", "{{.Driver.Password}} {{.Driver.Config.Token}}"));
        words.addAll(List.of(arguments));
        return user.dockerMachine(words.toArray(String[]::new)).succeeds().stdout();
    }

    /** A user whose files, temporary ones included, are all in a folder of the test. */
    private UserEnvironment user(Way way, String secret) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("computer/tmp"));
        Files.createDirectories(folder.resolve("computer/home"));
        return UserEnvironment.in(folder.resolve("computer"))
                .with("ONE_XMLRPC", cloud.endpoint())
                .with("TMPDIR", temporary.toString())
                .with("ONEMACHINE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary)
                .with(way.environment(folder, secret));
    }

    /** A command, with the programs that were looked at and those of them that had the password in arguments or environment. */
    private record Watched(Outcome outcome, Set<String> programs, Set<String> leaks) {}

    /** Whose arguments and environment are looked at. */
    private enum Part {
        /** What the program starts: it itself has what its user gave it. */
        HELPING_PROGRAMS,
        EVERY_PROCESS
    }

    private static Watched watchedCreate(UserEnvironment user, Way way) throws InterruptedException {
        // One whole life with an engine is enough.
        List<String> host = way == Way.VARIABLES
                ? List.of("--opennebula-template-id=0")
                : List.of("--opennebula-template-id=1", "--engine-install-url=none");
        List<String> arguments = new ArrayList<>(List.of("--debug", "create"));
        arguments.addAll(host);
        arguments.addAll(way.options(SECRET));
        arguments.add("m");
        return watched(user, Part.HELPING_PROGRAMS, arguments);
    }

    private static Watched watched(UserEnvironment user, Part part, List<String> arguments)
            throws InterruptedException {
        Set<String> programs = ConcurrentHashMap.newKeySet();
        Set<String> leaks = ConcurrentHashMap.newKeySet();
        String store = user.store().toString();
        Thread watcher = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                ProcessHandle.current().descendants().forEach(process -> look(process, part, store, programs, leaks));
                LockSupport.parkNanos(1_000_000);
            }
        });
        Outcome outcome = user.dockerMachine(arguments.toArray(String[]::new));
        watcher.interrupt();
        watcher.join();
        return new Watched(outcome, programs, leaks);
    }

    private static void look(ProcessHandle process, Part part, String store, Set<String> programs, Set<String> leaks) {
        String command = SystemSnapshot.commandLine(process.pid());
        String program = command.split(" ", 2)[0].replaceFirst(".*/", "");
        if (program.isEmpty() || (part == Part.HELPING_PROGRAMS && isOurs(process, program))) {
            return;
        }
        String environment = environment(process.pid());
        if (!environment.contains("MACHINE_STORAGE_PATH=" + store)) {
            return; // of another test, or it has just ended
        }
        if (!command.equals(SystemSnapshot.commandLine(process.pid()))) {
            return; // it was becoming another program, and the first look saw a part of its name; the next one sees it
        }
        programs.add(program);
        if ((command + environment).contains(SECRET)) {
            leaks.add(command);
        }
    }

    /** With jspawnhelper, which is the Java VM's own, for the moment before it becomes what is started. */
    private static boolean isOurs(ProcessHandle process, String program) {
        return Set.of("java", "jspawnhelper", "env", "sh").contains(program) || isOfLauncher(process);
    }

    /** Whether the launcher's shell has started it, before it becomes the program: with what the caller gave, as it has itself. */
    private static boolean isOfLauncher(ProcessHandle process) {
        return process.parent()
                .map(parent -> SystemSnapshot.commandLine(parent.pid()))
                .filter(command -> command.matches("(\\S*/)?sh \\S*/bin/docker-machine .*"))
                .isPresent();
    }

    private static String environment(long pid) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    private List<Path> filesWith(String text) {
        try (Stream<Path> paths = Files.walk(folder.resolve("computer"))) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> holds(path, text))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
