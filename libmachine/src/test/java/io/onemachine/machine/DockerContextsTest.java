package io.onemachine.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onemachine.machine.context.ContextEndpoint;
import io.onemachine.machine.context.ContextExistsException;
import io.onemachine.machine.context.ContextOwner;
import io.onemachine.machine.context.ContextStore;
import io.onemachine.machine.context.ContextSyncResult;
import io.onemachine.machine.context.DockerContext;
import io.onemachine.machine.driver.DriverRegistry;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.error.MachineCreationException;
import io.onemachine.machine.error.PreCreateCheckException;
import io.onemachine.machine.lifecycle.MachineDockerContext;
import io.onemachine.machine.process.LocalUser;
import io.onemachine.machine.testing.MachinesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Docker contexts of machines, which follow them. */
final class DockerContextsTest {
    private final MachinesFixture fixture;
    private final Machines machines;
    private final Path docker;

    DockerContextsTest(@TempDir Path folder) {
        fixture = new MachinesFixture(folder.resolve("store")).withCertificates();
        machines = fixture.machines();
        docker = fixture.store.resolve(".docker");
    }

    private void create(String name) {
        machines.create(fixture.request(name).dockerContext(true)).close();
    }

    private Path entry(String machine) {
        return fixture.store.resolve("machines").resolve(machine);
    }

    private Path config(String machine) {
        return entry(machine).resolve("config.json");
    }

    @Test
    void onlyAMachineThatIsToHaveAContextGetsOne() throws IOException {
        machines.create(fixture.request("plain")).close();
        assertThat(docker).doesNotExist();
        assertThat(Files.readString(config("plain"))).doesNotContain("DockerContext");

        create("web1");
        create("a");

        assertThat(machines.dockerContexts().list())
                .containsExactly(
                        new DockerContext("machine-a", "a", "tcp://127.0.0.1:2376", false, true),
                        new DockerContext("web1", "web1", "tcp://127.0.0.1:2376", false, true));
        assertThat(machines.dockerContexts().names()).isEqualTo(Map.of("web1", "web1", "a", "machine-a"));
        assertThat(Files.readString(config("web1"))).contains("\"DockerContext\": \"web1\"");
    }

    @Test
    void aForeignContextEndsACreationBeforeAnythingIsMade() {
        foreign("web1");

        assertThatThrownBy(() -> create("web1"))
                .isInstanceOf(PreCreateCheckException.class)
                .hasCauseInstanceOf(ContextExistsException.class)
                .hasMessageContaining("already exists and belongs to a machine");

        assertThat(fixture.driver.calls).doesNotContain("create");
        assertThat(entry("web1")).doesNotExist();
    }

    @Test
    void aFailedCreationLeavesNoContext() {
        fixture.driver.createFailure = Optional.of(new DriverException("no room"));

        assertThatThrownBy(() -> create("web1")).isInstanceOf(MachineCreationException.class);

        assertThat(machines.dockerContexts().list()).isEmpty();
    }

    @Test
    void aCreationWhoseContextCannotBeWrittenKeepsTheMachine() throws IOException {
        makeTheLockImpossible();

        create("web1");

        assertThat(config("web1")).exists();
        assertThat(fixture.progress.warnings())
                .singleElement()
                .asString()
                .startsWith("Machine \"web1\" has no docker context: Cannot write the docker context")
                .endsWith("run \"‹command context add, argument web1›\".");
    }

    @Test
    void startAndRestartUpdateTheAddress() {
        create("web1");
        try (Machine machine = machines.load("web1")) {
            machine.stop();
            fixture.driver.address = "192.0.2.7";
            machine.start();
            assertThat(hostOf("web1")).isEqualTo("tcp://192.0.2.7:2376");

            fixture.driver.address = "192.0.2.8";
            machine.restart();
            assertThat(hostOf("web1")).isEqualTo("tcp://192.0.2.8:2376");
        }
        assertThat(fixture.progress.warnings()).isEmpty();
    }

    @Test
    void aStartWhoseContextCannotBeWrittenSucceedsWithAWarning() throws IOException {
        create("web1");
        makeTheLockImpossible();
        try (Machine machine = machines.load("web1")) {
            machine.stop();
            fixture.driver.address = "192.0.2.7";
            machine.start();
        }

        assertThat(hostOf("web1")).isEqualTo("tcp://127.0.0.1:2376");
        assertThat(fixture.progress.warnings())
                .singleElement()
                .asString()
                .startsWith("The docker context of machine \"web1\" was not updated: ")
                .endsWith("run \"‹command context sync›\".");
    }

    /** docker-machine 0.16.2 drops keys that it does not know. */
    @Test
    void aMachineWhoseKeyWasDroppedIsFoundByItsContext() throws IOException {
        create("web1");
        Files.writeString(config("web1"), Files.readString(config("web1")).replace("\"DockerContext\"", "\"Other\""));
        try (Machine machine = machines.load("web1")) {
            fixture.driver.address = "192.0.2.7";
            machine.restart();
        }

        assertThat(hostOf("web1")).isEqualTo("tcp://192.0.2.7:2376");
        assertThat(Files.readString(config("web1"))).contains("\"DockerContext\": \"web1\"");
    }

