package io.onemachine.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.onemachine.cli.error.ErrorCode;
import io.onemachine.cli.testing.Outcome;
import io.onemachine.cli.testing.Program;
import io.onemachine.cli.testing.ScriptedDriver;
import io.onemachine.cli.testing.TestCertificates;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.MachineException;
import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program's output for other programs: results and errors as JSON. */
final class JsonOutputTest {
    private static final Gson GSON = new Gson();
    private static final Path DOCUMENTATION = Path.of("..", "docs", "reference", "json.md");

    @TempDir
    Path folder = Path.of("");

    private final ScriptedDriver driver = new ScriptedDriver();
    private Path store = folder;

    @BeforeEach
    void useAStoreWithTwoMachines() {
        store = folder.resolve("store");
        TestCertificates.copyTo(store);
        for (String name : List.of("m1", "m2")) {
            Outcome outcome = program()
                    .run("create", "-d", "scripted", "--engine-label", "a=b", "--engine-env", "P=secret-word", name);
            assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        }
        driver.state("m2", MachineState.STOPPED);
    }

    private Program program() {
        return Program.withStore(store).drivers(driver);
    }

    private static JsonElement json(Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
        assertThat(outcome.stderr()).isEmpty();
        return GSON.fromJson(outcome.stdout(), JsonElement.class);
    }

    private JsonObject error(String... arguments) {
        Outcome outcome = program().environment("MACHINE_ERROR_FORMAT", "json").run(arguments);
        assertThat(outcome.stderr().lines()).as(outcome.stderr()).hasSize(1);
        JsonObject error = GSON.fromJson(outcome.stderr(), JsonObject.class);
        assertThat(error.get("exitCode").getAsInt()).isEqualTo(outcome.exit());
        return error;
    }

    private static String code(JsonObject error) {
        return error.get("code").getAsString();
    }

    @Test
    void listsMachinesAsAnArrayWithAllFields() throws IOException {
        Files.writeString(store.resolve("machines/m2/config.json"), "{\"Conf");

        Outcome outcome = program().run("ls", "--format", "json");

        JsonArray rows = json(outcome).getAsJsonArray();
        assertThat(rows).hasSize(2);
        JsonObject good = rows.get(0).getAsJsonObject();
        assertThat(good.keySet())
                .containsExactly(
                        "name",
                        "active",
                        "activeSwarm",
                        "driver",
                        "state",
                        "url",
                        "swarm",
                        "dockerVersion",
                        "labels",
                        "context",
                        "fleet",
                        "error",
                        "warning",
                        "responseSeconds",
                        "leaseEnds");
        assertThat(good.get("name").getAsString()).isEqualTo("m1");
        assertThat(good.get("active").getAsBoolean()).isFalse();
        assertThat(good.get("state").getAsString()).isEqualTo("Running");
        assertThat(good.get("url").getAsString()).isEqualTo("tcp://127.0.0.1:1");
        assertThat(good.get("labels")).hasToString("[\"a=b\"]");
        assertThat(good.get("responseSeconds").getAsDouble()).isPositive();
        JsonObject broken = rows.get(1).getAsJsonObject();
        assertThat(broken.keySet()).isEqualTo(good.keySet());
        assertThat(broken.get("state").getAsString()).isEqualTo("Error");
        assertThat(broken.get("error").getAsString()).isNotEmpty();
        assertThat(outcome.stdout()).doesNotContain("secret-word");
    }

    @Test
    void anEmptyListIsAnEmptyArray() {
        assertThat(program()
                        .run("ls", "-f", "json", "--filter", "name=none-such")
                        .stdout())
                .isEqualTo("[]\n");
    }

    @Test
    void templatesOfLsMayCallJson() {
        Outcome outcome = program().run("ls", "-f", "{{json .Name}} {{json .State}} {{json .EngineOptions.Labels}}");

        assertThat(outcome.stdout()).isEqualTo("""
                        "m1" "Running" ["a=b"]
                        "m2" "Stopped" ["a=b"]
                        """);
        assertThat(program().run("ls", "-f", "{{json .}}").stdout().lines())
                .allSatisfy(
                        line -> assertThat(GSON.fromJson(line, JsonObject.class).keySet())
                                .contains("Name", "EngineOptions", "ResponseTime"));
    }

    @Test
    void singleResultsAreObjectsOnOneLine() {
        assertThat(program().run("status", "--format", "json", "m2").stdout())
                .isEqualTo("{\"name\":\"m2\",\"state\":\"Stopped\"}\n");
        assertThat(program().run("url", "--format=json", "m1").stdout())
                .isEqualTo("{\"name\":\"m1\",\"url\":\"tcp://127.0.0.1:1\"}\n");
        assertThat(program().run("ip", "--format", "json", "m1", "m2").stdout())
                .isEqualTo("{\"name\":\"m1\",\"ip\":\"127.0.0.1\"}\n{\"name\":\"m2\",\"ip\":\"127.0.0.1\"}\n");
        assertThat(program()
                        .environment("DOCKER_HOST", "tcp://127.0.0.1:1")
                        .run("active", "--format", "json")
                        .stdout())
                .isEqualTo("{\"name\":\"m1\"}\n");
        assertThat(json(program().run("version", "--format", "json"))
                        .getAsJsonObject()
                        .keySet())
                .containsExactly("version", "build");
    }

