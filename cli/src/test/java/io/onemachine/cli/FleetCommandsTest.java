package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.Program;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.OperationInterruptedException;
import io.onemachine.machine.host.RestartRequiredException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about fleets: exit codes, questions, output, and where the file comes from. */
final class FleetCommandsTest extends ProgramFixture {
    private static final String HEAD = "name: shop\ndefaults: {driver: scripted}\nmachines:\n";
    private static final String TWO = "  web: {count: 2}\n";

    private String file(String machines) {
        Path file = folder.resolve("shop.yaml");
        try {
            Files.writeString(file, HEAD + machines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    private Outcome run(String command, String machines, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "-f", file(machines)));
        words.addAll(List.of(more));
        return program().run(words.toArray(String[]::new));
    }

    private void applied(String machines) {
        Outcome outcome = run("apply", machines, "-y");
        assertThat(outcome.exit()).as(outcome.stdout() + outcome.stderr()).isZero();
    }

    private static void changeScript(String machine) {
        throw new DriverException(machine + " cannot be changed");
    }

    @Test
    void diffSaysWhetherAnythingDiffersByItsExitCode() {
        Outcome before = run("diff", TWO);
        assertThat(before.exit()).isEqualTo(2);
        assertThat(before.stdout().lines())
                .containsExactly(
                        "The fleet \"shop\" differs from " + folder.resolve("shop.yaml") + ":",
                        "  + web-1: create",
                        "  + web-2: create");
        assertThat(program().run("ls", "-q").stdout()).isEmpty();
        applied(TWO);

        Outcome after = run("diff", TWO);

        assertThat(after.exit()).isZero();
        assertThat(after.stdout()).isEqualTo("The fleet \"shop\" is as " + folder.resolve("shop.yaml") + " says.\n");
        assertThat(run("diff", "  web: {cuont: 2}\n").exit()).isEqualTo(1);
    }

    @Test
    void aFrontEndThatIsUnreachableIsOneErrorAndExitCodeOne() {
        applied(TWO);
        driver.on("state", machine -> {
            throw new DriverException("cannot reach the cloud");
        });

        Outcome outcome = run("diff", TWO);

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr().lines()).containsExactly("cannot reach the cloud");
    }

