package io.onemachine.e2e.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How commands read fleet files: where from, with which variables, and what they refuse. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class FleetFileIT {

    private static final String SECRET = "correct-horse-4711";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FleetFolder fleet;

    @BeforeAll
    static void startCloud(@TempDir Path folder) {
        cloud = Cloud.ofStubs(folder);
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @BeforeEach
    void haveAFolder(@TempDir Path folder) {
        fleet = FleetFolder.in(folder, cloud);
    }

    @AfterEach
    void clear() {
        fleet.clear();
    }

    @Test
    void theExamplesAreValid() throws IOException {
        try (Stream<Path> examples = Files.list(UserEnvironment.checkout().resolve("examples/fleet"))) {
            for (Path example : examples.sorted().toList()) {
                fleet.user()
                        .with("TEMPLATE", "debian-docker")
                        .dockerMachine("fleet", "validate", "-f", example.toString())
                        .succeeds()
                        .says(" is valid: fleet ");
            }
        }
    }

    @Test
    void aFileIsFoundByItsNameByAnOptionByAVariableOrOnStandardInput() throws IOException {
        fleet.diff().failsWith(1).complains("fleet.yaml");
        Files.writeString(fleet.folder().resolve("fleet.yml"), FleetFolder.SHOP + "machines: {one: {}}\n");
        fleet.run("fleet", "validate").succeeds().says("fleet.yml is valid", "1 machine: one");
        fleet.shop("two: {}").run("fleet", "validate").succeeds().says("fleet.yaml is valid", "1 machine: two");
        Path other = fleet.folder().resolve("other.yaml");
        Files.writeString(other, FleetFolder.SHOP + "machines: {three: {}}\n");
        fleet.user()
                .with("MACHINE_FLEET_FILE", other.toString())
                .dockerMachine("fleet", "validate")
                .succeeds()
                .says("1 machine: three");
        fleet.run("fleet", "validate", "-f", "none.yaml").failsWith(1).complains("none.yaml");

        String text = FleetFolder.SHOP + "machines: {web: {}}\n";
        standardInput(text, "apply", "-y").succeeds().says("The fleet \"shop\" differs from ", "1 created");
        standardInput(text, "diff").succeeds();
        fleet.run("fleet", "ls").succeeds().showsLine("shop +1 +-");
        standardInput(text, "apply").succeeds();
        standardInput(text, "destroy").failsWith(1).complains("Nothing was changed");
        standardInput(text, "destroy", "-y").succeeds();
        assertThat(cloud.api().vms()).isEmpty();
    }

    @Test
    void variablesComeFromTheEnvironmentThenFromTheirFileThenFromTheirDefault() throws IOException {
        Path variables = fleet.folder().resolve("variables.env");
        fleet.write("""
                name: ${FLEET:-shop}
                defaults:
                  options: {template-id: "${TEMPLATE:?which template}"}
                  engine: {install-url: none}
                machines:
                  web:
                    count: ${WEBS:-1}
                    names: web{n}
                    labels: [price=5$$, "tier=${TIER:-none}"]
                """);
        fleet.run("fleet", "validate").failsWith(1).complains("fleet.yaml:3:26: ", "TEMPLATE", "which template");
        Files.writeString(variables, "# of the file\nTEMPLATE=1\nWEBS=3\nTIER='front'\n");
        fleet.run("fleet", "validate", "--env-file", "variables.env").succeeds().says("3 machines: web1 web2 web3");
        fleet.run("fleet", "validate", "--env-file", "none.env").failsWith(1).complains("none.env");

        FleetFolder with =
                new FleetFolder(cloud, fleet.user().with(Map.of("WEBS", "2", "FLEET", "own")), fleet.folder());
        with.run("fleet", "validate", "--env-file", "variables.env")
                .succeeds()
                .says("fleet \"own\", 2 machines: web1 web2");
        with.apply("--env-file", "variables.env", "web2").succeeds().says("1 created");
        assertThat(with.run("label", "web2").succeeds().stdout().lines())
                .containsExactlyInAnyOrder("price=5$", "tier=front");
        with.diff("--env-file", "variables.env", "web2").succeeds();
    }

    /** Each alias stands for ten of the one before: a thousand million texts. */
    @Test
    void aFileThatUnfoldsToAThousandMillionTextsIsRefusedAtOnceWithItsPlace() {
        StringBuilder bomb = new StringBuilder("name: bomb\nx-0: &x0 [" + "lol, ".repeat(9) + "lol]\n");
        IntStream.range(1, 9)
                .forEach(i -> bomb.append("x-%d: &x%d [".formatted(i, i))
                        .append("*x%d, ".formatted(i - 1).repeat(9))
                        .append("*x%d]\n".formatted(i - 1)));
        fleet.write(bomb + "machines:\n  web: {labels: *x8}\n");

        for (String command : List.of("diff", "apply", "destroy")) {
            Outcome refused = fleet.user()
                    .with("JAVA_TOOL_OPTIONS", "-Xmx96m")
                    .dockerMachine(command)
                    .answers(1);
            assertThat(refused.stderr())
                    .containsPattern("fleet.yaml:\\d+:\\d+: ")
                    .hasSizeLessThan(1_000);
        }
        // An anchor in itself has no end at all.
        fleet.write("name: bomb\nx: &x\n  <<: *x\nmachines: {web: *x}\n");
        assertThat(fleet.run("fleet", "validate").failsWith(1).stderr()).contains("fleet.yaml:");
    }

    @Test
    void everyMistakeIsReportedWithItsPlaceAndNothingIsAsked() {
        fleet.write("""
                name: shop
                defaults:
                  optons: {memory: 1024}
                  options: {memroy: 1024, disable-vnc: perhaps}
                machines:
                  web: {count: 2, names: web}
                  db: {lease: soon, labels: [tier]}
                  "bad_name": {state: off}
                """);
        Map<String, Integer> calls = fleet.callsOf(() -> fleet.diff()
                .failsWith(1)
                .complains(
                        "fleet.yaml:3:3: unknown key \"optons\"",
                        "Did you mean \"options\"?",
                        "fleet.yaml:4:13: the driver \"opennebula\" has no option \"memroy\"",
                        "Did you mean \"memory\"?",
                        "disable-vnc must be true or false, not \"perhaps\"",
                        "fleet.yaml:6:",
                        "fleet.yaml:7:15: lease must be a duration",
                        "fleet.yaml:8:"));
        assertThat(calls).isEmpty();

        fleet.write("name: shop\nmachines:\n  web: {}\n  web: {}\n")
                .diff()
                .failsWith(1)
                .complains("fleet.yaml:4:");
        fleet.write("name: shop\nmachines: {web: [}\n").diff().failsWith(1).complains("fleet.yaml:2:");
        fleet.write("name: shop\nmachines: !!java.net.URL [x]\n")
                .diff()
                .failsWith(1)
                .complains("fleet.yaml:2:");
    }

    @Test
    void aPasswordInTheFileIsRefusedAndShownNowhere() {
        for (String key : List.of("password", "opennebula-password")) {
            fleet.write("name: shop\nmachines:\n  web: {options: {template-id: 1, %s: %s}}\n".formatted(key, SECRET));
            for (String command : List.of("diff", "apply", "destroy")) {
                Outcome refused = fleet.user()
                        .dockerMachine("--debug", command)
                        .complains("fleet.yaml:3:", "the secret " + key, "ONE_AUTH");
                assertThat(refused.exitCode()).isEqualTo(1);
                assertThat(refused.stdout() + refused.stderr()).doesNotContain(SECRET);
            }
            assertThat(fleet.run("fleet", "validate").failsWith(1).toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void theCredentialsOfTheUserAreInNoOutputAndInNoFileOfTheStore() throws IOException {
        String auth = Files.readString(Path.of(cloud.access("alice").getOrDefault("ONE_AUTH", "")))
                .strip();
        String password = auth.substring(auth.indexOf(':') + 1);
        assertThat(password).isEqualTo("opennebula-alice");
        // Given by value, as in CI.
        FleetFolder given = new FleetFolder(cloud, fleet.user().with("ONE_AUTH", auth), fleet.folder());
        given.shop("web: {labels: [a=b]}");

        Outcome applied = given.user().dockerMachine("--debug", "apply", "-y");
        given.shop("web: {labels: [a=c], options: {memory: 2048}}");
        Outcome changed = given.user().dockerMachine("--debug", "apply", "-y");
        Outcome exported = given.run("fleet", "export", "web");
        Outcome same = given.diff("--format", "json");

        for (Outcome outcome : List.of(applied, changed, exported, same)) {
            assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
            assertThat(outcome.stdout() + outcome.stderr()).doesNotContain(password);
        }
        try (Stream<Path> files = Files.walk(given.user().store())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), UTF_8))
                        .as(file.toString())
                        .doesNotContain(password);
            }
        }
        assertThat(OpenNebulaApi.element(given.document("web"), "USER_TEMPLATE"))
                .doesNotContain(password);
    }

    private Outcome standardInput(String text, String command, String... options) {
        return fleet.user()
                .runWithInput(
                        text,
                        Stream.concat(Stream.of("docker-machine", command, "-f", "-"), Stream.of(options))
                                .toList());
    }
}
