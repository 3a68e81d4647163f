package io.onemachine.e2e.devcloud;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.SystemSnapshot;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cloud that is stopped, started and killed keeps its machines, and removes everything else. */
final class DevcloudLifeIT {

    @Test
    void machinesSurviveAStopAndASigkillOfTheCloudAndNothingElseIsLeft(@TempDir Path folder) {
        SystemSnapshot before = SystemSnapshot.now(folder);
        try (Cloud cloud = Cloud.ofRealHosts(folder)) {
            UserEnvironment user = cloud.user();
            user.dockerMachine("create", "-d", "opennebula", "--opennebula-template-id", "0", "kept")
                    .succeeds();
            user.dockerMachine("ssh", "kept", "echo survived > note && sync").succeeds();

            cloud.stop();
            before.nothingWasAdded(folder);
            cloud.start();
            stillThere(user, cloud);

            kill(cloud);
            cloud.start();
            stillThere(user, cloud);
        }
        before.nothingWasAdded(folder);
    }

    private static void stillThere(UserEnvironment user, Cloud cloud) {
        assertThat(cloud.api().vms()).hasSize(1);
        await().atMost(2, MINUTES)
                .until(() ->
                        user.dockerMachine("ssh", "kept", "cat note").stdout().equals("survived\n"));
    }

    private static void kill(Cloud cloud) {
        ProcessHandle daemon = cloud.daemon();
        daemon.destroyForcibly();
        daemon.onExit().join();
    }
}
