package io.onemachine.devcloud.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.fault.Effect;
import io.onemachine.devcloud.testing.RawAnswer;
import io.onemachine.devcloud.testing.RawHttp;
import io.onemachine.devcloud.testing.TestCloud;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the wire: odd requests, and answers that are bad on purpose. */
final class FrontEndTest {

    private static final byte[] VERSION =
            ("<methodCall><methodName>one.system.version</methodName><params><param><value>"
                            + "<string>oneadmin:opennebula</string></value></param></params></methodCall>")
                    .getBytes(StandardCharsets.UTF_8);

    private static final String ALLOCATE =
            "<methodCall><methodName>one.vm.allocate</methodName><params><param><value>oneadmin:opennebula</value></param>"
                    + "<param><value>CPU=1 MEMORY=1</value></param></params></methodCall>";

    private TestCloud cloud;

    @BeforeEach
    void start(@TempDir Path folder) {
        cloud = TestCloud.in(folder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void aBodyWithoutItsLengthIsRefused() {
        RawAnswer chunked = RawHttp.send(
                cloud.port(),
                "POST /RPC2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
                "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(chunked.status()).isEqualTo(411);
        RawAnswer none = RawHttp.send(cloud.port(), "POST /RPC2 HTTP/1.1\r\nHost: x\r\n\r\n", new byte[0]);
        assertThat(none.status()).isEqualTo(411);
    }

    @Test
    void thePathInAnErrorPageIsNoMarkup() {
        RawAnswer answer = RawHttp.post(cloud.port(), "/%3Cscript%3E", VERSION);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.bodyText()).contains("'/&lt;script&gt;'").doesNotContain("<script>");
    }

    @Test
    void invalidBytesGetAFaultAndTheCloudContinues() {
        long seed = 20_261_122;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 200; i++) {
            byte[] body = VERSION.clone();
            int changes = random.nextInt(1, 6);
            for (int change = 0; change < changes; change++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            RawAnswer answer = RawHttp.post(cloud.port(), "/RPC2", body);
            assertThat(answer.status()).as("seed %d, case %d", seed, i).isEqualTo(200);
            assertThat(answer.bodyText()).as("seed %d, case %d", seed, i).contains("<methodResponse>");
        }
        assertThat(cloud.call("one.system.version").text()).isEqualTo("7.4.0");
    }

    @Test
    void documentsWithEntitiesAreRefused() {
        String bomb =
                "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><methodCall><methodName>&b;</methodName>"
                        + "</methodCall>";
        assertThat(RawHttp.post(cloud.port(), "/RPC2", bomb.getBytes(StandardCharsets.UTF_8))
                        .bodyText())
                .contains("<i4>-503</i4>");
    }

    @Test
    void aCallThatIsTooLongIsRefused() {
        RawAnswer answer = RawHttp.post(cloud.port(), "/RPC2", new byte[(16 << 20) + 1]);
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void callsAreCountedByMethodAndAction() {
        cloud.call("one.system.version");
        cloud.call("one.system.version");
        cloud.call("one.vm.action", "resume", 7);
        assertThat(cloud.calls().counts())
                .containsEntry("one.system.version", 2L)
                .containsEntry("one.vm.action/resume", 1L);
    }

    @Test
    void anErrorReplacesTheCallsEffectAsOftenAsSet() {
        cloud.faults().add("one.vm.allocate", Optional.empty(), new Effect.Refuse(8192, "not now"), 2);
        for (int i = 0; i < 2; i++) {
            TestCloud.Outcome failed = cloud.call("one.vm.allocate", "CPU=1 MEMORY=1", false);
            assertThat(failed.code()).isEqualTo(8192);
            assertThat(failed.text()).isEqualTo("[one.vm.allocate] not now");
        }
        assertThat(cloud.call("one.vm.allocate", "CPU=1 MEMORY=1", false).id()).isZero();
        assertThat(cloud.faults().list()).isEmpty();
    }

    @Test
    void aFaultOfAnActionLeavesOtherActionsAlone() {
        cloud.faults().add("one.vm.action/resume", Optional.empty(), new Effect.Refuse(2048, "no"), -1);
        int id = cloud.call("one.vm.allocate", "CPU=1 MEMORY=1", true).id();
        assertThat(cloud.call("one.vm.action", "resume", id).text()).endsWith("no");
        assertThat(cloud.call("one.vm.action", "release", id).success()).isTrue();
    }

    @Test
    void aConnectionIsDroppedBeforeOrAfterTheEffect() {
        byte[] allocate = ALLOCATE.getBytes(StandardCharsets.UTF_8);
        cloud.faults().add("*", Optional.empty(), new Effect.DropBefore(), 1);
        assertThat(RawHttp.post(cloud.port(), "/RPC2", allocate).isEmpty()).isTrue();
        assertThat(cloud.cloud().locked(() -> cloud.cloud().vms().size())).isZero();

        cloud.faults().add("*", Optional.empty(), new Effect.DropAfter(), 1);
        assertThat(RawHttp.post(cloud.port(), "/RPC2", allocate).isEmpty()).isTrue();
        assertThat(cloud.cloud().locked(() -> cloud.cloud().vms().size())).isEqualTo(1);
    }

    @Test
    void answersBreakOffOrMeanNothing() {
        cloud.faults().add("*", Optional.empty(), new Effect.Truncate(10), 1);
        RawAnswer truncated = RawHttp.post(cloud.port(), "/RPC2", VERSION);
        assertThat(truncated.status()).isEqualTo(200);
        assertThat(truncated.body()).hasSize(10);

        cloud.faults().add("*", Optional.empty(), new Effect.Garbage(), 1);
        assertThat(RawHttp.post(cloud.port(), "/RPC2", VERSION).bodyText()).doesNotContain("<methodResponse>");

        cloud.faults().add("*", Optional.empty(), new Effect.Page(502), 1);
        RawAnswer page = RawHttp.post(cloud.port(), "/RPC2", VERSION);
        assertThat(page.status()).isEqualTo(502);
        assertThat(page.bodyText()).startsWith("<!DOCTYPE html>");

        cloud.faults().add("*", Optional.empty(), new Effect.Delay(Duration.ofMillis(1)), 1);
        assertThat(RawHttp.post(cloud.port(), "/RPC2", VERSION).bodyText()).contains("7.4.0");
    }
}
