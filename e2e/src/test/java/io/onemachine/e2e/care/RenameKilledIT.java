package io.onemachine.e2e.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.StepKill;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code rename}, killed with SIGKILL at every step, each of which ends with a rename(2): there is always one machine with one VM, and no
 * command takes the VM for an orphan.
 */
final class RenameKilledIT {

    private static final int MOST_STEPS = 12;

    /** What a killed command left in the store. */
    private enum Left {
        NOTHING,
        NEW_CONFIGURATION_BESIDE_THE_OLD,
        NEW_FOLDER_WITH_THE_OLD_CONFIGURATION,
        NEW_FOLDER_WITH_THE_NEW_CONFIGURATION
    }

    @TempDir
    static Path folder;

    private static Cloud cloud;
    private static UserEnvironment user;

    @BeforeAll
    static void startCloud() {
        StepKill.required();
        cloud = Cloud.ofStubs(folder);
        user = cloud.user();
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void afterEveryStepTheSameCommandCompletesIt() throws Exception {
        create("m");
        Set<Left> seen = EnumSet.noneOf(Left.class);
        int step = 1;
        while (killedAt(step, "m", "n")) {
            seen.add(left());
            thereIsOneMachine();
            user.dockerMachine("rename", "m", "n").succeeds().says("Machine \"m\" is now \"n\".");
            isComplete("n");
            user.dockerMachine("rename", "n", "m").succeeds();
            step++;
            assertThat(step).isLessThan(MOST_STEPS);
        }
        isComplete("n");
        assertThat(seen).containsExactlyInAnyOrder(Left.values());
        user.dockerMachine("rm", "-y", "n").succeeds();
        cloud.holdsNothing();
    }

    @Test
    void afterEveryStepTheMachineCanBeRemovedWithItsVm() throws Exception {
        int step = 1;
        while (true) {
            create("m");
            boolean killed = killedAt(step, "m", "n");
            user.dockerMachine("rm", "-y", thereIsOneMachine()).succeeds();
            cloud.holdsNothing();
            user.dockerMachine("gc", "-y").succeeds();
            if (!killed) {
                break;
            }
            step++;
        }
        assertThat(step).isGreaterThan(Left.values().length);
    }

    @Test
    void killedWhileTheFrontEndRenamesTheVm() throws Exception {
        create("m");
        cloud.control().addFault("one.vm.rename", 1, List.of("delay", "20s"));
        Process process = user.start(List.of("docker-machine", "rename", "m", "n"));
        process.getOutputStream().close();
        Thread reader =
                Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(line -> {}));
        while (cloud.control().hasFaults() && process.isAlive()) {
            Thread.onSpinWait();
        }
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join();
        assertThat(thereIsOneMachine()).isEqualTo("n");
        user.dockerMachine("rename", "m", "n").succeeds();
        isComplete("n");
        user.dockerMachine("rm", "-y", "n").succeeds();
        cloud.holdsNothing();
    }

    private static void create(String name) {
        user.create(name, "--opennebula-template-id=1", "--engine-install-url=none")
                .succeeds();
    }

    private static boolean killedAt(int step, String from, String to) throws Exception {
        return new StepKill(user, folder).before("rename", step, "rename", from, to);
    }

    private static Left left() throws Exception {
        if (Files.exists(user.machine("m"))) {
            return Files.exists(user.machine("m").resolve("config.json.renamed"))
                    ? Left.NEW_CONFIGURATION_BESIDE_THE_OLD
                    : Left.NOTHING;
        }
        return Files.exists(user.machine("n").resolve("config.json.renamed"))
                ? Left.NEW_FOLDER_WITH_THE_OLD_CONFIGURATION
                : Left.NEW_FOLDER_WITH_THE_NEW_CONFIGURATION;
    }

    /** Checks what commands show right afterwards; returns the machine's name. */
    private static String thereIsOneMachine() {
        Outcome list =
                user.dockerMachine("ls", "--format", "{{.Name}} {{.State}}").succeeds();
        assertThat(list.stdout()).matches("[mn] Running\n");
        assertThat(cloud.api().vms()).hasSize(1);
        assertThat(user.dockerMachine("gc", "--dry-run", "--format", "json")
                        .succeeds()
                        .stdout()
                        .strip())
                .isEqualTo("[]");
        String name = list.stdout().substring(0, 1);
        assertThat(user.dockerMachine(
                                "inspect", "--format", "{{.Name}} {{.Driver.MachineName}} {{.Driver.SSHKeyPath}}", name)
                        .succeeds()
                        .stdout())
                .isEqualTo(name + " " + name + " " + user.machine(name).resolve("id_ed25519") + "\n");
        return name;
    }

    private static void isComplete(String name) {
        assertThat(thereIsOneMachine()).isEqualTo(name);
        user.dockerMachine("ssh", name, "true").succeeds();
        assertThat(cloud.api().vm(cloud.api().vms().getFirst())).contains("<NAME>" + name + "</NAME>");
        assertThat(user.machine(name)).isDirectoryNotContaining("glob:**{renamed,tmp,busy}");
    }
}
