package io.onemachine.e2e.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Tools;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All shell scripts, of the checkout and of the build, found by their contents. */
final class ShellScriptsIT {

    private static final Path CHECKOUT = UserEnvironment.checkout();
    private static final Path WRITTEN = CHECKOUT.resolve("cli/target/share");
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", "node_modules");

    /** Scripts that are sent to hosts get their values in lines before them, and use the functions and variables of each other. */
    private static final String VALUES_COME_BEFORE = "SC2034,SC2154,SC2317";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static List<Path> files(Path root, Set<String> without) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skipped = without.contains(directory.getFileName().toString());
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files.stream().sorted().toList();
    }

    private static boolean isPosixScript(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".sh")
                || name.endsWith(".bash")
                || firstLine(file).matches("#! ?/.*\\b(sh|bash|dash)\\b.*");
    }

    private static String firstLine(Path file) {
        try (var stream = Files.newInputStream(file)) {
            String start = new String(stream.readNBytes(120), StandardCharsets.ISO_8859_1);
            return start.lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Test
    void shellcheckFindsNothingInTheScriptsOfTheCheckout() throws IOException {
        Tools.required("shellcheck");
        List<Path> scripts = files(CHECKOUT, NOT_OURS).stream()
                .filter(ShellScriptsIT::isPosixScript)
                .toList();
        List<String> names = scripts.stream()
                .map(file -> CHECKOUT.relativize(file).toString())
                .toList();
        assertThat(names)
                .contains("bin/docker-machine", "bin/quickstart", "bin/lib/java.sh", ".ci/run")
                .anyMatch(name -> name.endsWith("machine/provision/detect.sh"))
                .anyMatch(name -> name.endsWith("driver/opennebula/plan/start-script.sh"));
        List<String> command =
                new ArrayList<>(List.of("shellcheck", "--external-sources", "--source-path", CHECKOUT.toString()));
        for (Path script : scripts) {
            boolean withoutShebang = !firstLine(script).startsWith("#");
            boolean sent = script.toString().contains("/src/main/resources/");
            List<String> each = new ArrayList<>(command);
            if (sent) {
                each.addAll(List.of("--exclude", VALUES_COME_BEFORE));
            }
            if (withoutShebang || (sent && !firstLine(script).startsWith("#!"))) {
                each.addAll(List.of("--shell", "sh"));
            }
            each.add(script.toString());
            UserEnvironment.in(folder).runWithInput("", each).succeeds();
        }
    }

    @Test
    void shellcheckFindsNothingInTheScriptsThatTheBuildWrites() {
        Tools.required("shellcheck");
        for (String script : List.of("bash-completion/completions/docker-machine", "docker-machine/shell-init.bash")) {
            UserEnvironment.in(folder)
                    .run(
                            "shellcheck",
                            "--shell",
                            "bash",
                            WRITTEN.resolve(script).toString())
                    .succeeds();
        }
    }

    @Test
    void zshAndFishCanReadTheirScripts() {
        Tools.required("zsh", "fish");
        for (String script : List.of("zsh/site-functions/_docker-machine", "docker-machine/shell-init.zsh")) {
            UserEnvironment.in(folder)
                    .run("zsh", "-n", WRITTEN.resolve(script).toString())
                    .succeeds();
        }
        for (String script :
                List.of("fish/vendor_completions.d/docker-machine.fish", "docker-machine/shell-init.fish")) {
            UserEnvironment.in(folder)
                    .run("fish", "--no-execute", WRITTEN.resolve(script).toString())
                    .succeeds();
        }
    }
}
