package io.onemachine.e2e.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old and new engines: the oldest one with a Debian package, and one that refuses old API versions. */
final class EngineGenerationsIT {

    @Test
    void docker20_10OnBookwormIsProvisionedAndShown(@TempDir Path folder) {
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            UserEnvironment user = cloud.user();
            user.dockerMachine("create", "-d", "opennebula", "--opennebula-template-name", "debian-docker-20.10", "old")
                    .succeeds();
            user.dockerMachine("ls").succeeds().showsLine("old +- +opennebula +Running +tcp://\\S+ +v20\\.10\\.\\S+ *");
            assertThat(user.dockerMachine("version", "old").succeeds().stdout()).startsWith("20.10.");
            user.dockerMachine("config", "old").succeeds().says("--tlsverify\n");
            assertThat(user.dockerMachine("ssh", "old", "docker ps -q")
                            .succeeds()
                            .stdout())
                    .isEmpty();
        }
    }

    @Test
    void anEngineThatRefusesOldApiVersionsIsProvisionedAndShown(@TempDir Path folder) {
        try (Cloud cloud = Cloud.ofStubs(folder)) {
            cloud.api().call("one.template.allocate", """
                            NAME="engine-29" CPU="1" MEMORY="256" DISK=[IMAGE="debian-docker"] NIC=[NETWORK="public"]
                            ONEMACHINE_STUB_ENGINE="29.0.0/1.44\"""");
            UserEnvironment user = cloud.user();
            user.dockerMachine("create", "-d", "opennebula", "--opennebula-template-name", "engine-29", "new")
                    .succeeds();
            user.dockerMachine("ls").succeeds().showsLine("new +- +opennebula +Running +tcp://\\S+ +v29\\.0\\.0 *");
            assertThat(user.dockerMachine("version", "new").succeeds().stdout()).isEqualTo("29.0.0\n");
            user.dockerMachine("config", "new").succeeds().says("--tlsverify\n");
        }
    }
}
