package io.onemachine.e2e.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.onemachine.e2e.golden.StoredMachine;
import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.OpenNebulaApi;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No VM is left over: by a create that fails, by a store that lost its machines. */
final class LeftoversIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @SuppressWarnings("NullAway.Init") // set before each test
    private UserEnvironment user;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofStubs(folder);
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @BeforeEach
    void haveAStore(@TempDir Path computer) {
        user = cloud.user()
                .with("MACHINE_STORAGE_PATH", computer.resolve("store").toString());
    }

    @AfterEach
    void clearTheCloud() {
        cloud.control().clearFaults();
        for (int vm : cloud.api().vms()) {
            cloud.api().terminate(vm);
        }
        await().until(() -> cloud.api().vms().isEmpty());
    }

    @Test
    void aVmThatDoesNotBootIsRemovedAgain() {
        cloud.devcloud("fault", "add", "vm.boot", "fail", "no space left").succeeds();

        user.create("m", "--opennebula-template-id=0")
                .failsWith(1)
                .complains("Error creating machine: Error in driver during machine creation")
                .complains("no space left")
                .complains("Machine \"m\" was removed again.");

        holdsNothing();
    }

    @Test
    void aHostThatCannotBeSetUpIsRemovedAgain() {
        user.create("m", "--opennebula-template-id=0", "--engine-version=99")
                .failsWith(1)
                .complains("Error running provisioning")
                .complains("Machine \"m\" was removed again.");

        holdsNothing();
    }

    @Test
    void aMachineThatIsToBeKeptCanBeSetUpAfterwards() {
        cloud.devcloud("fault", "add", "vm.boot", "fail", "no space left", "--times", "1")
                .succeeds();
        user.create("m", "--opennebula-template-id=0", "--keep-on-failure")
                .failsWith(1)
                .complains("docker-machine rm m")
                .complains("docker-machine provision m");
        assertThat(cloud.api().vms()).hasSize(1);
        user.dockerMachine("rm", "-y", "m").succeeds();

        user.create("k", "--opennebula-template-id=0", "--keep-on-failure", "--engine-version=99")
                .failsWith(1);
        assertThat(user.dockerMachine("status", "k").succeeds().stdout()).isEqualTo("Running\n");
    }

    @Test
    void aVmThatCannotBeRemovedStaysInTheStore() {
        cloud.devcloud("fault", "add", "vm.boot", "fail", "no space left").succeeds();
        cloud.devcloud("fault", "add", "one.vm.action/terminate-hard", "error", "512", "not allowed")
                .succeeds();

        user.create("m", "--opennebula-template-id=0")
                .failsWith(1)
                .complains("no space left")
                .complains("Machine \"m\" could not be removed again: OpenNebula: [one.vm.action] not allowed")
                .complains("docker-machine rm m");

        assertThat(cloud.api().vms()).hasSize(1);
        cloud.devcloud("fault", "clear").succeeds();
        user.dockerMachine("rm", "-y", "m").succeeds();
        holdsNothing();
    }

    @Test
    void vmsThatTheStoreHasLostAreFoundAndRemoved(@TempDir Path elsewhere) throws IOException {
        UserEnvironment other =
                user.with("MACHINE_STORAGE_PATH", elsewhere.resolve("store").toString());
        other.create("lost", "--opennebula-template-id=0").succeeds();
        user.create("lost", "--opennebula-template-id=0").succeeds();
        user.create("kept", "--opennebula-template-id=0").succeeds();
        String lost = storedVm("lost");
        String kept = storedVm("kept");
        String otherVm = Integer.toString(cloud.api().vms().getLast());
        runningVm(cloud.api(), "lost", "");
        String id = Files.readString(user.store().resolve("store-id")).strip();
        UserEnvironment alice = user.with(cloud.access("alice"));
        int hers = runningVm(aliceApi(), "lost", "DOCKER_MACHINE_STORE=\"" + id + "\"");
        user.run("rm", "-r", user.machine("lost").toString()).succeeds();

        assertThat(user.dockerMachine("gc").succeeds().stdout())
                .as("without an answer nothing is removed")
                .contains("Remove these? (y/n): ");
        JsonArray list = json(user.dockerMachine("gc", "--dry-run", "--format", "json"));
        assertThat(list).hasSize(1);
        JsonObject vm = list.get(0).getAsJsonObject();
        assertThat(vm.get("id").getAsString()).isEqualTo(lost);
        assertThat(vm.get("endpoint").getAsString()).isEqualTo(cloud.endpoint());
        assertThat(vm.get("user").getAsString()).isEqualTo("oneadmin");
        assertThat(vm.get("since").getAsString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(vm.get("removed").getAsBoolean()).isFalse();
        user.dockerMachine("gc", "-y").succeeds().says("Removed host " + lost + " (lost)");

        assertThat(cloud.api().vms().stream().map(String::valueOf))
                .contains(kept, otherVm, Integer.toString(hers))
                .doesNotContain(lost)
                .hasSize(4);
        assertThat(user.dockerMachine("gc").succeeds().stdout())
                .isEqualTo("No host of this store is without a machine.\n");
        assertThat(alice.dockerMachine("gc", "--dry-run").succeeds().stdout())
                .as("who asks is one more place to look")
                .containsPattern(hers + " +lost .* alice ");
    }

    @Test
    void nothingIsRemovedWhileAMachineCannotBeRead() throws IOException {
        user.create("m", "--opennebula-template-id=0").succeeds();
        Path config = user.machine("m").resolve("config.json");
        String good = Files.readString(config);
        Files.writeString(config, good.substring(0, good.length() / 2));

        user.dockerMachine("gc", "-y").failsWith(1).complains("config.json cannot be read: m");

        assertThat(cloud.api().vms()).hasSize(1);
        Files.writeString(config, good);
        assertThat(user.dockerMachine("gc", "-y").succeeds().stdout())
                .isEqualTo("No host of this store is without a machine.\n");
    }

    @Test
    void gcReportsAVmThatCannotBeRemoved() throws IOException {
        user.create("m", "--opennebula-template-id=0").succeeds();
        user.run("rm", "-r", user.machine("m").toString()).succeeds();
        cloud.devcloud("fault", "add", "one.vm.action/terminate-hard", "error", "512", "not allowed")
                .succeeds();

        user.dockerMachine("gc", "-y").failsWith(1).complains("not allowed");
        JsonArray list = json(user.dockerMachine("gc", "-y", "--format", "json").failsWith(1));
        assertThat(list.get(0).getAsJsonObject().get("removed").getAsBoolean()).isFalse();
        user.dockerMachine("gc", "--format", "json").failsWith(1).complains("--dry-run");
    }

    @Test
    void theVmOfARunningCreateIsNotTouched() throws IOException, InterruptedException {
        user.create("first", "--opennebula-template-id=0").succeeds();
        cloud.devcloud("fault", "add", "one.template.instantiate", "drop-after").succeeds();
        cloud.devcloud("fault", "add", "vm.prolog", "stuck").succeeds();
        Process create = user.start(List.of("docker-machine", "create", "--opennebula-template-id", "0", "m"));
        create.getOutputStream().close();
        try (BufferedReader lines = create.inputReader()) {
            while (cloud.api().vms().size() < 2) {
                Thread.onSpinWait();
            }
            assertThat(user.dockerMachine("gc", "-y").succeeds().stdout())
                    .isEqualTo("No host of this store is without a machine.\n");
            cloud.devcloud("fault", "clear").succeeds();
            assertThat(lines.lines()).anyMatch(line -> line.equals("Docker is up and running!"));
        }
        assertThat(create.waitFor()).isZero();
    }

    /** CI jobs remove by force: VMs that they cannot remove must not cost for ever. */
    @Test
    void aVmThatForcedRemovalLeavesIsRememberedAndRemovedLater() throws IOException {
        user.create("web", "--opennebula-template-id=0").succeeds();
        String left = storedVm("web");
        UserEnvironment lost = user.with("ONE_AUTH", "oneadmin:no longer valid");

        lost.dockerMachine("rm", "-y", "web").failsWith(1);
        Outcome forced = lost.dockerMachine("rm", "-f", "web");

        assertThat(forced.exitCode()).as("%s", forced).isZero();
        forced.says("Successfully removed web\n");
        forced.complains(
                "Error removing host \"web\": ",
                "VM " + left + " (web) of user oneadmin at " + cloud.endpoint() + " may still exist.",
                "docker-machine gc",
                "onevm terminate --hard " + left);
        assertThat(user.store().resolve("machines").toFile().list()).isEmpty();
        assertThat(user.dockerMachine("ls", "-q").succeeds().stdout()).isEmpty();
        user.create("web", "--opennebula-template-id=0").succeeds();
        String again = storedVm("web");

        lost.dockerMachine("gc", "--dry-run")
                .failsWith(1)
                .showsLine(left + " +web +\\? +oneadmin +" + cloud.endpoint() + " *")
                .complains("The host of the removed machine \"web\" cannot be removed: ", "gc --forget web");
        lost.dockerMachine("gc", "-y").failsWith(1);
        assertThat(cloud.api().vms()).hasSize(2);

        JsonArray list =
                json(user.dockerMachine("gc", "--dry-run", "--format", "json").succeeds());
        assertThat(list).hasSize(1);
        JsonObject vm = list.get(0).getAsJsonObject();
        assertThat(vm.get("id").getAsString()).isEqualTo(left);
        assertThat(vm.get("state").getAsString()).isEqualTo("RUNNING");
        assertThat(vm.get("remembered").getAsBoolean()).isTrue();
        user.dockerMachine("gc", "-y").succeeds().says("Removed host " + left + " (web)\n");
        assertThat(cloud.api().vms().stream().map(String::valueOf)).containsExactly(again);
        assertThat(user.store().resolve("removed")).doesNotExist();
        assertThat(user.dockerMachine("gc").succeeds().stdout())
                .isEqualTo("No host of this store is without a machine.\n");
        user.dockerMachine("rm", "-y", "web").succeeds();
    }

    /** The Go program sets no tags: only the store's record of the machine leads to its VM. */
    @Test
    void aVmOfTheGoProgramThatForcedRemovalLeavesIsFoundWithoutAMark() throws IOException {
        int left = runningVm(cloud.api(), "go", "");
        storeGoMachine("go", left);
        cloud.devcloud("fault", "add", "one.vm.action/terminate-hard", "error", "512", "not allowed")
                .succeeds();
        Outcome forced = user.dockerMachine("rm", "-f", "go");
        assertThat(forced.exitCode()).isZero();
        forced.complains("not allowed", "VM " + left + " (go) ", "onevm terminate --hard " + left);
        cloud.control().clearFaults();

        user.dockerMachine("gc", "--dry-run").succeeds().showsLine(left + " +go +RUNNING .*");
        cloud.api().terminate(left);
        await().until(() -> cloud.api().vms().isEmpty());
        assertThat(user.dockerMachine("gc").succeeds().stdout()).isEqualTo("""
                        The host of the removed machine go is gone.
                        No host of this store is without a machine.
                        """);
        assertThat(user.store().resolve("removed")).doesNotExist();
    }

    /** The numbers of VMs are each front end's own. */
    @Test
    void aVmThatForcedRemovalLeavesStaysRememberedWhileAMachineElsewhereHasItsNumber() throws IOException {
        int left = runningVm(cloud.api(), "go", "");
        storeGoMachine("go", left);
        user.with("ONE_AUTH", "oneadmin:wrong").dockerMachine("rm", "-f", "go");
        storeGoMachine("elsewhere", left);
        Path config = user.machine("elsewhere").resolve("config.json");
        Files.writeString(config, Files.readString(config).replace(cloud.endpoint(), "http://127.0.0.1:1/RPC2"));

        Outcome gc = user.dockerMachine("gc", "-y");

        gc.failsWith(1).showsLine(left + " +go +RUNNING .*").complains("gc --forget go");
        assertThat(gc.stdout()).doesNotContain("is gone", "Removed");
        assertThat(cloud.api().vms()).containsExactly(left);
        user.run("rm", "-r", user.machine("elsewhere").toString()).succeeds();
        user.dockerMachine("gc", "-y").succeeds().says("Removed host " + left + " (go)\n");
        assertThat(cloud.api().vms()).isEmpty();
    }

    @Test
    void aUserCanForgetAVmThatForcedRemovalLeft() throws IOException {
        int left = runningVm(cloud.api(), "go", "");
        storeGoMachine("go", left);
        user.with("ONE_AUTH", "oneadmin:wrong").dockerMachine("rm", "-f", "go");

        user.dockerMachine("gc", "--forget", "other").failsWith(1).complains("\"other\"");
        assertThat(user.dockerMachine("gc", "--forget", "go").succeeds().stdout())
                .isEqualTo("Forgot the host of go\n");

        assertThat(cloud.api().vms()).containsExactly(left);
        assertThat(user.dockerMachine("gc").succeeds().stdout())
                .isEqualTo("No host of this store is without a machine.\n");
    }

    private void storeGoMachine(String name, int vm) throws IOException {
        String config = StoredMachine.opennebula(name, vm, "")
                .json()
                .replace("$STORE", user.store().toString())
                .replaceAll("\"(User|Password|Token)\": \"[^\"]*\"", "\"$1\": \"\"")
                .replaceAll("\"Xmlrpcurl\": \"[^\"]*\"", "\"Xmlrpcurl\": \"" + cloud.endpoint() + "\"");
        Files.createDirectories(user.machine(name));
        Files.writeString(user.machine(name).resolve("config.json"), config);
    }

    /** A VM that no machine made. While it still boots, the front end refuses to terminate it. */
    private static int runningVm(OpenNebulaApi api, String name, String attributes) {
        int vm = api.instantiate(0, name, attributes);
        api.awaitRunning(vm);
        return vm;
    }

    private static OpenNebulaApi aliceApi() throws IOException {
        return new OpenNebulaApi(
                cloud.endpoint(),
                Files.readString(Path.of(cloud.access("alice").getOrDefault("ONE_AUTH", "")))
                        .strip());
    }

    private String storedVm(String machine) {
        return user.dockerMachine("inspect", "-f", "{{.Driver.VmId}}", machine)
                .succeeds()
                .stdout()
                .strip();
    }

    private static JsonArray json(Outcome outcome) {
        return new Gson().fromJson(outcome.stdout(), JsonArray.class);
    }

    private void holdsNothing() {
        assertThat(cloud.api().vms()).isEmpty();
        assertThat(user.store().resolve("machines").toFile().list()).isNullOrEmpty();
    }
}
