package io.onemachine.e2e.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Completion in the shells. The docker-machine in their PATH only records calls: only the request for a plugin's options may call it.
 */
final class ShellCompletionIT {

    private static final Pattern LONG_OPTION = Pattern.compile("(?m)^  (--[a-z0-9-]+)");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private UserEnvironment computer;

    @BeforeEach
    void setUp() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        program(bin.resolve("docker-machine"), """
                #!/bin/sh
                echo "$*" >>"$HOME/calls"
                if [ "$*" = "completion --driver parrot" ]; then
                    printf -- '--parrot-size=anything\\tHow [large]: "it" is\\n--parrot-talks\\tWhether\\n'
                fi
                """);
        program(bin.resolve("docker-machine-driver-parrot"), "#!/bin/sh\n");
        Files.writeString(bin.resolve("docker-machine-driver-noprogram"), "");
        computer =
                UserEnvironment.in(folder).with("PATH", bin + ":/usr/bin:/bin").with("MACHINE_STORAGE_PATH", "");
        machines(folder.resolve("home/.docker/machine"), "alpha", "beta", ".hidden");
        machines(folder.resolve("odd store"), "odd name", "do$lar", "co:lon", "web1");
        Files.writeString(folder.resolve("ca one.pem"), "");
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void machines(Path store, String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(store.resolve("machines").resolve(name));
        }
    }

    private List<String> calls() throws IOException {
        Path calls = folder.resolve("home/calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** The real program, beside the shell under test. */
    private Outcome real(String... arguments) {
        return UserEnvironment.in(folder).dockerMachine(arguments).succeeds();
    }

    private static List<String> longOptions(Outcome help) {
        return LONG_OPTION
                .matcher(help.stdout())
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theInstalledScriptIsTheOneTheProgramPrints(CompletingShell shell) throws IOException {
        String printed = real("completion", shell.program()).stdout();
        assertThat(Files.readString(shell.script())).isEqualTo(printed);
    }

    @ParameterizedTest
    @EnumSource
    void everyCommandAndOptionOfTheHelpPageIsOffered(CompletingShell shell) throws IOException {
        shell.required();
        Outcome help = real("help");
        String commands = help.stdout().replaceAll("(?s).*\nCommands:\n(.*?)\n\n.*", "$1");
        List<String> names = new ArrayList<>();
        commands.lines().forEach(line -> names.add(line.strip().split(" ", 2)[0]));
        assertThat(names).contains("create", "ls", "help");

        List<List<String>> offers = shell.offersFor(
                computer,
                List.of("docker-machine ", "docker-machine --", "docker-machine st", "docker-machine help ins"));
        assertThat(offers.get(0)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(offers.get(1)).containsExactlyInAnyOrderElementsOf(longOptions(help));
        assertThat(offers.get(2)).containsExactlyInAnyOrder("start", "status", "stop");
        assertThat(offers.get(3)).containsExactly("inspect");
        assertThat(calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void optionsOfACommandAreThoseOfItsHelpPage(CompletingShell shell) {
        shell.required();
        List<List<String>> offers =
                shell.offersFor(computer, List.of("docker-machine -D ls --", "docker-machine create --"));
        assertThat(offers.get(0)).containsExactlyInAnyOrderElementsOf(longOptions(real("ls", "--help")));
        assertThat(offers.get(1)).containsExactlyInAnyOrderElementsOf(longOptions(real("create", "--help")));
    }

    @ParameterizedTest
    @EnumSource
    void theSecondWordsOfAGroupAreOfferedAndThenItsMachines(CompletingShell shell) throws IOException {
        shell.required();
        List<List<String>> offers = shell.offersFor(
                computer,
                List.of(
                        "docker-machine snapshot ",
                        "docker-machine snapshot re",
                        "docker-machine help snapshot ",
                        "docker-machine snapshot ls al",
                        "docker-machine snapshot revert --disk be",
                        "docker-machine snapshot ls --fo"));
        assertThat(offers.get(0)).containsExactlyInAnyOrder("create", "ls", "revert", "rm");
        assertThat(offers.get(1)).containsExactly("revert");
        assertThat(offers.get(2)).containsExactlyInAnyOrder("create", "ls", "revert", "rm");
        assertThat(offers.get(3)).containsExactly("alpha");
        assertThat(offers.get(4)).containsExactly("beta");
        assertThat(offers.get(5)).containsExactly("--format");
        assertThat(calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void wordsAndMachinesOfSwarmCommandsAreOffered(CompletingShell shell) throws IOException {
        shell.required();
        List<List<String>> offers = shell.offersFor(
                computer,
                List.of(
                        "docker-machine swarm rotate ",
                        "docker-machine swarm rotate ca be",
                        "docker-machine swarm init al",
                        "docker-machine swarm join --to ",
                        "docker-machine swarm join --to alpha be",
                        "docker-machine create --join be",
                        "docker-machine create --join-as ma"));
        assertThat(offers.get(0)).containsExactlyInAnyOrder("tokens", "ca", "unlock-key");
        assertThat(offers.get(1)).containsExactly("beta");
        assertThat(offers.get(2)).containsExactly("alpha");
        assertThat(offers.get(3)).containsExactlyInAnyOrder("alpha", "beta");
        assertThat(offers.get(4)).containsExactly("beta");
        assertThat(offers.get(5)).containsExactly("beta");
        assertThat(offers.get(6)).containsExactly("manager");
        assertThat(calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void machinesAreTheFoldersOfTheStore(CompletingShell shell) throws IOException {
        shell.required();
        List<List<String>> offers = shell.offersFor(
                computer,
                List.of(
                        "docker-machine rm ",
                        "docker-machine rm -f alpha ",
                        "docker-machine stop -- al",
                        "docker-machine ssh b",
                        "docker-machine ssh beta ",
                        "docker-machine env --shell fish ",
                        "docker-machine inspect beta ",
                        "docker-machine ls ",
                        "docker-machine create ",
                        "docker-machine ls --filter name=a"));
        assertThat(offers.get(0)).containsExactly("alpha", "beta");
        assertThat(offers.get(1)).containsExactly("beta");
        assertThat(offers.get(2)).containsExactly("alpha");
        assertThat(offers.get(3)).containsExactly("beta");
        assertThat(offers.get(4)).isEmpty();
        assertThat(offers.get(5)).containsExactly("alpha", "beta");
        // Where only options can follow, zsh offers them.
        assertThat(offers.subList(6, 9)).allSatisfy(words -> assertThat(words).allMatch(word -> word.startsWith("-")));
        assertThat(offers.get(9)).containsExactly("alpha");
        assertThat(calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theStoreIsTheOneThatIsNamed(CompletingShell shell) {
        shell.required();
        String[] all = {"co:lon", "do$lar", "odd name", "web1"};
        List<List<String>> offers = shell.offersFor(
                computer,
                List.of(
                        "docker-machine -s 'odd store' url ",
                        "docker-machine --storage-path=odd\\ store url ",
                        "docker-machine --storage-path \"odd store\" url ",
                        "docker-machine -s ~/.docker/machine url ",
                        "docker-machine -s $HOME/.docker/machine url ",
                        "docker-machine -s '$(touch ran)' url "));
        assertThat(offers.subList(0, 3)).allSatisfy(words -> assertThat(words).containsExactlyInAnyOrder(all));
        assertThat(offers.subList(3, 5)).allSatisfy(words -> assertThat(words).containsExactly("alpha", "beta"));
        assertThat(offers.get(5)).isEmpty();
        assertThat(folder.resolve("ran")).doesNotExist();
        UserEnvironment elsewhere = computer.with(
                "MACHINE_STORAGE_PATH", folder.resolve("odd store").toString());
        assertThat(shell.offers(elsewhere, "docker-machine url ")).containsExactlyInAnyOrder(all);
        assertThat(shell.offers(elsewhere.with("MACHINE_STORAGE_PATH", "/nosuch"), "docker-machine url "))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"BASH", "ZSH"})
    void oddNamesAreInsertedSoThatTheShellReadsThemBack(CompletingShell shell) {
        shell.required();
        String before = "docker-machine -s odd\\ store rm ";
        assertThat(shell.tab(computer, before + "odd")).isEqualTo(before + "odd\\ name ");
        assertThat(shell.tab(computer, before + "\"odd")).isEqualTo(before + "\"odd name\" ");
        assertThat(shell.tab(computer, before + "do")).isEqualTo(before + "do\\$lar ");
        assertThat(shell.tab(computer, before + "'do")).isEqualTo(before + "'do$lar' ");
        assertThat(shell.tab(computer, before + "co:")).isEqualTo(before + "co:lon ");
    }

    @ParameterizedTest
    @EnumSource
    void driversAreTheBuiltInOnesAndThePluginsInThePath(CompletingShell shell) throws IOException {
        shell.required();
        for (List<String> words : shell.offersFor(
                computer,
                List.of(
                        "docker-machine create -d ",
                        "docker-machine create --driver=",
                        "docker-machine ls --filter driver="))) {
            assertThat(words).contains("opennebula", "parrot").doesNotContain("noprogram", "");
        }
        assertThat(calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDriversOptionsFollowTheDriver(CompletingShell shell) throws IOException {
        shell.required();
        List<List<String>> offers = shell.offersFor(
                computer,
                List.of(
                        "docker-machine create --opennebula-template-",
                        "docker-machine create --driver opennebula --opennebula-template-",
                        "docker-machine create -d parrot --opennebula-template-"));
        assertThat(offers.subList(0, 2))
                .allSatisfy(words -> assertThat(words)
                        .containsExactlyInAnyOrder(
                                "--opennebula-template-id",
                                "--opennebula-template-name",
                                "--opennebula-template-owner"));
        assertThat(offers.get(2)).isEmpty();
        assertThat(shell.offers(
                        computer.with("MACHINE_DRIVER", "parrot"), "docker-machine create --opennebula-template-"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPluginsOptionsAreAskedForOnce(CompletingShell shell) throws IOException {
        shell.required();
        for (List<String> words : shell.offersFor(
                computer,
                List.of(
                        "docker-machine create -d parrot --parrot",
                        "docker-machine create --driver=parrot --parrot",
                        "docker-machine create --driver parrot m --parrot"))) {
            assertThat(words).containsExactlyInAnyOrder("--parrot-size", "--parrot-talks");
        }
        assertThat(calls()).containsExactly("completion --driver parrot");
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreOfferedWhereTheyAreKnown(CompletingShell shell) {
        shell.required();
        List<List<String>> offers = shell.offersFor(
                computer,
                List.of(
                        "docker-machine env --shell fi",
                        "docker-machine env --shell=po",
                        "docker-machine ls --filter state=Sto",
                        "docker-machine ls --filter=state=Sto",
                        "docker-machine completion ",
                        "docker-machine --tls-ca-cert=ca",
                        "docker-machine --storage-path od"));
        assertThat(offers.get(0)).containsExactly("fish");
        assertThat(offers.get(1)).containsExactly("powershell");
        assertThat(offers.get(2)).containsExactlyInAnyOrder("Stopped", "Stopping");
        assertThat(offers.get(3)).containsExactlyInAnyOrder("Stopped", "Stopping");
        assertThat(offers.get(4)).containsExactlyInAnyOrder("bash", "zsh", "fish");
        assertThat(offers.get(5)).containsExactly("ca one.pem");
        assertThat(offers.get(6)).containsExactly("odd store");
    }

    @ParameterizedTest
    @EnumSource
    void theDriversOptionsCanBeAskedOfTheProgram(CompletingShell shell) {
        shell.required();
        List<String> asked = new ArrayList<>();
        real("completion", "--driver", "opennebula")
                .stdout()
                .lines()
                .forEach(line -> asked.add(line.split("[=\t]", 2)[0]));
        assertThat(shell.offers(computer, "docker-machine create -d opennebula --opennebula"))
                .containsExactlyInAnyOrderElementsOf(asked);
    }
}
