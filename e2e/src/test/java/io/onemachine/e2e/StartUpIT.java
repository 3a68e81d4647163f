package io.onemachine.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that need no host do not load what talks to hosts: that is what makes them quick. */
final class StartUpIT {
    private static final Pattern LOADED = Pattern.compile("\\] ([\\w.$]+(?:/0x[0-9a-f.]+)?) source: ");

    /**
     * What only commands that reach a host, an engine or a cloud have any use for. The JDK's own certificate classes are
     * not among them: it loads those itself when it opens the signed JAR files of the module path.
     */
    private static final List<String> COSTLY = List.of(
            "com.jcraft.jsch.",
            "io.onemachine.machine.ssh.",
            "io.onemachine.machine.certificate.CertificateMaker",
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
        Workspace.in(folder)
                // Without the start-up cache, which brings its classes along whether they are needed or not.
                .with("ONEMACHINE_JAVA_OPTIONS", "-XX:AOTMode=off -Xlog:class+load:file=" + log)
                .dockerMachine(arguments.split(" ", -1));

        List<String> loaded = loaded(log);

        assertThat(loaded).as("the log").contains("io.onemachine.cli.Main");
        assertThat(loaded)
                .filteredOn(name -> COSTLY.stream().anyMatch(name::startsWith))
                .as("of %d classes that \"%s\" loads", loaded.size(), arguments)
                .isEmpty();
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