    @Test
    void aContextThatTheUserRemovedComesBackByAddOrSyncOnly() {
        create("web1");
        new ContextStore(docker).list().forEach(new ContextStore(docker)::remove);
        try (Machine machine = machines.load("web1")) {
            machine.restart();
        }
        assertThat(machines.dockerContexts().list()).isEmpty();

        ContextSyncResult result = machines.dockerContexts().sync();

        assertThat(result).isEqualTo(new ContextSyncResult(List.of("web1"), List.of(), Map.of()));
        assertThat(machines.dockerContexts().list())
                .extracting(DockerContext::name)
                .containsExactly("web1");
    }

    @Test
    void removalTakesTheCurrentContextOutOfDockersConfiguration() throws IOException {
        create("web1");
        machines.dockerContexts().use("web1");

        machines.remove("web1", false);

        assertThat(docker.resolve("config.json")).hasContent("{}");
        assertThat(docker.resolve("contexts/meta")).isEmptyDirectory();
        assertThat(docker.resolve("contexts/tls")).isEmptyDirectory();
        assertThat(fixture.progress.lines())
                .contains("\"web1\" was docker's current context; docker uses its default one now.");
    }

    @Test
    void aMachineThatIsNotRemovedKeepsItsContext() {
        create("web1");
        fixture.driver.removeFailure = Optional.of(new DriverException("the cloud is gone"));

        assertThatThrownBy(() -> machines.remove("web1", false)).hasMessage("the cloud is gone");
        assertThat(machines.dockerContexts().list()).hasSize(1);

        machines.remove("web1", true);
        assertThat(machines.dockerContexts().list()).isEmpty();
    }

    @Test
    void aMachineWhoseConfigurationIsDamagedLosesItsContextWithItsEntry() throws IOException {
        create("web1");
        Files.writeString(config("web1"), "{");

        machines.remove("web1", true);

        assertThat(machines.dockerContexts().list()).isEmpty();
    }

    @Test
    void anotherNameReplacesTheFirstOneAndStaysCurrent() {
        create("web1");
        machines.dockerContexts().use("web1");
        foreign("taken");
        try (Machine machine = machines.load("web1")) {
            assertThatThrownBy(() -> machines.dockerContexts().add(machine, Optional.of("taken"), false))
                    .isInstanceOf(ContextExistsException.class);
            assertThat(machines.dockerContexts().add(machine, Optional.of("shop"), false))
                    .isEqualTo("shop");
        }

        assertThat(machines.dockerContexts().list())
                .containsExactly(new DockerContext("shop", "web1", "tcp://127.0.0.1:2376", true, true));
    }

    @Test
    void removeForgetsTheContextAndItsKey() throws IOException {
        create("web1");
        try (Machine machine = machines.load("web1")) {
            assertThat(machines.dockerContexts().remove(machine)).isTrue();
            assertThat(machines.dockerContexts().remove(machine)).isFalse();
        }

        assertThat(Files.readString(config("web1"))).doesNotContain("DockerContext");
        assertThat(machines.dockerContexts().sync()).isEqualTo(new ContextSyncResult(List.of(), List.of(), Map.of()));
    }

    @Test
    void syncRemovesContextsWithoutAMachineAndReportsFailures() throws IOException {
        create("gone");
        create("web1");
        create("broken");
        machines.create(fixture.request("plain")).close();
        foreign("foreign");
        deleteEntry("gone");
        Files.writeString(config("broken"), "{");
        fixture.driver.address = "192.0.2.7";

        ContextSyncResult result = machines.dockerContexts().sync();

        assertThat(result.written()).containsExactly("web1");
        assertThat(result.removed()).containsExactly("gone");
        assertThat(result.failures()).containsOnlyKeys("broken");
        assertThat(hostOf("web1")).isEqualTo("tcp://192.0.2.7:2376");
        assertThat(new ContextStore(docker).list()).extracting("name").containsExactly("broken", "foreign", "web1");
    }

    @Test
    void renewedClientCertificatesAreCopiedIntoTheContext() throws IOException {
        create("web1");
        Path folder = entry("web1");
        for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
            Files.copy(fixture.store.resolve("certs").resolve(file), folder.resolve(file));
        }
        String before = Files.readString(folder.resolve("cert.pem"));

        assertThat(machines.renewClientCertificate(machines.tlsFiles())).containsExactly("web1");

