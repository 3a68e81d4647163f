package io.onemachine.e2e.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.support.Cloud;
import io.onemachine.e2e.support.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invalid input: a message that names it, the exit code, and nothing created anywhere. */
final class BadInputIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cloud cloud;

    @BeforeAll
    static void startCloud() {
        cloud = Cloud.ofStubs(folder);
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    @Test
    void wrongCredentialsAreReportedWithoutThePassword() {
        Outcome outcome =
                cloud.user().with("ONE_AUTH", "oneadmin:s3cret-word").create("m", "--opennebula-template-id=0");
        outcome.failsWith(3).complains("oneadmin", "ONE_AUTH");
        assertThat(outcome.toString()).doesNotContain("s3cret-word");
        cloud.holdsNothing();
    }

    @Test
    void missingCredentialsAreReportedWithEverySourceThatWasTried() {
        cloud.user()
                .with("ONE_AUTH", "")
                .create("m", "--opennebula-template-id=0")
                .failsWith(1)
                .complains("ONE_AUTH", "--opennebula-user");
        cloud.holdsNothing();
    }

    @Test
    void anEndpointThatRefusesIsNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String endpoint = "http://127.0.0.1:" + free + "/RPC2";
        cloud.user()
                .with("ONE_XMLRPC", endpoint)
                .create("m", "--opennebula-template-id=0")
                .failsWith(3)
                .complains(endpoint, "refused");
        cloud.holdsNothing();
    }

    @Test
    void anEndpointThatHangsIsGivenUpAfterTenSeconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String endpoint = "http://127.0.0.1:" + silent.getLocalPort() + "/RPC2";
            cloud.user()
                    .with("ONE_XMLRPC", endpoint)
                    .create("m", "--opennebula-template-id=0")
                    .failsWith(3)
                    .complains(endpoint, "10 s");
        }
        cloud.holdsNothing();
    }

    @ParameterizedTest
    @CsvSource({
        "--opennebula-template-id=4711, --opennebula-network-id=0, 4711",
        "--opennebula-template-name=nosuch, --opennebula-network-id=0, nosuch",
        "--opennebula-template-id=0, --opennebula-network-id=4711, 4711",
        "--opennebula-template-id=0, --opennebula-network-name=nosuch, nosuch",
        "--opennebula-image-id=4711, --opennebula-network-id=0, 4711",
        "--opennebula-image-name=nosuch, --opennebula-network-id=0, nosuch",
    })
    void whatTheCloudDoesNotHaveIsNamedWithItsOption(String first, String second, String missing) {
        String flag = (first.endsWith(missing) ? first : second).replaceAll("=.*", "");
        cloud.user().create("m", first, second).failsWith(3).complains(flag, missing);
        cloud.holdsNothing();
    }

    @Test
    void aNameNoHostCanHaveIsRefused() {
        for (String name : List.of("bad name", "under_score", ".hidden", "a/b", "../x", "")) {
            cloud.user()
                    .dockerMachine("create", "-d", "opennebula", "--opennebula-template-id", "0", name)
                    .failsWith(1);
        }
        cloud.holdsNothing();
    }

    @Test
    void anUnknownDriverAndAnUnknownFlagAreNamed() {
        cloud.user()
                .dockerMachine("create", "-d", "nosuch", "m")
                .failsWith(1)
                .complains(
                        "Driver \"nosuch\" not found. Do you have the plugin binary \"docker-machine-driver-nosuch\"");
        cloud.user().create("m", "--opennebula-tempalte-id=0").failsWith(1).complains("opennebula-tempalte-id");
        cloud.holdsNothing();
    }

    @Test
    void anUnknownMachineIsNamed() {
        for (String command : List.of(
                "status",
                "ip",
                "url",
                "inspect",
                "env",
                "config",
                "ssh",
                "start",
                "stop",
                "kill",
                "restart",
                "provision",
                "upgrade")) {
            cloud.user()
                    .dockerMachine(command, "ghost")
                    .failsWith(1)
                    .complains("Docker machine \"ghost\" does not exist. Use \"docker-machine ls\" to list machines.");
        }
    }
}
