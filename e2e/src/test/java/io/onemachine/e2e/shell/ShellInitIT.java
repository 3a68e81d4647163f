package io.onemachine.e2e.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.Tools;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker-machine use} and the prompt in the real shells, with the real program and a machine of a simulated cloud. */
final class ShellInitIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @BeforeAll
    static void createMachine() {
        cloud = Cloud.ofStubs(folder);
        cloud.user().create("web1", "--opennebula-template-id=0").succeeds();
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    private static Outcome inShell(UserEnvironment computer, String shell, String... lines) {
        Tools.required(shell);
        Path script = UserEnvironment.checkout().resolve("cli/target/share/docker-machine/shell-init." + shell);
        List<String> all = new ArrayList<>(List.of("source " + script));
        all.addAll(List.of(lines));
        String withoutConfiguration = switch (shell) {
            case "bash" -> "--norc";
            case "zsh" -> "-f";
            default -> "--no-config";
        };
        return computer.runWithInput("", List.of(shell, withoutConfiguration, "-c", String.join("\n", all)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theInstalledScriptIsTheOneTheProgramPrints(String shell) throws IOException {
        Path script = UserEnvironment.checkout().resolve("cli/target/share/docker-machine/shell-init." + shell);
        assertThat(cloud.user().dockerMachine("shell-init", shell).succeeds().stdout())
                .isEqualTo(Files.readString(script));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void useSetsTheVariablesOfTheShellAndUnsetsThem(String shell) {
        String url =
                cloud.user().dockerMachine("url", "web1").succeeds().stdout().strip();
        inShell(
                        cloud.user(),
                        shell,
                        "echo \"before=$DOCKER_HOST$(__docker_machine_ps1)\"",
                        "docker-machine use web1",
                        "echo \"host=$DOCKER_HOST verify=$DOCKER_TLS_VERIFY name=$DOCKER_MACHINE_NAME\"",
                        "echo \"certs=$DOCKER_CERT_PATH\"",
                        "echo \"prompt=$(__docker_machine_ps1)\"",
                        "echo \"formatted=$(__docker_machine_ps1 '<%s>')\"",
                        "docker-machine use -u",
                        "echo \"after=$DOCKER_HOST$DOCKER_TLS_VERIFY$DOCKER_CERT_PATH$DOCKER_MACHINE_NAME\"")
                .succeeds()
                .says(
                        "before=\nActive machine: web1\n",
                        "host=" + url + " verify=1 name=web1\n",
                        "certs=" + cloud.user().machine("web1") + "\n",
                        "prompt= [web1]\nformatted=<web1>\nafter=\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void errorsReachTheUserWithTheirExitCodeAndChangeNothing(String shell) {
        UserEnvironment computer = cloud.user().with("DOCKER_HOST", "tcp://before:1");
        String status = shell.equals("fish") ? "$status" : "$?";
        Outcome outcome = inShell(
                computer,
                shell,
                "docker-machine use ghost",
                "echo \"use=" + status + " host=$DOCKER_HOST\"",
                "docker-machine use --nosuch web1",
                "echo \"option=" + status + "\"",
                "docker-machine use --swarm web1",
                "echo \"swarm=" + status + " host=$DOCKER_HOST\"",
                "docker-machine -s /nosuch use web1",
                "echo \"store=" + status + "\"",
                "docker-machine ssh web1 'exit 42'",
                "echo \"ssh=" + status + "\"",
                "docker-machine status web1",
                "echo \"status=" + status + "\"");
        outcome.says(
                "use=1 host=tcp://before:1\n",
                "option=1\n",
                "swarm=1 host=tcp://before:1\n",
                "store=1\n",
                "Running\nstatus=0\n");
        outcome.complains(
                "Docker machine \"ghost\" does not exist.",
                "there is no option --nosuch",
                "\"web1\" is not a swarm master.",
                "Docker machine \"web1\" does not exist.");
        String expected = String.valueOf(
                cloud.user().dockerMachine("ssh", "web1", "exit 42").exitCode());
        outcome.says("ssh=" + expected + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void wordsArriveAtTheProgramAsTheyWereTyped(String shell) throws IOException {
        Path store = Files.createDirectories(folder.resolve("a $store's \"place\" " + shell));
        Files.createDirectories(store.resolve("machines"));
        UserEnvironment computer = cloud.user().with("STORE", store.toString());
        inShell(
                        computer,
                        shell,
                        "docker-machine -s \"$STORE\" ls -f '{{.Name}} $HOME'",
                        "docker-machine --storage-path \"$STORE\" use -u",
                        "docker-machine use --help",
                        "docker-machine version")
                .succeeds()
                .says("Usage: docker-machine use [OPTIONS] [arg...]", "docker-machine version 0.16.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void thePromptIsPrintedWithoutStartingAProgram(String shell) {
        UserEnvironment computer = cloud.user()
                .with("PATH", "/nosuch")
                .with("DOCKER_HOST", "tcp://h:1")
                .with("DOCKER_MACHINE_NAME", "odd\033%name");
        String name = shell.equals("zsh") ? "odd?%%name" : "odd?%name";
        Tools.required(shell);
        inShell(computer, shell, "__docker_machine_ps1").succeeds().says(" [" + name + "]");
    }

    @Test
    void withoutTheScriptTheProgramSaysWhatIsMissing() {
        cloud.user().dockerMachine("use", "web1").failsWith(1).complains("docker-machine shell-init --help");
    }
}
