package io.onemachine.e2e.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.Tools;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual that the build writes, as man(1) shows it. */
final class ManualPagesIT {

    private static final Path PAGES = UserEnvironment.checkout().resolve("cli/target/share/man/man1");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.sorted().toList();
        }
    }

    private Outcome man(Path page) {
        return UserEnvironment.in(folder)
                .with("MANWIDTH", "100")
                .run("man", "--warnings", "--encoding=UTF-8", "--local-file", page.toString());
    }

    @Test
    void thereIsAPageOfTheProgramAndOneOfEachCommand() throws IOException {
        List<String> expected = new ArrayList<>(List.of("docker-machine.1"));
        for (String name : commandsIn("help")) {
            expected.add("docker-machine-" + name + ".1");
            commandsIn("help", name).forEach(word -> expected.add("docker-machine-" + name + "-" + word + ".1"));
        }
        assertThat(pages().stream().map(page -> page.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(expected)
                .contains("docker-machine-create.1", "docker-machine-snapshot-create.1");
    }

    /** The commands that a help page lists; none for the page of a command. */
    private List<String> commandsIn(String... arguments) {
        String help =
                UserEnvironment.in(folder).dockerMachine(arguments).succeeds().stdout();
        Matcher list = Pattern.compile("(?s)\nCommands:\n(.*?)\n\n").matcher(help);
        return list.find()
                ? list.group(1)
                        .lines()
                        .map(line -> line.strip().replaceAll(" .*", ""))
                        .toList()
                : List.of();
    }

    @Test
    void everyPageIsRenderedWithoutAWarning() throws IOException {
        Tools.required("man", "groff");
        for (Path page : pages()) {
            man(page).succeeds().says("NAME\n", "SYNOPSIS\n", "EXIT STATUS\n", "SEE ALSO\n");
        }
    }

    @Test
    void thePageOfCreateListsOptionsOfDriversTheirDefaultsAndVariables() {
        Tools.required("man", "groff");
        String page = man(PAGES.resolve("docker-machine-create.1"))
                .succeeds()
                .stdout()
                .replaceAll("\\s+", " ");
        assertThat(page)
                .contains("docker-machine create [OPTIONS] NAME")
                .contains(
                        "--driver, -d DRIVER Driver that creates the host. Default: opennebula. Environment: MACHINE_DRIVER.")
                .contains("OPTIONS OF DRIVER opennebula")
                .contains("--opennebula-ssh-user VALUE")
                .contains("Default: docker. Environment: ONE_SSH_USER.")
                .contains("3 A check before creating failed; nothing was created.");
    }

    @Test
    void thePageOfTheProgramListsFilesVariablesAndCommands() {
        Tools.required("man", "groff");
        String page = man(PAGES.resolve("docker-machine.1")).succeeds().stdout().replaceAll("\\s+", " ");
        assertThat(page)
                .contains("--storage-path, -s FOLDER Where machines are kept instead of ~/.docker/machine.")
                .contains("MACHINE_STORAGE_PATH The value of --storage-path when that is not given.")
                .contains("docker-machine-ls(1) List machines.")
                .contains("~/.docker/machine/machines/NAME");
    }
}