    @Test
    void errorsAreObjectsWithACode() {
        assertThat(code(error("status", "m1", "--format", "yaml"))).isEqualTo("usage");
        assertThat(code(error("ls", "--filter", "x"))).isEqualTo("usage");
        assertThat(code(error("ls", "--nope"))).isEqualTo("usage");
        assertThat(code(error("nope"))).isEqualTo("usage");
        assertThat(code(error("ssh"))).isEqualTo("usage");
        assertThat(code(error("inspect", "m1", "-f", "{{"))).isEqualTo("template");
        assertThat(code(error("url", "m2"))).isEqualTo("host-not-running");
        assertThat(code(error("create", "-d", "scripted", "m1"))).isEqualTo("machine-exists");
        assertThat(code(error("create", "-d", "gone", "m9"))).isEqualTo("driver-not-found");
        assertThat(code(error("active"))).isEqualTo("failed");
        JsonObject missing = error("inspect", "m7");
        assertThat(code(missing)).isEqualTo("machine-not-found");
        assertThat(missing.get("machine").getAsString()).isEqualTo("m7");
        assertThat(missing.get("message").getAsString()).startsWith("Docker machine \"m7\" does not exist.");
    }

    @Test
    void eachFailedMachineIsALine() {
        driver.state("m2", MachineState.RUNNING);
        driver.on("stop", name -> {
            throw new DriverException("no way", "Try later.", null);
        });

        Outcome outcome = program().run("--error-format", "json", "stop", "m1", "m2");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).isEqualTo("""
                        {"code":"driver","message":"no way","hint":"Try later.","machine":"m1","exitCode":1}
                        {"code":"driver","message":"no way","hint":"Try later.","machine":"m2","exitCode":1}
                        """);
    }

    @Test
    void forcedRemovalReportsTheHostLeftBehind() {
        driver.on("remove", name -> {
            throw new DriverException("no way");
        });

        Outcome outcome = program().run("--error-format", "json", "rm", "-f", "m1");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.stderr().lines())
                .hasSize(3)
                .allSatisfy(line -> {
                    JsonObject error = GSON.fromJson(line, JsonObject.class);
                    assertThat(code(error)).isEqualTo("failed");
                    assertThat(error.get("machine").getAsString()).isEqualTo("m1");
                    assertThat(error.get("exitCode").getAsInt()).isZero();
                })
                .first(as(InstanceOfAssertFactories.STRING))
                .contains("\"message\":\"Error removing host \\\"m1\\\": no way\"");
    }

    @Test
    void aFailedCheckReportsItsCause() {
        driver.on("check", name -> {
            throw new DriverException("the cloud is full");
        });

        JsonObject error = error("create", "-d", "scripted", "m3");

        assertThat(code(error)).isEqualTo("pre-create-check");
        assertThat(error.get("cause").getAsString()).isEqualTo("driver");
        assertThat(error.get("machine").getAsString()).isEqualTo("m3");
        assertThat(error.get("exitCode").getAsInt()).isEqualTo(3);
    }

    @Test
    void aFailedCreationReportsItsStep() {
        driver.on("create", name -> {
            throw new DriverException("the VM failed");
        });

        JsonObject error = error("create", "-d", "scripted", "m3");

        assertThat(code(error)).isEqualTo("creation");
        assertThat(error.get("step").getAsString()).isNotEmpty();
        assertThat(error.get("cause").getAsString()).isEqualTo("driver");
    }

    @Test
    void anUnknownErrorFormatIsAnError() {
        Outcome outcome = program().run("--error-format", "xml", "ls");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).isEqualTo("--error-format must be text or json, not \"xml\"\n");
    }

    @Test
    void everyFailureOfTheLibraryHasACode() throws Exception {
        List<Class<?>> types = failures();

        assertThat(types).hasSizeGreaterThan(20);
        for (Class<?> type : types) {
            boolean general = type == MachineException.class;
            assertThat(ErrorCode.of(type.asSubclass(MachineException.class)) == ErrorCode.FAILED)
                    .as("%s has no code of its own in ErrorCode", type)
                    .isEqualTo(general);
        }
    }

    /** Finds the types in the library's module, which may be a folder of classes or a jar. */
    private static List<Class<?>> failures() throws IOException, ClassNotFoundException {
        String module = MachineException.class.getModule().getName();
        List<Class<?>> types = new ArrayList<>();
        try (ModuleReader reader = ModuleLayer.boot()
                        .configuration()
                        .findModule(module)
                        .orElseThrow()
                        .reference()
                        .open();
                Stream<String> files = reader.list()) {
            for (String file : files.toList()) {
                if (file.matches("io/onemachine/machine/(error|context)/[A-Za-z]+Exception\\.class")) {
                    Class<?> type =
                            Class.forName(file.replace('/', '.').substring(0, file.length() - ".class".length()));
                    assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
                    types.add(type);
                }
            }
        }
        return types;
    }

    @Test
    void everyCodeIsDocumentedAndNoOther() throws IOException {
        List<String> documented = new ArrayList<>();
        String document = Files.readString(DOCUMENTATION);
        String table = document.substring(document.indexOf("| code | means |"));
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|").matcher(table);
        while (rows.find()) {
            documented.add(rows.group(1));
        }

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ErrorCode.values()).map(ErrorCode::code).toList());
    }
}
