package io.onemachine.e2e.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Outcome;
import io.onemachine.e2e.support.RealHosts;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the first command of a new user twice. */
final class QuickstartIT {

    @Test
    void quickstartEndsWithAContainersOutputAndCanBeRunAgain(@TempDir Path folder) {
        RealHosts.required();
        UserEnvironment newcomer = UserEnvironment.in(folder).withSharedCache().with("DEVCLOUD_PORT", "0");
        try {
            Outcome first = newcomer.run("quickstart").succeeds();
            first.showsLine("demo +- +opennebula +Running +tcp://\\S+ +v2\\d\\.\\S+ *")
                    .says("Hello from a container on demo");

            Outcome second = newcomer.run("quickstart").succeeds();
            second.says("already", "Hello from a container on demo");
            assertThat(newcomer.dockerMachine("ls", "-q").succeeds().stdout()).isEqualTo("demo\n");
            // Without the cloud's variables: what the store holds is enough.
            assertThat(newcomer.dockerMachine("ssh", "demo", "--", "systemctl", "is-active", "docker")
                            .succeeds()
                            .stdout())
                    .isEqualTo("active\n");
            newcomer.dockerMachine("rm", "-y", "demo").succeeds();
        } finally {
            newcomer.run("devcloud", "stop").succeeds();
        }
    }

    @Test
    void theStubKindWorksWithoutRealHostsAndLeavesNothing(@TempDir Path folder) {
        UserEnvironment newcomer = UserEnvironment.in(folder);
        newcomer.run("quickstart", "--stub")
                .succeeds()
                .showsLine("demo +- +opennebula +Running +tcp://127\\.\\S+ +v\\S+ *")
                .says("Successfully removed demo");
        assertThat(newcomer.dockerMachine("ls", "-q").succeeds().stdout()).isEmpty();
    }

    @Test
    void anUnknownOptionIsRefused(@TempDir Path folder) {
        UserEnvironment.in(folder).run("quickstart", "--fast").failsWith(1).complains("Usage: bin/quickstart");
    }
}
