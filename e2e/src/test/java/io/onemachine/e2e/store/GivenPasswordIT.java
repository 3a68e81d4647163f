package io.onemachine.e2e.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user and a password that were given to {@code create} by option serve all later commands, whatever the environment has. */
final class GivenPasswordIT {

    private static final String SECRET = "opennebula-alice";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path shared;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    /** A user without variables and files of OpenNebula's credentials. */
    @SuppressWarnings("NullAway.Init") // set before each test
    private UserEnvironment unconfigured;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofStubs(shared);
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @BeforeEach
    void haveAnEmptyEnvironment() {
        unconfigured = UserEnvironment.in(folder);
    }

    @AfterEach
    void nothingIsLeft() {
        cloud.control().clearFaults();
        List<Integer> left = cloud.api().vms();
        left.forEach(cloud.api()::terminate);
        assertThat(left).as("VMs").isEmpty();
    }

    @Test
    void gitLabRunnersSequenceLeavesNoVm() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(unconfigured.dockerMachine(
                "--bugsnag-api-token=no-report",
                "create",
                "--driver",
                "opennebula",
                "--opennebula-user=alice",
                "--opennebula-password=" + SECRET,
                "--opennebula-xmlrpcurl=" + cloud.endpoint(),
                "--opennebula-template-id=0",
                "runner-1"));
        for (List<String> command : List.of(
                List.of("config", "runner-1"),
                List.of("url", "runner-1"),
                List.of("inspect", "runner-1", "-f", "{{.HostOptions.AuthOptions.StorePath}}"),
                List.of("inspect", "runner-1"),
                List.of("status", "runner-1"),
                List.of("ip", "runner-1"),
                List.of("ls", "--format", "{{.Name}} {{.State}} {{.Error}}"),
                List.of("ssh", "runner-1", "true"),
                List.of("kill", "runner-1"),
                List.of("start", "runner-1"),
                List.of("restart", "runner-1"),
                List.of("stop", "runner-1"),
                List.of("rm", "-y", "runner-1"))) {
            outcomes.add(unconfigured.dockerMachine(command.toArray(String[]::new)));
        }
        for (Outcome outcome : outcomes) {
            outcome.succeeds();
            assertThat(outcome.stdout() + outcome.stderr())
                    .as("%s", outcome.command())
                    .doesNotContain(SECRET);
        }
        assertThat(outcomes.get(7).stdout()).isEqualTo("runner-1 Running \n");
        assertThat(cloud.api().vms()).isEmpty();
        assertThat(unconfigured.machine("runner-1")).doesNotExist();
    }

    @Test
    void removalByForceRemovesTheVm() {
        create("m").succeeds();
        unconfigured.dockerMachine("rm", "-f", "m").succeeds();
        assertThat(unconfigured.machine("m")).doesNotExist();
    }

    @Test
    void theMachinesOwnAccountIsUsedWhateverTheEnvironmentHas() {
        Map<String, String> others = Map.of(
                "ONE_AUTH",
                "oneadmin:wrong",
                "ONE_USER",
                "oneadmin",
                "ONE_PASSWORD",
                "wrong",
                "ONE_XMLRPC",
                "http://[::1]:1/");
        UserEnvironment other = unconfigured.with(others);
        other.create("m", options()).succeeds();
        assertThat(OpenNebulaApi.element(cloud.api().vm(cloud.api().vms().getFirst()), "UNAME"))
                .isEqualTo("alice");
        assertThat(other.dockerMachine("status", "m").succeeds().stdout()).isEqualTo("Running\n");
        other.dockerMachine("rm", "-y", "m").succeeds();
    }

    @Test
    void aStoreThatWasMovedStillHasIt() throws IOException {
        create("m").succeeds();
        Path moved = folder.resolve("moved");
        Files.move(unconfigured.store(), moved);
        UserEnvironment there = unconfigured.with("MACHINE_STORAGE_PATH", moved.toString());
        assertThat(there.dockerMachine("status", "m").succeeds().stdout()).isEqualTo("Running\n");
        there.dockerMachine("rm", "-y", "m").succeeds();
    }

    @Test
    void gcAsksWithTheAccountsOfTheMachines() throws IOException {
        create("lost").succeeds();
        create("kept").succeeds();
        Files.move(unconfigured.machine("lost"), folder.resolve("elsewhere"));
        unconfigured.dockerMachine("gc", "--dry-run").succeeds().says("lost");

        Path file = unconfigured.machine("kept").resolve("credentials");
        String content = Files.readString(file);
        Files.writeString(file, content.replace(SECRET, "former"));
        unconfigured.dockerMachine("gc", "--dry-run").failsWith(1).complains(file.toString());
        unconfigured
                .dockerMachine(
                        "gc",
                        "-y",
                        "--opennebula-user=alice",
                        "--opennebula-password=" + SECRET,
                        "--opennebula-xmlrpcurl=" + cloud.endpoint())
                .succeeds()
                .says("lost");
        Files.writeString(file, content);
        assertThat(cloud.api().vms()).hasSize(1);

        // One that says it is another machine does not get that one's password.
        Path stranger = Files.createDirectories(unconfigured.machine("stranger"));
        Files.copy(unconfigured.machine("kept").resolve("config.json"), stranger.resolve("config.json"));
        unconfigured
                .dockerMachine("gc", "--dry-run")
                .failsWith(1)
                .complains("cannot sign in to OpenNebula for machine \"stranger\"");
        unconfigured.dockerMachine("rm", "-y", "kept").succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ONE_STORE_PASSWORD"})
    void nothingIsKeptWhereThatIsAskedFor(String variable) throws IOException {
        UserEnvironment user = variable.isEmpty() ? unconfigured : unconfigured.with(variable, "false");
        List<String> options = new ArrayList<>(List.of(options()));
        if (variable.isEmpty()) {
            options.add("--opennebula-store-password=false");
        }
        user.create("m", options.toArray(String[]::new))
                .succeeds()
                .says("The password that --opennebula-password gave is not written to the store.");
        assertThat(unconfigured.machine("m").resolve("credentials")).doesNotExist();
        assertThat(Files.readString(unconfigured.machine("m").resolve("config.json")))
                .doesNotContain(SECRET);
        unconfigured
                .dockerMachine("stop", "m")
                .failsWith(1)
                .complains("the password of user \"alice\" (from config.json) was not kept", "ONE_PASSWORD");
        unconfigured.with("ONE_PASSWORD", SECRET).dockerMachine("rm", "-y", "m").succeeds();
    }

    @Test
    void aFileThatCannotBeUsedIsNamed() throws IOException {
        create("m").succeeds();
        Path file = unconfigured.machine("m").resolve("credentials");
        String content = Files.readString(file);
        UserEnvironment withAuth = unconfigured.with("ONE_AUTH", "alice:" + SECRET);

        Files.writeString(file, "alice:" + SECRET);
        unconfigured
                .dockerMachine("status", "m")
                .failsWith(1)
                .complains("Cannot use " + file + ": it is not a JSON object in UTF-8", "ONE_PASSWORD is not set");
        Outcome inDetail = unconfigured.dockerMachine("--debug", "status", "m");
        assertThat(inDetail.stdout() + inDetail.stderr())
                .contains(file.toString())
                .doesNotContain(SECRET);
        assertThat(withAuth.dockerMachine("status", "m").succeeds().stdout()).isEqualTo("Running\n");

        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), content);
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);
        unconfigured
                .dockerMachine("status", "m")
                .failsWith(1)
                .complains("Cannot use " + file + ": it is a symbolic link");
        assertThat(withAuth.dockerMachine("--debug", "status", "m").stderr())
                .contains("(from ONE_AUTH (Cannot use " + file + ": it is a symbolic link))");
        withAuth.dockerMachine("rm", "-y", "m").succeeds();
        assertThat(elsewhere).hasContent(content);
    }

    @Test
    void aPasswordThatHasChangedCanBeGivenInTwoWays() throws IOException {
        create("m").succeeds();
        Path file = unconfigured.machine("m").resolve("credentials");
        String content = Files.readString(file);
        Files.writeString(file, content.replace(SECRET, "former"));

        unconfigured
                .dockerMachine("rm", "-y", "m")
                .failsWith(1)
                .complains("does not accept the user \"alice\" with the password or token from " + file)
                .complains("set ONE_AUTH to alice:PASSWORD or to a file with it, or write the new one into " + file);
        Outcome inDetail = unconfigured.dockerMachine("--debug", "status", "m");
        assertThat(inDetail.stdout() + inDetail.stderr()).contains("alice").doesNotContain("former");
        unconfigured
                .with("ONE_AUTH", "alice:wrong")
                .dockerMachine("stop", "m")
                .failsWith(1)
                .complains("from " + file + ", nor with that from ONE_AUTH");
        unconfigured
                .with("ONE_AUTH", "alice:" + SECRET)
                .dockerMachine("stop", "m")
                .succeeds();

        Files.writeString(file, content);
        unconfigured.dockerMachine("rm", "-y", "m").succeeds();
    }

    @Test
    void aCreationThatFailsLeavesNoFile() {
        unconfigured.create("m", options("--opennebula-template-name=nosuch")).failsWith(3);
        assertThat(unconfigured.machine("m")).doesNotExist();

        cloud.devcloud("fault", "add", "vm.boot", "fail", "no space left").succeeds();
        create("m").failsWith(1).complains("no space left", "was removed again");
        assertThat(unconfigured.store().resolve("machines")).isEmptyDirectory();
    }

    @Test
    void aFileThatOthersCanReadIsReported() throws IOException {
        create("m").succeeds();
        Path file = unconfigured.machine("m").resolve("credentials");
        assertThat(file.toFile().setReadable(true, false)).isTrue();
        unconfigured
                .dockerMachine("rm", "-y", "m")
                .succeeds()
                .says("Every user of this computer can read " + file + ", which is secret: chmod 600 " + file);
    }

    private Outcome create(String name) {
        return unconfigured.create(name, options());
    }

    private static String[] options() {
        return options("--opennebula-template-id=1");
    }

    private static String[] options(String template) {
        return new String[] {
            "--opennebula-user=alice",
            "--opennebula-password=" + SECRET,
            "--opennebula-xmlrpcurl=" + cloud.endpoint(),
            "--engine-install-url=none",
            template
        };
    }
}
