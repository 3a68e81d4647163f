package io.onemachine.e2e.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Relay;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The part of the fault campaign on real hosts, where leftovers would be processes, mounts and addresses. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class RealFaultsIT {

    private static final String[] TEMPLATE = {"--opennebula-template-id=0"};

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @BeforeAll
    static void startCloud(@TempDir Path folder) {
        cloud = Cloud.ofRealHosts(folder);
    }

    @AfterAll
    static void stopCloud() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void aVmWhoseCreationWasNotAnsweredIsSetUpAndRemoved() {
        cloud.control().addFault("one.template.instantiate", 1, List.of("drop-after"));
        cloud.control().addFault("one.vm.action", 1, List.of("drop-after"));
        UserEnvironment user = cloud.user();

        user.create("m", TEMPLATE).succeeds().says("Docker is up and running!\n");
        assertThat(cloud.api().vms()).hasSize(1);
        user.dockerMachine("rm", "-y", "m").succeeds();

        cloud.holdsNothing();
    }

    @Test
    void aKilledCreateIsFinishedByProvisionOrRemoved() throws IOException, InterruptedException {
        UserEnvironment user = cloud.user();
        killOnceStored(user, "\"VmId\"");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> user.dockerMachine("status", "m").stdout().equals("Running\n"));

        user.dockerMachine("provision", "m").succeeds();

        user.dockerMachine("ls").succeeds().showsLine("m +- +opennebula +Running +tcp://\\S+ +v2\\d\\.\\S+ *");
        user.dockerMachine("rm", "-y", "m").succeeds();
        cloud.holdsNothing();

        killOnceStored(user, "\"VmCallBegun\": true");
        user.dockerMachine("rm", "-y", "m").succeeds();
        cloud.holdsNothing();
    }

    @Test
    void rmRemovesTheVmAfterAnOutageOfTheFrontEnd() throws IOException, InterruptedException {
        InetSocketAddress frontEnd = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(cloud.endpoint()).getPort());
        UserEnvironment user = cloud.user();
        int port;
        Process create;
        try (Relay relay = Relay.start("127.0.0.1", 0, frontEnd)) {
            port = relay.port();
            create = begin(user.with("ONE_XMLRPC", "http://127.0.0.1:" + port + "/RPC2"));
            awaitStored(user, "\"VmId\"");
        }
        assertThat(create.waitFor()).isEqualTo(1);
        assertThat(new String(create.getErrorStream().readAllBytes(), UTF_8))
                .contains("nothing listens at", "could not be removed again", "docker-machine rm m");
        assertThat(cloud.api().vms()).hasSize(1);

        Relay back = Relay.start("127.0.0.1", port, frontEnd);
        try (back) {
            user.dockerMachine("rm", "-y", "m").succeeds();
        }
        cloud.holdsNothing();
    }

    private static void killOnceStored(UserEnvironment user, String text) throws IOException, InterruptedException {
        Process create = begin(user);
        awaitStored(user, text);
        create.toHandle().destroyForcibly();
        create.waitFor();
    }

    private static Process begin(UserEnvironment user) throws IOException {
        Process create = user.start(List.of("docker-machine", "create", TEMPLATE[0], "m"));
        create.getOutputStream().close();
        return create;
    }

    private static void awaitStored(UserEnvironment user, String text) {
        Path config = user.machine("m").resolve("config.json");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> Files.exists(config) && Files.readString(config).contains(text));
    }
}