        assertThat(tls("cert.pem")).isNotEqualTo(before).isEqualTo(Files.readString(folder.resolve("cert.pem")));
        assertThat(tls("key.pem")).isEqualTo(Files.readString(folder.resolve("key.pem")));
    }

    private String tls(String file) throws IOException {
        Path folder = docker.resolve("contexts/tls");
        try (var entries = Files.list(folder)) {
            return Files.readString(
                    entries.findFirst().orElseThrow().resolve("docker").resolve(file));
        }
    }

    @Test
    void aContextWithTheMachinesNameFollowsARename() throws IOException {
        create("web1");
        machines.dockerContexts().use("web1");

        renameEntry("web1", "web2");

        assertThat(machines.dockerContexts().list())
                .containsExactly(new DockerContext("web2", "web2", "tcp://127.0.0.1:2376", true, true));
        assertThat(Files.readString(config("web2"))).contains("\"DockerContext\": \"web2\"");
    }

    @Test
    void aContextWithANameOfItsOwnKeepsItInARename() throws IOException {
        create("web1");
        try (Machine machine = machines.load("web1")) {
            machines.dockerContexts().add(machine, Optional.of("shop"), false);
        }

        renameEntry("web1", "web2");

        assertThat(machines.dockerContexts().list())
                .containsExactly(new DockerContext("shop", "web2", "tcp://127.0.0.1:2376", false, true));
    }

    @Test
    void aContextKeepsItsNameWhereTheNewOneIsTaken() throws IOException {
        create("web1");
        foreign("web2");

        renameEntry("web1", "web2");

        assertThat(machines.dockerContexts().names()).isEqualTo(Map.of("web2", "web1"));
        assertThat(Files.readString(config("web2"))).contains("\"DockerContext\": \"web1\"");
        assertThat(fixture.progress.warnings())
                .singleElement()
                .asString()
                .contains("\"web2\" already exists", "is still called \"web1\"");
    }

    /** Renames a machine's entry as a rename does: the folder and the name in it. */
    private void renameEntry(String from, String to) throws IOException {
        Files.move(entry(from), entry(to));
        Files.writeString(config(to), Files.readString(config(to)).replace('"' + from + "\",\n", '"' + to + "\",\n"));
        try (Machine machine = machines.load(to)) {
            MachineDockerContext.rename(machine.context(), from);
        }
    }

    @Test
    void aMachineThatIsOffGetsNoNewContext() {
        machines.create(fixture.request("web1")).close();
        try (Machine machine = machines.load("web1")) {
            machine.stop();
            assertThatThrownBy(() -> machines.dockerContexts().add(machine, Optional.empty(), false))
                    .isInstanceOfAny(HostNotRunningException.class, DriverException.class);
        }
        assertThat(machines.dockerContexts().list()).isEmpty();
    }

    @Test
    void theConfigurationFolderIsTheOneOfDockersVariableAndVariablesThatOverruleAreNamed(@TempDir Path other) {
        Machines elsewhere = Machines.builder(fixture.store)
                .drivers(DriverRegistry.of(List.of(fixture.driver)))
                .progress(fixture.progress)
                .environment(
                        Map.of("DOCKER_CONFIG", other.resolve("docker").toString(), "DOCKER_HOST", "tcp://192.0.2.9:1"))
                .home(fixture.store)
                .open();
        elsewhere.create(fixture.request("web1").dockerContext(true)).close();
        elsewhere.dockerContexts().use("web1");

        assertThat(docker).doesNotExist();
        assertThat(other.resolve("docker/config.json")).exists();
        assertThat(fixture.progress.warnings())
                .containsExactly(
                        "The current context has no effect while DOCKER_HOST is set: docker uses that. Unset it.");
    }

    @Test
    void filesOfRootInTheFolderOfAnotherUserAreWarnedOf(@TempDir Path home) throws IOException {
        assumeTrue(LocalUser.ofThisProcess().isRoot(), "only root can give the folder to another user");
        Files.setAttribute(home, "unix:uid", 12_345);
        Machines bySudo = Machines.builder(fixture.store)
                .drivers(DriverRegistry.of(List.of(fixture.driver)))
                .progress(fixture.progress)
                .environment(Map.of("SUDO_UID", "12345"))
                .home(home)
                .open();

        bySudo.create(fixture.request("web1").dockerContext(true)).close();

        assertThat(fixture.progress.warnings())
                .singleElement()
                .asString()
                .startsWith(home.resolve(".docker") + " is that of user ")
                .contains("without sudo");
    }

    private void foreign(String name) {
        new ContextStore(docker)
                .write(
                        name,
                        new ContextOwner("another store", "machine"),
                        new ContextEndpoint("tcp://192.0.2.99:2376", new ContextEndpoint.Tls("ca", "cert", "key")),
                        false);
    }

    private void makeTheLockImpossible() throws IOException {
        Files.createDirectories(docker.resolve("contexts/.lock/folder"));
    }

    private void deleteEntry(String machine) throws IOException {
        Files.move(entry(machine), fixture.store.resolve("elsewhere"));
    }

    private String hostOf(String context) {
        return machines.dockerContexts().list().stream()
                .filter(found -> found.name().equals(context))
                .findFirst()
                .orElseThrow()
                .host();
    }
}
