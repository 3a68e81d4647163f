package io.onemachine.e2e.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output of docker-machine 0.16.2 that scripts, installers and runners read, in addition to the recorded cases. */
final class CommandTextsIT {
    private static final String EXAMPLE = "tcp://192.0.2.7:2376";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static UserEnvironment user;

    @TempDir
    Path own = Path.of("");

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofStubs(folder);
        user = cloud.user().with("SHELL", "/bin/bash");
        user.create("m", "--opennebula-template-id=0").succeeds();
        user.create("off", "--opennebula-template-id=0").succeeds();
        user.dockerMachine("stop", "off").succeeds();
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    private UserEnvironment computer() {
        return UserEnvironment.in(own).with("SHELL", "/bin/bash");
    }

    @Test
    void driverNoneTakesAnyUrl() {
        List<String> urls = List.of("none", "localhost", "localhost:2376", "localhost:…", "a b", "tcp://");
        for (String url : urls) {
            String name = "n" + urls.indexOf(url);
            computer()
                    .dockerMachine("create", "-d", "none", "--url", url, name)
                    .succeeds()
                    .says("--url: \"" + url + "\" is not the URL of an engine");
            assertThat(computer().dockerMachine("url", name).succeeds().stdout())
                    .isEqualTo(url + "\n");
            computer()
                    .dockerMachine("config", name)
                    .failsWith(1)
                    .complains(
                            "Error running connection boilerplate: Error checking and/or regenerating the certs: ",
                            url);
        }
        Outcome listed = computer().dockerMachine("ls").succeeds();
        assertThat(listed.stdout().lines().skip(1))
                .hasSize(urls.size())
                .allMatch(line -> line.matches("n. +- +none +Running .* is not .*"));
    }

