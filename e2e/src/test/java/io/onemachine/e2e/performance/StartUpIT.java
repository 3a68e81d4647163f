package io.onemachine.e2e.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that need no host do not load the code for hosts, which keeps them quick. */
final class StartUpIT {
    private static final Pattern LOADED = Pattern.compile("\\] ([\\w.$]+(?:/0x[0-9a-f.]+)?) source: ");

    /**
     * Classes that only commands which reach a host, an engine or a cloud need. The JDK's own certificate classes are
     * not among them: it loads those itself when it opens the signed JAR files of the module path.
     */
    private static final List<String> COSTLY = List.of(
            "com.jcraft.jsch.",
            "io.onemachine.machine.ssh.",
            "io.onemachine.machine.certificate.CertificateIssuer",
            "io.onemachine.driver.",
            "io.onemachine.opennebula.",
            "org.bouncycastle.",
            "javax.net.ssl.",
            "sun.security.ssl.",
            "java.net.http.",
            "jdk.internal.net.http.",
            "javax.xml.",
            "com.sun.org.apache.xerces.",
            "java.util.logging.");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "--version",
                "help",
                "ls --help",
                "ls",
                "ls -q",
                "ls --format json",
                "env --unset --shell bash",
                "active"
            })
    void whatNeedsNoHostLoadsNothingForHosts(String arguments) throws IOException {
        Path log = folder.resolve("classes.log");
        UserEnvironment.in(folder)
                // Without the start-up cache, which loads its classes even when they are not needed.
                .with("ONEMACHINE_JAVA_OPTIONS", "-XX:AOTMode=off -Xlog:class+load:file=" + log)
                .dockerMachine(arguments.split(" ", -1));

        List<String> loaded = loaded(log);

        assertThat(loaded).as("the log").contains("io.onemachine.cli.Main");
        assertThat(loaded)
                .filteredOn(name -> COSTLY.stream().anyMatch(name::startsWith))
                .as("of %d classes that \"%s\" loads", loaded.size(), arguments)
                .isEmpty();
    }

    /** A second machine of driver none issues no certificates, and its removal reads none. */
    @ParameterizedTest
    @ValueSource(strings = {"create -d none --url tcp://127.0.0.1:1 second", "rm -y first"})
    void whatOnlyChangesTheStoreLoadsNothingForCertificates(String arguments) throws IOException {
        Path log = folder.resolve("classes.log");
        UserEnvironment user = UserEnvironment.in(folder);
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "first")
                .succeeds();

        user.with("ONEMACHINE_JAVA_OPTIONS", "-XX:AOTMode=off -Xlog:class+load:file=" + log)
                .dockerMachine(arguments.split(" ", -1))
                .succeeds();

        assertThat(loaded(log)).as("the log").contains("io.onemachine.cli.Main");
        assertThat(loaded(log))
                .filteredOn(name -> name.startsWith("org.bouncycastle.")
                        || name.startsWith("sun.security.ec.ECOperations")
                        || name.startsWith("java.lang.ThreadBuilders$VirtualThread")
                        || name.startsWith("java.util.concurrent.ThreadPerTaskExecutor")
                        || (name.startsWith("io.onemachine.") && name.contains("$$TypeSwitch")))
                .isEmpty();
    }

    /** Classes outside a command's cache are read and verified at each start: some hundred would be as slow as no cache. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "ls -q",
                "url first",
                "ls",
                "create -d none --url tcp://127.0.0.1:1 second",
                "create --url tcp://127.0.0.1:1 --driver=none second",
                "rm -y first"
            })
    void theRuntimeImageHasACacheForIt(String arguments) throws IOException {
        Path log = folder.resolve("classes.log");
        UserEnvironment user = UserEnvironment.in(folder);
        user.dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "first")
                .succeeds();

        user.with("ONEMACHINE_JAVA_OPTIONS", "-Xlog:class+load:file=" + log)
                .dockerMachine(arguments.split(" ", -1))
                .succeeds();

        List<String> sources = Files.readAllLines(log);
        assumeFalse(
                sources.stream().anyMatch(line -> line.contains(" io.onemachine.cli.Main source: file:")),
                "the runtime image is older than the modules");
        assertThat(sources)
                .filteredOn(line -> line.contains(" source: ") && !line.contains(" source: shared objects file"))
                .as("of %d classes that \"%s\" loads", sources.size(), arguments)
                .hasSizeLessThan(60);
    }

    @ParameterizedTest
    @CsvSource({
        "version, quick",
        "ls -q, quick",
        "ls -q more, quick",
        "ls, engine",
        "ls --quiet, engine",
        "create x, onemachine",
        "create -d none x, store",
        "create --url tcp://u --driver none x, store",
        "create -d=none, store",
        "create --driver=none --url u x, store",
        "create --driver nonesuch x, onemachine",
        "create -d generic none, onemachine",
        "rm -f x, store",
        "stop x, onemachine",
        "--debug rm x, onemachine",
        "'', quick"
    })
    void theLaunchersChooseACacheByTheFirstWords(String arguments, String cache) throws IOException {
        Files.createDirectories(folder.resolve("store/certs"));
        Files.writeString(folder.resolve("store/certs/ca.pem"), "");
        UserEnvironment user = UserEnvironment.in(folder);
        String lib = UserEnvironment.checkout().resolve("bin/lib").toString();

        assertThat(cacheFor(user, lib, arguments)).isEqualTo(cache + "\n");
        Files.delete(folder.resolve("store/certs/ca.pem"));
        assertThat(cacheFor(user, lib, arguments))
                .as("where a CA has to be issued")
                .isEqualTo((arguments.startsWith("create") ? "onemachine" : cache) + "\n");
    }

    private static String cacheFor(UserEnvironment user, String lib, String arguments) {
        return user.run(
                        "sh",
                        "-euc",
                        ". \"$0/java.sh\"; words=$1; set -- $words; . \"$lib/cache.sh\"; echo \"$cache\""
                                .replace("$lib", lib),
                        lib,
                        arguments)
                .succeeds()
                .stdout();
    }

    private static List<String> loaded(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(LOADED::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> matcher.group(1))
                    .toList();
        }
    }
}
