package io.onemachine.e2e.devcloud;

import static io.onemachine.e2e.support.OpenNebulaApi.element;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine's life on front ends of the releases that the devcloud imitates. All other tests run on the usual one. */
final class FrontEndReleasesIT {

    /** As the web interface creates it: image and network by number. */
    private static final String TEMPLATE = """
            NAME="by-number"
            CPU="1"
            MEMORY="512"
            DISK=[IMAGE_ID="0"]
            NIC=[NETWORK_ID="0"]
            CONTEXT=[NETWORK="YES",SSH_PUBLIC_KEY="$USER[SSH_PUBLIC_KEY]"]
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6.8 | 6.8.3 | No network meet leases and SCHED_NIC_REQUIREMENTS: NAME = \"nowhere\"",
                "7.4 | 7.4.0 | No virtual network meets SCHED_NIC_REQUIREMENTS for NIC 0"
            })
    void aMachineIsCreatedListedLeasedAndRemoved(
            String release, String version, String noNetwork, @TempDir Path folder) {
        try (Cloud cloud = Cloud.ofStubs(folder, "--imitate", release)) {
            assertThat(cloud.api().call("one.system.version")).isEqualTo(version);
            int template = cloud.api().registerTemplate(TEMPLATE);
            UserEnvironment user = cloud.user();
            user.create("web", "--opennebula-template-id=" + template, "--opennebula-lease=8h")
                    .succeeds()
                    .says("Docker is up and running!\n");
            int web = cloud.api().vms().getFirst();
            String document = cloud.api().vm(web);
            String action = element(document, "SCHED_ACTION");
            assertThat(element(action, "ACTION")).isEqualTo("terminate-hard");
            assertThat(Long.parseLong(element(action, "TIME")) - Long.parseLong(element(document, "STIME")))
                    .isEqualTo(8 * 3600);
            assertThat(action.contains("<WARNING>")).isEqualTo(release.equals("7.4"));

            user.create(
                            "shop",
                            "--opennebula-template-id=" + template,
                            "--opennebula-nic=NETWORK_MODE=auto,SCHED_REQUIREMENTS=\"NAME = \\\"priv*\\\"\"",
                            "--opennebula-requirements=NAME != \"$NAME\" & ID = $UID")
                    .succeeds();
            String placed = cloud.api().vm(cloud.api().vms().getFirst());
            assertThat(element(element(placed, "NIC"), "NETWORK")).isEqualTo("private");
            assertThat(element(element(placed, "USER_TEMPLATE"), "SCHED_REQUIREMENTS"))
                    .isEqualTo("NAME != \"shop\" & ID = 0");
            String address = element(element(placed, "NIC"), "IP");
            user.dockerMachine("ls")
                    .succeeds()
                    .showsLine("shop +- +opennebula +Running +tcp://" + address + ":2376 +v2\\d\\.\\S+ *")
                    .showsLine(
                            "web +- +opennebula +Running +tcp://\\S+ +v2\\d\\.\\S+ +The lease of \"web\" ends at .*");
            user.dockerMachine("stop", "shop").succeeds();
            user.dockerMachine("start", "shop").succeeds();
            assertThat(user.dockerMachine("ip", "shop").succeeds().stdout()).isEqualTo(address + "\n");

            user.create(
                            "lost",
                            "--opennebula-template-id=" + template,
                            "--opennebula-start-retries=1",
                            "--opennebula-nic=NETWORK_MODE=auto,SCHED_REQUIREMENTS=\"NAME = \\\"nowhere\\\"\"")
                    .failsWith(1)
                    .complains("it is in state PENDING: ", "Cannot dispatch VM: " + noNetwork);

            int lease = Integer.parseInt(element(action, "ID"));
            cloud.api().call("one.vm.schedupdate", web, lease, "SCHED_ACTION=[TIME=\"1\"]");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !cloud.api().vms().contains(web));
            user.dockerMachine("ls").succeeds().showsLine("web +- +opennebula +Error .*");
            user.dockerMachine("rm", "-y", "web", "shop").succeeds();
            cloud.holdsNothing();
        }
    }
}