    @Test
    void everyCommandHasAnAnswerForAMachineWithoutAnEngine() {
        computer().dockerMachine("create", "-d", "none", "--url", "none", "n").succeeds();

        computer().dockerMachine("ls", "-q").succeeds().says("n\n");
        assertThat(computer().dockerMachine("ip", "n").succeeds().stdout()).isEqualTo("\n");
        computer().dockerMachine("status", "n").succeeds().says("Running\n");
        computer()
                .dockerMachine("inspect", "n", "-f", "{{.Driver.URL}}")
                .succeeds()
                .says("none\n");
        computer()
                .dockerMachine("env", "n")
                .failsWith(1)
                .complains("Error checking TLS connection: Error checking and/or regenerating the certs: ");
        computer().dockerMachine("version", "n").failsWith(1).complains("Unable to query docker version: ");
        for (String command : List.of("upgrade", "provision", "start", "stop", "kill", "restart", "ssh")) {
            computer().dockerMachine(command, "n").failsWith(1);
        }
        computer().dockerMachine("regenerate-certs", "-f", "n").failsWith(1);
        computer().dockerMachine("rm", "-y", "n").succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"::bad", "tcp://[bad", "192.0.2.7:2376", "tcp://a b:1"})
    void urlsThatGoCannotReadAreRefusedInItsWords(String url) {
        computer()
                .dockerMachine("create", "-d", "none", "--url", url, "n")
                .failsWith(1)
                .complains("Error setting machine configuration from flags provided: parse \"" + url + "\": ", EXAMPLE);
        assertThat(computer().store()).doesNotExist();
    }

    @Test
    void driverNoneWithoutAnyUrlIsAnError() {
        computer()
                .dockerMachine("create", "-d", "none", "--url", "", "n")
                .failsWith(1)
                .complains("--url option is required when no driver is selected");
    }

    /** The CA that GitLab's set-ups create first. */
    @Test
    void aMachineOfUrlNoneCreatesTheCa() {
        computer()
                .dockerMachine("create", "--driver", "none", "--url", "localhost", "dummy-machine")
                .succeeds();
        assertThat(computer().store().resolve("certs/ca.pem")).exists();
        computer().dockerMachine("rm", "-y", "dummy-machine").succeeds();
        assertThat(computer().store().resolve("certs/ca.pem")).exists();
    }

    @Test
    void aCertificateErrorOfDriverNoneAdvisesWhatCanWork() {
        computer()
                .dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "n")
                .succeeds();

        Outcome outcome = computer().dockerMachine("env", "n").failsWith(1);

        outcome.complains(
                "validating certificates for host \"127.0.0.1:1\": dial tcp 127.0.0.1:1: connect: connection refused",
                computer().store().resolve("certs/ca.pem").toString());
        assertThat(outcome.stderr()).doesNotContain("regenerate-certs");
    }

    @Test
    void theHelpPageHasTheLinesThatScriptsLookFor() {
        for (List<String> typed : List.of(List.<String>of(), List.of("help"), List.of("--help"))) {
            List<String> lines = computer()
                    .dockerMachine(typed.toArray(String[]::new))
                    .succeeds()
                    .stdout()
                    .lines()
                    .toList();
            assertThat(lines)
                    .contains(
                            "Usage: docker-machine [OPTIONS] COMMAND [arg...]",
                            "Create and manage machines running Docker.",
                            "Options:",
                            "Commands:",
                            "Run 'docker-machine COMMAND --help' for more information on a command.")
                    .anyMatch(line -> line.startsWith("Version: 0.16.2, build "));
        }
    }

    @Test
    void theVersionIsTheGoProgramsUpToTheComma() {
        for (String typed : List.of("version", "--version", "-v")) {
            assertThat(computer().dockerMachine(typed).succeeds().stdout())
                    .matches("docker-machine version 0\\.16\\.2, build onemachine-\\S+\n");
        }
        computer().dockerMachine("version", "--format", "json").succeeds().says("{\"version\":\"0.16.2\",\"build\":");
    }

    @Test
    void theVersionOfAMachineThatCannotBeAskedHasTheOldPrefix() throws IOException {
        Path config = computer().machine("gone").resolve("config.json");
        computer()
                .dockerMachine("create", "-d", "none", "--url", "tcp://127.0.0.1:1", "gone")
                .succeeds();
        computer()
                .dockerMachine("version", "gone")
                .failsWith(1)
                .complains("Unable to query docker version: Cannot connect to the docker engine endpoint");
        Files.writeString(
                config, Files.readString(config).replace("\"DriverName\": \"none\"", "\"DriverName\": \"gone\""));
        computer()
                .dockerMachine("version", "gone")
                .failsWith(1)
                .complains("Unable to query docker version: Driver \"gone\" not found.");
        user.dockerMachine("version", "off")
                .failsWith(1)
                .complains("Unable to query docker version: Host is not running");
    }

    @Test
    void configOfAMissingSwarmPrintsNothing() {
        Outcome outcome =
                user.dockerMachine("config", "--swarm", "m").failsWith(1).complains("is not a swarm master");
        assertThat(outcome.stdout()).isEmpty();
        user.dockerMachine("config", "m").succeeds().says("--tlsverify\n", "-H=tcp://");
    }

    @Test
    void envCalledByAPathPrintsThatPath() throws IOException {
        assertThat(lastLine(user.dockerMachine("env", "m").succeeds())).isEqualTo("# eval $(docker-machine env m)");

        Path link = Files.createSymbolicLink(
                own.resolve("docker-machine"), UserEnvironment.checkout().resolve("bin/docker-machine"));
        assertThat(lastLine(user.run(link.toString(), "env", "m").succeeds()))
                .isEqualTo("# eval $(" + link + " env m)");

        Path odd = Files.createDirectories(own.resolve("a 'b' $(c)")).resolve("docker-machine");
        Files.createSymbolicLink(odd, UserEnvironment.checkout().resolve("bin/docker-machine"));
        String hint = lastLine(user.run(odd.toString(), "env", "m").succeeds());
        Outcome evaluated = user.run("bash", "-c", hint.substring("# ".length()) + " && echo \"$DOCKER_MACHINE_NAME\"");
        assertThat(evaluated.succeeds().stdout()).isEqualTo("m\n");
    }

    @Test
    void envWithoutAShellPrintsLinesForShAndSaysSo() {
        UserEnvironment cron = user.with("SHELL", "");
        for (String quoted : List.of("eval $(docker-machine env m)", "eval \"$(docker-machine env m)\"")) {
            assertThat(cron.run("sh", "-c", quoted + "; echo \"$DOCKER_MACHINE_NAME\"")
                            .succeeds()
                            .stdout())
                    .isEqualTo("m\n");
        }
        cron.dockerMachine("env", "m").succeeds().showsLine("# SHELL is not set: these lines are for sh, .*");
        cron.dockerMachine("env", "-u").succeeds().says("unset DOCKER_HOST\n", "# SHELL is not set: ");
        assertThat(cron.dockerMachine("env", "--shell", "fish", "m").succeeds().stdout())
                .doesNotContain("SHELL is not");
    }

    @Test
    void theAddressOfAStoppedMachineIsAsItsUrl() {
        user.dockerMachine("url", "off").failsWith(1).complains("Host is not running");
        user.dockerMachine("env", "off").failsWith(1).complains("Host is not running");
        assertThat(user.dockerMachine("ip", "off")
                        .failsWith(1)
                        .complains("Error getting IP address: Host is not running")
                        .stdout())
                .isEmpty();
        assertThat(user.dockerMachine("ip", "off", "m").failsWith(1).stdout().lines())
                .hasSize(1);
    }

    @Test
    void createWithoutANameSaysSoFirst() {
        Outcome outcome = computer().dockerMachine("create", "-d", "none").failsWith(1);

        assertThat(outcome.stderr()).startsWith("Error: No machine name specified\n");
        assertThat(outcome.stdout()).isEqualTo("Usage: docker-machine create [OPTIONS] [arg...]\n");
        String both = computer().run("sh", "-c", "docker-machine create 2>&1").stdout();
        assertThat(both).startsWith("Error: No machine name specified\n");
        assertThat(both.lines().count()).isLessThan(5);
    }

    @Test
    void anInvalidNameIsNamed() {
        computer()
                .dockerMachine("create", "-d", "none", "--url", EXAMPLE, "bad_name")
                .failsWith(1)
                .complains(
                        "Error creating machine: Invalid hostname specified. Allowed hostname chars are: 0-9a-zA-Z . -\n",
                        "\"bad_name\"");
    }

    @Test
    void severalMachinesShareOneCaThatIsReportedOnce() {
        Outcome created = computer()
                .dockerMachine("create", "-d", "none", "--url", EXAMPLE, "a", "b", "c")
                .succeeds();
        for (String line : List.of("Creating CA: ", "Creating client certificate: ")) {
            assertThat(created.stdout().lines())
                    .filteredOn(text -> text.startsWith(line))
                    .hasSize(1);
        }
    }

    @Test
    void filtersApplyToMachinesThatCannotBeLoaded() throws IOException {
        computer()
                .dockerMachine("create", "-d", "none", "--url", EXAMPLE, "good")
                .succeeds();
        Files.writeString(Files.createDirectories(computer().machine("bad")).resolve("config.json"), "{");

        for (String shows : List.of("name=bad", "state=Error")) {
            computer()
                    .dockerMachine("ls", "-t", "1", "--filter", shows)
                    .succeeds()
                    .showsLine("bad .* Error .*");
        }
        for (String hides :
                List.of("name=good", "driver=none", "state=Running", "swarm=good", "label=a", "label=a=b")) {
            assertThat(computer()
                            .dockerMachine("ls", "-t", "1", "--filter", hides)
                            .succeeds()
                            .stdout())
                    .as(hides)
                    .doesNotContain("bad");
        }
        computer().dockerMachine("ls", "-t", "1").succeeds().showsLine("bad .* Error .*");
    }

    @Test
    void aFolderBelowHomeIsMountedAsScpCopiesIt() throws IOException {
        Path programs = Files.createDirectories(own.resolve("stand-ins"));
        Path sshfs = Files.writeString(
                programs.resolve("sshfs"),
                "#!/bin/sh\nfor last; do before=$word word=$last; done\necho \"$before|$word\"\n");
        Files.setPosixFilePermissions(sshfs, PosixFilePermissions.fromString("rwxr-xr-x"));
        UserEnvironment mounting = user.with("PATH", programs + ":" + UserEnvironment.path());

        assertThat(mounting.dockerMachine("mount", "m:~/x/y", "here").succeeds().stdout())
                .matches("docker@[0-9.]+:x/y\\|here\n");
        assertThat(mounting.dockerMachine("mount", "m:~", "here").succeeds().stdout())
                .matches("docker@[0-9.]+:\\|here\n");
        assertThat(mounting.dockerMachine("mount", "m:/~/x", "here").succeeds().stdout())
                .matches("docker@[0-9.]+:/~/x\\|here\n");
        assertThat(mounting.dockerMachine("mount", "m:~/x").succeeds().stdout())
                .matches("docker@[0-9.]+:x\\|.*/home/x\n");
    }

    @Test
    void theHintOfUserInputsListsTheChoices() {
        int asking = cloud.api().registerTemplate("""
                NAME="asking"
                CPU="1"
                MEMORY="512"
                DISK=[IMAGE_ID="0"]
                NIC=[NETWORK="public"]
                USER_INPUTS=[SIZE="M|list|how large|small,large|",DB="M|text|name of the database"]
                """);
        Outcome outcome =
                user.create("asked", "--opennebula-template-id=" + asking).failsWith(3);
        assertThat(outcome.stderr())
                .contains("--opennebula-input DB=VALUE --opennebula-input SIZE=VALUE; SIZE is one of small,large.\n")
                .doesNotContain("..");
    }

    private static String lastLine(Outcome outcome) {
        return outcome.stdout().lines().reduce((one, other) -> other).orElse("");
    }
}