    @Test
    void thePlanIsJsonForPrograms() {
        applied(TWO);

        Outcome outcome = run("diff", "  www: {names: web-1, options: {size: large}}\n", "--format", "json");

        assertThat(outcome.exit()).isEqualTo(2);
        JsonObject plan = new Gson().fromJson(outcome.stdout(), JsonObject.class);
        assertThat(plan.get("fleet").getAsString()).isEqualTo("shop");
        assertThat(plan.get("same").getAsBoolean()).isFalse();
        assertThat(plan.getAsJsonArray("warnings")).isEmpty();
        JsonArray actions = plan.getAsJsonArray("actions");
        assertThat(actions.toString())
                .isEqualTo("[{\"machine\":\"web-1\",\"action\":\"change\",\"group\":\"www\",\"differences\":"
                        + "[{\"setting\":\"group\",\"present\":\"web\",\"wanted\":\"www\",\"effect\":\"live\",\"drift\":false}]},"
                        + "{\"machine\":\"web-1\",\"action\":\"replace\",\"group\":\"www\",\"needs\":\"replace\",\"differences\":"
                        + "[{\"setting\":\"size\",\"present\":\"small\",\"wanted\":\"large\",\"effect\":\"replace\",\"drift\":false}]},"
                        + "{\"machine\":\"web-2\",\"action\":\"remove\",\"reason\":\"it is not in "
                        + folder.resolve("shop.yaml") + "\",\"needs\":\"prune\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n\n", "\n", "perhaps\n"})
    void withoutYesNothingIsChanged(String answer) {
        Outcome outcome = program().input(answer).run("apply", "-f", file(TWO));

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).endsWith("Are you sure? (y/n): ");
        assertThat(outcome.stderr()).contains("Nothing was changed");
        assertThat(program().run("ls", "-q").stdout()).isEmpty();
    }

    @Test
    void yesAppliesAndASecondRunDoesNotAsk() {
        Outcome outcome = program().input("y\n").run("apply", "-f", file(TWO));

        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).endsWith("Fleet \"shop\": 2 created.\n");
        Outcome second = run("apply", TWO);
        assertThat(second.exit()).isZero();
        assertThat(second.stdout()).doesNotContain("Are you sure").contains("is as");
    }

    @Test
    void whatNeedsAnOptionIsLeftWithExitCodeTwo() {
        applied(TWO);

        Outcome left = run("apply", "  web: {count: 1, options: {size: large}}\n");

        assertThat(left.exit()).isEqualTo(2);
        assertThat(left.stdout().lines())
                .contains(
                        "  ! web-1: remove and create again (needs --replace web-1)",
                        "      size: small → large",
                        "  - web-2: remove, as it is not in " + folder.resolve("shop.yaml") + " (needs --prune)")
                .noneMatch(line -> line.contains("Are you sure"));
        Outcome done =
                run("apply", "  web: {count: 1, options: {size: large}}\n", "-y", "--prune", "--replace", "web-1");
        assertThat(done.exit()).as(done.stderr()).isZero();
        assertThat(done.stdout()).endsWith("Fleet \"shop\": 1 replaced, 1 removed.\n");
        assertThat(driver.optionsOf("web-1").string("scripted-size")).isEqualTo("large");
        assertThat(program().run("ls", "-q").stdout()).isEqualTo("web-1\n");
    }

    @Test
    void aSizeThatNeedsARestartIsLeftWithExitCodeTwo() {
        driver.effects.put("scripted-port", OptionEffect.MEMORY);
        driver.careOf("db");
        applied("  db: {options: {port: 1024}}\n");
        driver.careOf("db").refusal =
                Optional.of(new RestartRequiredException("it runs", new DriverException("not while it runs")));

        Outcome left = run("apply", "  db: {options: {port: 2048}}\n", "-y");

        assertThat(left.exit()).isEqualTo(2);
        assertThat(left.stdout())
                .endsWith("Left as it is: Machine \"db\": its host has to be restarted; port: 1024 → 2048\n");
    }

    @Test
    void aFailedCheckIsExitCodeThreeAndCreatesNothing() {
        driver.on("check", machine -> {
            if (machine.equals("web-2")) {
                throw new DriverException("no such template");
            }
        });

        Outcome outcome = run("apply", TWO, "-y");

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.stdout()).endsWith("Fleet \"shop\": nothing done, 2 failed.\n");
        assertThat(outcome.stderr()).contains("no such template");
        assertThat(program().run("ls", "-q").stdout()).isEmpty();
    }

    @Test
    void aFailureIsExitCodeOneAndTheNextRunGoesOn() {
        driver.on("stop", FleetCommandsTest::changeScript);

        Outcome outcome = run("apply", "  web: {count: 2}\n  db: {state: stopped}\n", "-y", "--parallel", "1");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).endsWith("Fleet \"shop\": 2 created, 1 failed.\n");
        assertThat(outcome.stderr()).contains("db cannot be changed");
        driver.on("stop", machine -> {});
        Outcome second = run("apply", "  web: {count: 2}\n  db: {state: stopped}\n", "-y");
        assertThat(second.exit()).isZero();
        assertThat(second.stdout()).endsWith("Fleet \"shop\": 1 changed.\n");
    }

    @Test
    void anInterruptIsExitCode130() throws ExecutionException, InterruptedException {
        CountDownLatch creating = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        driver.on("create", machine -> {
            creating.countDown();
            await(never);
        });
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        String path = file(TWO);
        Thread command =
                Thread.ofVirtual().start(() -> outcome.complete(program().run("apply", "-y", "-f", path)));

        creating.await();
        command.interrupt();

        assertThat(outcome.get().exit()).isEqualTo(130);
        driver.on("create", machine -> {});
        applied(TWO);
        assertThat(program().run("ls", "-q").stdout()).isEqualTo("web-1\nweb-2\n");
    }

    @Test
    void anInterruptDuringTheComparisonIsExitCode130() {
        applied(TWO);
        driver.on("state", machine -> {
            throw new OperationInterruptedException("asking the cloud");
        });

        assertThat(run("apply", TWO, "-y").exit()).isEqualTo(130);
    }

    @Test
    void aMachineToReplaceMustBeInTheFile() {
        Outcome outcome = run("apply", TWO, "-y", "--replace", "web-3");

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.stderr()).contains("--replace: there is no machine \"web-3\" in ");
        assertThat(program().run("ls", "-q").stdout()).isEmpty();
    }

    @Test
    void argumentsNameMachines() {
        Outcome one = run("apply", TWO, "-y", "web-2");
        assertThat(one.exit()).as(one.stderr()).isZero();
        assertThat(program().run("ls", "-q").stdout()).isEqualTo("web-2\n");
        assertThat(run("diff", TWO, "web-2").exit()).isZero();

        Outcome unknown = run("diff", TWO, "nope");

        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.stderr()).contains("Machine \"nope\" is neither in ");
    }

    @Test
    void theFileComesFromStandardInputOrTheEnvironment() {
        Outcome fromInput = program().input(HEAD + TWO).run("diff", "-f", "-");
        assertThat(fromInput.exit()).isEqualTo(2);
        assertThat(fromInput.stdout()).startsWith("The fleet \"shop\" differs from stdin:");
        Outcome fromVariable =
                program().environment("MACHINE_FLEET_FILE", file(TWO)).run("fleet", "validate");
        assertThat(fromVariable.stdout())
                .isEqualTo(folder.resolve("shop.yaml") + " is valid: fleet \"shop\", 2 machines: web-1 web-2\n");

        Outcome missing =
                program().run("diff", "-f", folder.resolve("none.yaml").toString());

        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.stderr()).contains("There is no fleet file");
    }

    @Test
    void machinesOfAFileFromStandardInputHaveNoPath() {
        Outcome outcome = program().input(HEAD + TWO).run("apply", "-y", "-f", "-");
        assertThat(outcome.exit()).as(outcome.stderr()).isZero();

        assertThat(program().run("fleet", "ls").stdout().lines())
                .containsExactly("FLEET   MACHINES   FILE", "shop    2          -");
    }

    @Test
    void variablesComeFromTheEnvironmentBeforeTheEnvironmentFile() throws IOException {
        Path variables = folder.resolve("shop.env");
        Files.writeString(variables, "COUNT=3\nSIZE=large\n");
        String path = file("  web:\n    count: ${COUNT}\n    options: {size: \"${SIZE}\"}\n");

        Outcome unset = program().run("fleet", "validate", "-f", path);
        assertThat(unset.exit()).isEqualTo(1);
        assertThat(unset.stderr()).contains("COUNT").contains("SIZE");
        Outcome outcome =
                program().environment("COUNT", "1").run("apply", "-y", "-f", path, "--env-file", variables.toString());

        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        assertThat(program().run("ls", "-q").stdout()).isEqualTo("web-1\n");
        assertThat(driver.optionsOf("web-1").string("scripted-size")).isEqualTo("large");
        assertThat(program()
                        .run("fleet", "validate", "-f", path, "--env-file", "/none")
                        .stderr())
                .contains("There is no file /none (--env-file)");
    }

    @Test
    void validateListsAllErrorsWithTheirPlaces() {
        Outcome validated =
                program().run("fleet", "validate", "-f", file("  web: {cuont: 2}\n  db: {options: {sise: large}}\n"));

        assertThat(validated.exit()).isEqualTo(1);
        assertThat(validated.stderr()).contains(":4:9:", "cuont", "count", ":5:18:", "sise", "size");
    }

    @Test
    void fleetsAreListedWithTheirFiles() {
        applied(TWO);
        create("other");

        Outcome table = program().run("fleet", "ls");
        JsonArray json = new Gson()
                .fromJson(program().run("fleet", "ls", "--format", "json").stdout(), JsonArray.class);

        assertThat(table.stdout().lines()).hasSize(2).last().asString().endsWith("shop.yaml");
        assertThat(json.toString())
                .isEqualTo("[{\"fleet\":\"shop\",\"file\":\""
                        + folder.resolve("shop.yaml").toAbsolutePath() + "\",\"machines\":[\"web-1\",\"web-2\"]}]");
    }

    @Test
    void exportValidatesAndAdoptingItLeavesNothingToDo() throws IOException {
        create("a1", "a2", "b1");
        driver.state("b1", MachineState.STOPPED);
        Outcome exported = program().run("fleet", "export", "--name", "old", "a1", "a2", "b1");
        assertThat(exported.exit()).as(exported.stderr()).isZero();
        String path =
                Files.writeString(folder.resolve("old.yaml"), exported.stdout()).toString();
        assertThat(program().run("fleet", "validate", "-f", path).exit())
                .as(exported.stdout())
                .isZero();
        Outcome conflict = program().run("apply", "-y", "-f", path);
        assertThat(conflict.exit()).isEqualTo(2);
        assertThat(conflict.stdout()).contains("needs --adopt");

        Outcome adopted = program().run("apply", "-y", "--adopt", "-f", path);

        assertThat(adopted.exit()).as(adopted.stderr()).isZero();
        assertThat(adopted.stdout()).endsWith("Fleet \"old\": 3 adopted.\n");
        Outcome same = program().run("diff", "-f", path);
        assertThat(same.exit()).as(same.stdout()).isZero();
    }

    @Test
    void exportNeedsNames() {
        assertThat(program().run("fleet", "export").exit()).isNotZero();
        assertThat(program().run("fleet", "export", "nope").exit()).isEqualTo(1);
    }

    @Test
    void destroyAsksAndRemovesTheFleetOnly() {
        applied(TWO);
        create("other");
        String path = file("  db: {}\n");
        Program refusing = program().input("n\n");
        assertThat(refusing.run("destroy", "-f", path).exit()).isEqualTo(1);
        assertThat(program().run("ls", "-q").stdout()).isEqualTo("other\nweb-1\nweb-2\n");

        Outcome outcome = program().input("y\n").run("destroy", "-f", path);

        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        assertThat(outcome.stdout()).contains("About to remove web-1, web-2").endsWith("Fleet \"shop\": 2 removed.\n");
        assertThat(program().run("ls", "-q").stdout()).isEqualTo("other\n");
        assertThat(program().run("destroy", "-f", path).stdout()).isEqualTo("The fleet \"shop\" has no machines.\n");
        assertThat(program().run("destroy", "-f", path, "web-1").exit()).isNotZero();
    }

    @Test
    void aRemovalThatFailsKeepsItsMachine() {
        applied(TWO);
        driver.on("remove", machine -> {
            if (machine.equals("web-1")) {
                throw new DriverException("locked");
            }
        });

        Outcome outcome = run("destroy", TWO, "-y");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).endsWith("Fleet \"shop\": 1 removed, 1 failed.\n");
        assertThat(program().run("ls", "-q").stdout()).isEqualTo("web-1\n");
    }
}
