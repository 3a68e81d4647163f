package io.onemachine.devcloud.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.testing.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a template plans for a time happens then, and not before. */
final class ScheduleTest {

    private static final String ONE = "CPU=1 MEMORY=64 DISK=[IMAGE_ID=0] ";
    private static final String IN_AN_HOUR = "SCHED_ACTION=[ACTION=\"terminate-hard\",TIME=\"+3600\"] ";

    @TempDir
    private Path folder;

    private TestCloud cloud;

    @BeforeEach
    void start() {
        cloud = TestCloud.in(folder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void aLeaseEndsAMachineWhenItsTimeHasCome() {
        int id = running(ONE + IN_AN_HOUR);
        assertThat(info(id))
                .contains("<SCHED_ACTION><ACTION><![CDATA[terminate-hard]]></ACTION><ID><![CDATA[0]]></ID>"
                        + "<TIME><![CDATA[+3600]]></TIME></SCHED_ACTION>");
        cloud.pass(Duration.ofMinutes(59));
        assertThat(cloud.state(id)).isEqualTo(VmState.RUNNING);
        cloud.pass(Duration.ofMinutes(2));
        cloud.awaitState(id, VmState.DONE);
        assertThat(info(id)).containsPattern("<DONE><!\\[CDATA\\[\\d+]]></DONE>");
    }

    @Test
    void aTimeSince1970AndSeveralActionsInTurn() {
        long soon = Instant.now().plusSeconds(600).getEpochSecond();
        int id = running(ONE + "SCHED_ACTION=[ACTION=\"poweroff\",TIME=\"" + soon + "\",ID=\"7\"] "
                + "SCHED_ACTION=[ACTION=\"resume\",TIME=\"+1200\"] ");
        assertThat(info(id)).contains("<ID><![CDATA[7]]></ID>", "<ID><![CDATA[1]]></ID>");
        cloud.pass(Duration.ofMinutes(11));
        cloud.awaitState(id, VmState.POWEROFF);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(cloud.state(id)).as("done once").isEqualTo(VmState.POWEROFF);
        cloud.pass(Duration.ofMinutes(10));
        cloud.awaitState(id, VmState.RUNNING);
    }

    @Test
    void whatTheStateDoesNotAllowIsToldAndTriedAgain() {
        int id = running(ONE + "SCHED_ACTION=[ACTION=\"resume\",TIME=\"+60\"] ");
        cloud.pass(Duration.ofMinutes(2));
        assertThat(info(id)).contains("This action is not available for state RUNNING]]></MESSAGE>");
        assertThat(cloud.call("one.vm.action", "poweroff", id).success()).isTrue();
        cloud.awaitState(id, VmState.POWEROFF);
        cloud.pass(Duration.ZERO);
        cloud.awaitState(id, VmState.RUNNING);
    }

    @Test
    void aLeaseGoesOnWhileTheCloudIsDown() {
        int id = running(ONE + IN_AN_HOUR);
        cloud.close();
        cloud = TestCloud.in(folder);
        cloud.awaitState(id, VmState.RUNNING);
        cloud.pass(Duration.ofMinutes(61));
        cloud.awaitState(id, VmState.DONE);
    }

    @Test
    void anActionOrTimeThatIsNoneIsRefused() {
        assertThat(refusal("SCHED_ACTION=[ACTION=\"explode\",TIME=\"+1\"]"))
                .contains("action \"explode\" is not supported");
        assertThat(refusal("SCHED_ACTION=[ACTION=\"poweroff\",TIME=\"tomorrow\"]"))
                .contains("TIME \"tomorrow\" is neither seconds since 1970 nor +SECONDS");
    }

    private String refusal(String attribute) {
        return cloud.call("one.vm.allocate", ONE + attribute, false).text();
    }

    private int running(String template) {
        int id = cloud.call("one.vm.allocate", template, false).id();
        cloud.awaitState(id, VmState.RUNNING);
        return id;
    }

    private String info(int id) {
        return cloud.call("one.vm.info", id).text();
    }
}
