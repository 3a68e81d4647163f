package io.onemachine.e2e.opennebula;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.onemachine.e2e.golden.StoredMachine;
import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two users of one cloud, each with a store of their own and a machine of the same name. */
final class SameNamesIT {

    private static final String[] TEMPLATE = {"--opennebula-template-id", "1", "--engine-install-url", "none"};

    @Test
    void machinesOfTheSameNameNeverTouchEachOthersVm(@TempDir Path folder) throws IOException {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            UserEnvironment admin = cloud.user();
            UserEnvironment alice = UserEnvironment.in(folder.resolve("alice")).with(cloud.access("alice"));
            admin.create("web", TEMPLATE).succeeds();
            cloud.devcloud("fault", "add", "one.template.instantiate", "drop-after", "--times", "1")
                    .succeeds();
            alice.create("web", TEMPLATE).succeeds();
            int admins = vmOf(admin);
            int alices = vmOf(alice);
            assertThat(admins).as("the first VM of a cloud").isZero();
            assertThat(alices).isNotEqualTo(admins);

            alice.dockerMachine("stop", "web").succeeds();
            assertThat(status(admin)).isEqualTo("Running");
            assertThat(status(alice)).isEqualTo("Stopped");
            admin.dockerMachine("stop", "web").succeeds();
            alice.dockerMachine("start", "web").succeeds();
            assertThat(status(admin)).isEqualTo("Stopped");
            admin.dockerMachine("ls").succeeds().showsLine("web .*Stopped.*");
            alice.dockerMachine("ls").succeeds().showsLine("web .*Running.*");

            alice.dockerMachine("rm", "-y", "web").succeeds();
            assertThat(cloud.api().vms()).containsExactly(admins);
            theOldDriversMachineWithoutAnId(cloud, admin, alice, admins);
            theFirstVmAfterTheGoDriverHasStoppedIt(cloud, admin);
        }
    }

    /** Only the name identifies the VM: no VM of another user or machine, and none of several, may be taken for it. */
    private static void theOldDriversMachineWithoutAnId(
            Cloud cloud, UserEnvironment admin, UserEnvironment alice, int admins) throws IOException {
        store(cloud, alice);
        alice.dockerMachine("rm", "-y", "web")
                .failsWith(1)
                .complains("user alice has no VM of that name that is known to be its", "rm -f web");
        assertThat(cloud.api().vms()).containsExactly(admins);

        int first = cloud.api("alice").instantiate(1, "web", "");
        int second = cloud.api("alice").instantiate(1, "web", "");
        alice.dockerMachine("rm", "-y", "web")
                .failsWith(1)
                .complains(
                        "there are several VMs of that name: ", first + " (", second + " (", "MachineId", "rm -f web");
        assertThat(cloud.api().vms()).containsExactlyInAnyOrder(admins, first, second);

        UserEnvironment other = admin.with(
                        Map.of("MACHINE_STORAGE_PATH", alice.store().toString()))
                .with(cloud.access("oneadmin"));
        // With the administrator's credentials: its only VM of that name is that of its own machine, and has the tag.
        other.dockerMachine("rm", "-y", "web").failsWith(1).complains("not known to be its: " + admins + " (");
        assertThat(cloud.api().vms()).containsExactlyInAnyOrder(admins, first, second);

        Path config = alice.machine("web").resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"MachineId\": 0", "\"MachineId\": " + second));
        alice.dockerMachine("rm", "-y", "web").succeeds();
        assertThat(cloud.api().vms()).containsExactlyInAnyOrder(admins, first);
        store(cloud, alice);
        alice.dockerMachine("rm", "-y", "web").succeeds();
        assertThat(cloud.api().vms()).containsExactly(admins);
    }

    /** The Go driver treats id 0 as none and drops unknown keys: the tag, and the id where it is 0. */
    private static void theFirstVmAfterTheGoDriverHasStoppedIt(Cloud cloud, UserEnvironment admin) throws IOException {
        admin.dockerMachine("start", "web").succeeds();
        int stranger = cloud.api().instantiate(1, "web", "");
        dropOurKeys(admin);
        assertThat(status(admin)).isEqualTo("Running");
        admin.dockerMachine("ls").succeeds().showsLine("web .*Running.*");
        admin.dockerMachine("stop", "web").succeeds();
        dropOurKeys(admin);
        assertThat(status(admin)).isEqualTo("Stopped");
        admin.dockerMachine("start", "web").succeeds();
        dropOurKeys(admin);
        assertThat(admin.dockerMachine("gc", "-y").succeeds().stdout())
                .isEqualTo("No host of this store is without a machine.\n");
        admin.dockerMachine("rm", "-y", "web").succeeds();
        assertThat(cloud.api().vms()).containsExactly(stranger);
        cloud.api().terminate(stranger);
    }

    private static void dropOurKeys(UserEnvironment user) throws IOException {
        Path file = user.machine("web").resolve("config.json");
        JsonObject config = new Gson().fromJson(Files.readString(file), JsonObject.class);
        JsonObject driver = config.getAsJsonObject("Driver");
        assertThat(driver.get("MachineId").getAsInt()).isZero();
        driver.keySet().removeIf(key -> key.startsWith("Vm"));
        Files.writeString(file, config.toString());
    }

    private static void store(Cloud cloud, UserEnvironment user) throws IOException {
        String config = StoredMachine.opennebula("web", 0, "")
                .json()
                .replace("$STORE", user.store().toString())
                .replaceAll("\"(User|Password|Token)\": \"[^\"]*\"", "\"$1\": \"\"")
                .replaceAll("\"Xmlrpcurl\": \"[^\"]*\"", "\"Xmlrpcurl\": \"" + cloud.endpoint() + "\"");
        Files.createDirectories(user.machine("web"));
        Files.writeString(user.machine("web").resolve("config.json"), config);
    }

    private static int vmOf(UserEnvironment user) {
        return Integer.parseInt(user.dockerMachine("inspect", "-f", "{{.Driver.VmId}}", "web")
                .succeeds()
                .stdout()
                .strip());
    }

    private static String status(UserEnvironment user) {
        return user.dockerMachine("status", "web").succeeds().stdout().strip();
    }
}
