package io.onemachine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.cli.testing.Outcome;
import io.onemachine.machine.driver.MachineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The commands of docker contexts, and what other commands do to contexts. */
final class ContextCommandsTest extends ProgramFixture {
    private Path docker() {
        return folder.resolve("home/.docker");
    }

    @Test
    void addPrintsHowToUseTheContext() {
        create("web1");

        assertThat(program().run("context", "add", "web1")).isEqualTo(new Outcome(0, """
                        The docker context "web1" is the engine of machine "web1".
                        To use it: docker --context web1 COMMAND, or docker context use web1
                        """, ""));
        assertThat(docker().resolve("config.json")).doesNotExist();

        assertThat(program().run("context", "add", "--use", "web1").stdout())
                .endsWith("It is docker's current context.\n");
        assertThat(program().run("context", "ls")).isEqualTo(new Outcome(0, """
                        NAME   CURRENT   MACHINE   ENDPOINT
                        web1   *         web1      tcp://127.0.0.1:1
                        """, ""));
        assertThat(program().run("context", "ls", "--format", "json").stdout()).isEqualTo("""
                        [
                            {
                                "name": "web1",
                                "machine": "web1",
                                "machineExists": true,
                                "current": true,
                                "endpoint": "tcp://127.0.0.1:1"
                            }
                        ]
                        """);
    }

    @Test
    void useSaysWhenAVariableOverrulesIt() {
        create("web1");

        Outcome outcome =
                program().environment("DOCKER_HOST", "tcp://192.0.2.1:2376").run("context", "add", "--use", "web1");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.stdout()).contains("has no effect while DOCKER_HOST is set");
    }

    @Test
    void aForeignContextIsAnErrorWithACodeOfItsOwn() throws IOException {
        create("web1");
        program().run("context", "add", "web1");
        Path meta = onlyMeta();
        String foreign = Files.readString(meta).replace("\"store\"", "\"other\"");
        Files.writeString(meta, foreign);

        Outcome refused = program().run("context", "add", "web1");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.stderr()).isEqualTo("""
                        The docker context "web1" already exists and was not created for a machine
                        Choose another name (docker-machine context add --name=NAME), or overwrite it (docker-machine context add --replace).
                        """);
        assertThat(program()
                        .run("--error-format", "json", "context", "add", "web1")
                        .stderr())
                .contains("\"code\":\"context-exists\"", "\"machine\":\"web1\"", "\"exitCode\":1");
        assertThat(meta).hasContent(foreign);

        assertThat(program().run("context", "add", "--replace", "web1").exit()).isZero();
        assertThat(meta).content().contains("\"store\"");
    }

    @Test
    void createWithAContextThatExistsIsAFailedCheck() throws IOException {
        create("web1");
        program().run("context", "add", "--name", "web2", "web1");

        Outcome refused = program().run("--error-format", "json", "create", "-d", "scripted", "--context", "web2");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.stderr())
                .contains("belongs to machine \\\\\\\"web1\\\\\\\"", "\"cause\":\"context-exists\"", "\"exitCode\":3");
        assertThat(store.resolve("machines/web2")).doesNotExist();
    }

    @Test
    void theVariableMakesContextsAHabit() {
        assertThat(program()
                        .environment("MACHINE_CONTEXT", "true")
                        .run("create", "-d", "scripted", "web1")
                        .exit())
                .isZero();
        create("web2");

        assertThat(program().run("ls", "--format", "json").stdout())
                .containsPattern(
                        "(?s)\"name\": \"web1\".*\"context\": \"web1\".*\"name\": \"web2\".*\"context\": \"\"");
        assertThat(program().run("ls").stdout()).doesNotContain("CONTEXT");
    }

    @Test
    void rmRemovesTheContextAndSaysThatItWasCurrent() throws IOException {
        create("web1");
        program().run("context", "add", "--use", "web1");

        Outcome removed = program().environment("DOCKER_CONTEXT", "web1").run("rm", "-y", "web1");

        assertThat(removed.exit()).isZero();
        assertThat(removed.stdout())
                .contains("\"web1\" was docker's current context; docker uses its default one now.\n");
        assertThat(removed.stderr())
                .isEqualTo("DOCKER_CONTEXT is \"web1\", which does not exist any more: unset it to use docker.\n");
        assertThat(docker().resolve("contexts/meta")).isEmptyDirectory();
        assertThat(docker().resolve("config.json")).content().doesNotContain("currentContext");
    }

    @Test
    void contextRmKeepsTheMachine() {
        create("web1");
        program().run("context", "add", "web1");

        assertThat(program().run("context", "rm", "web1"))
                .isEqualTo(new Outcome(0, "Removed the docker context of machine \"web1\".\n", ""));
        assertThat(program().run("context", "rm", "web1"))
                .isEqualTo(new Outcome(0, "Machine \"web1\" has no docker context.\n", ""));
        assertThat(program().run("ls", "-q").stdout()).isEqualTo("web1\n");
    }

    @Test
    void syncReportsWhatItDid() throws IOException {
        create("web1", "web2", "web3");
        program().run("context", "add", "web1", "web2", "web3");
        Files.move(store.resolve("machines/web2"), store.resolve("elsewhere"));
        Files.writeString(store.resolve("machines/web3/config.json"), "{");

        Outcome outcome = program().run("context", "sync");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEqualTo("Written: web1\nRemoved: web2\n");
        assertThat(outcome.stderr()).startsWith("Error updating the docker context of \"web3\": ");
    }

    @Test
    void wrongArgumentsChangeNothing() {
        create("web1", "web2");

        for (String[] arguments : new String[][] {
            {"context", "add"},
            {"context", "rm"},
            {"context", "add", "--name", "x1", "web1", "web2"},
            {"context", "add", "--use", "web1", "web2"},
            {"context", "add", "--name", "x", "web1"},
            {"context", "add", "--name", "default", "web1"},
            {"context", "add", "web1", "missing"},
            {"context", "ls", "web1"},
            {"context", "ls", "--format", "yaml"},
            {"context", "sync", "web1"},
        }) {
            Outcome outcome = program().run(arguments);
            assertThat(outcome.exit()).as("%s", String.join(" ", arguments)).isEqualTo(1);
            assertThat(outcome.stderr()).isNotBlank();
        }
        assertThat(docker()).doesNotExist();
    }

    @Test
    void aMachineThatIsOffGetsNoContext() {
        create("web1");
        driver.state("web1", MachineState.STOPPED);

        Outcome outcome = program().run("--error-format", "json", "context", "add", "web1");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("\"code\":\"host-not-running\"");
    }

    private Path onlyMeta() throws IOException {
        try (var entries = Files.list(docker().resolve("contexts/meta"))) {
            return entries.toList().getFirst().resolve("meta.json");
        }
    }
}
