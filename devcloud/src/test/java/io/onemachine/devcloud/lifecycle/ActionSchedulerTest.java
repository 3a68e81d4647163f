package io.onemachine.devcloud.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.devcloud.cloud.VmState;
import io.onemachine.devcloud.testing.TestCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that scheduled actions of templates run at their time, and not before. */
final class ActionSchedulerTest {

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
                .contains("<SCHED_ACTIONS><ID>0</ID></SCHED_ACTIONS>")
                .containsPattern("<SCHED_ACTION><ID>0</ID><PARENT_ID>0</PARENT_ID><TYPE>VM</TYPE>"
                        + "<ACTION>terminate-hard</ACTION><ARGS></ARGS><TIME>\\d+</TIME>.*<DONE>-1</DONE>");
        assertThat(number("TIME", info(id)) - number("STIME", info(id)))
                .as("counted from the creation of the VM")
                .isEqualTo(3600);
        assertThat(cloud.call("one.vmpool.infoset", Integer.toString(id), true).text())
                .contains("<SCHED_ACTIONS><ID>0</ID></SCHED_ACTIONS>")
                .doesNotContain("<SCHED_ACTION>");
        cloud.pass(Duration.ofMinutes(59));
        assertThat(cloud.state(id)).isEqualTo(VmState.RUNNING);
        cloud.pass(Duration.ofMinutes(2));
        cloud.awaitState(id, VmState.DONE);
        assertThat(info(id))
                .as("scheduled actions end with the VM")
                .contains("<SCHED_ACTIONS><ID>0</ID></SCHED_ACTIONS>")
                .doesNotContain("<SCHED_ACTION>");
    }

    @Test
    void aTimeSince1970AndSeveralActionsInTurn() {
        long soon = Instant.now().plusSeconds(600).getEpochSecond();
        int id = running(ONE + "SCHED_ACTION=[ACTION=\"poweroff\",TIME=\"" + soon + "\",ID=\"7\"] "
                + "SCHED_ACTION=[ACTION=\"resume\",TIME=\"+1200\"] ");
        assertThat(info(id))
                .as("numbers are given by the cloud")
                .contains("<SCHED_ACTIONS><ID>0</ID><ID>1</ID></SCHED_ACTIONS>");
        cloud.pass(Duration.ofMinutes(11));
        cloud.awaitState(id, VmState.POWEROFF);
        assertThat(number("DONE", info(id)))
                .as("seconds pass on a busy computer, too")
                .isGreaterThanOrEqualTo(number("STIME", info(id)) + 660);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(cloud.state(id)).as("done once").isEqualTo(VmState.POWEROFF);
        cloud.pass(Duration.ofMinutes(10));
        cloud.awaitState(id, VmState.RUNNING);
    }

    @Test
    void anActionThatTheStateDoesNotAllowIsReportedAndRepeated() {
        int id = running(ONE + "SCHED_ACTION=[ACTION=\"resume\",TIME=\"+60\"] ");
        cloud.pass(Duration.ofMinutes(2));
        assertThat(info(id)).contains("This action is not available for state RUNNING</MESSAGE>");
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

    /** Earlier versions stored times as given, and numbered actions for each VM. */
    @Test
    void aLeaseStoredByAnEarlierVersionEndsItsVm() throws IOException {
        int id = running(ONE + IN_AN_HOUR);
        cloud.close();
        Path kept = folder.resolve("vms/" + id + ".json");
        String json = Files.readString(kept);
        String before = json.replaceFirst("\"TIME\":\"\\d+\"", "\"TIME\":\"+3600\"")
                .replace("\"PERSISTENT_SNAPSHOTS\":\"YES\",", "");
        assertThat(before.length()).isLessThan(json.length() - 20);
        Files.writeString(kept, before);
        cloud = TestCloud.in(folder);
        cloud.awaitState(id, VmState.RUNNING);
        assertThat(number("TIME", info(id)) - number("STIME", info(id))).isEqualTo(3600);
        cloud.pass(Duration.ofMinutes(61));
        cloud.awaitState(id, VmState.DONE);
    }

    @Test
    void anInvalidActionOrTimeIsRefused() {
        assertThat(refusal("SCHED_ACTION=[ACTION=\"explode\",TIME=\"+1\"]")).endsWith("explode is not supported.");
        assertThat(refusal("SCHED_ACTION=[TIME=\"+1\"]")).endsWith("No ACTION in template for Scheduled Action.");
        assertThat(refusal("SCHED_ACTION=[ACTION=\"poweroff\",TIME=\"tomorrow\"]"))
                .endsWith("Unable to parse the time value or value is empty: tomorrow");
    }

    @Test
    void scheduledActionsAreAddedChangedAndDeleted() {
        running(ONE + IN_AN_HOUR);
        int id = running(ONE + IN_AN_HOUR);
        assertThat(cloud.call("one.vm.schedadd", id, "SCHED_ACTION=[ACTION=\"poweroff\",TIME=\"+600\"]")
                        .id())
                .as("numbers are the cloud's")
                .isEqualTo(2);
        assertThat(cloud.call("one.vm.schedupdate", id, 2, "SCHED_ACTION=[TIME=\"+1200\"]")
                        .id())
                .isEqualTo(2);
        assertThat(cloud.call("one.vm.scheddelete", id, 1).id()).isEqualTo(id);
        cloud.pass(Duration.ofMinutes(11));
        assertThat(cloud.state(id)).isEqualTo(VmState.RUNNING);
        cloud.pass(Duration.ofMinutes(10));
        cloud.awaitState(id, VmState.POWEROFF);
        cloud.pass(Duration.ofHours(2));
        assertThat(cloud.state(id)).isEqualTo(VmState.POWEROFF);
    }

    @Test
    void invalidScheduledActionsAreRefusedWithoutAChange() {
        int id = running(ONE + IN_AN_HOUR);
        String before = info(id);
        TestCloud.Outcome nothing = cloud.call("one.vm.schedadd", id, "NAME=x");
        assertThat(nothing.text()).isEqualTo("[one.vm.schedadd] No SCHED_ACTION attribute in template");
        assertThat(nothing.code()).isEqualTo(2048);
        TestCloud.Outcome unknown = cloud.call("one.vm.schedupdate", id, 7, "SCHED_ACTION=[TIME=\"1\"]");
        assertThat(unknown.text()).isEqualTo("[one.vm.schedupdate] SCHED_ACTION with id = 7 doesn't exist");
        assertThat(unknown.code()).isEqualTo(8192);
        TestCloud.Outcome explode = cloud.call("one.vm.schedupdate", id, 0, "SCHED_ACTION=[ACTION=\"explode\"]");
        assertThat(explode.text()).isEqualTo("[one.vm.schedupdate] explode is not supported.");
        assertThat(explode.code()).isEqualTo(8192);
        TestCloud.Outcome timeless = cloud.call("one.vm.schedadd", id, "SCHED_ACTION=[ACTION=\"poweroff\"]");
        assertThat(timeless.text()).isEqualTo("[one.vm.schedadd] Unable to parse the time value or value is empty: ");
        assertThat(timeless.code()).isEqualTo(2048);
        assertThat(cloud.call("one.vm.scheddelete", id, 7).code()).isEqualTo(1024);
        assertThat(cloud.callAs("alice:alicepw", "one.vm.scheddelete", id, 0).code())
                .isEqualTo(512);
        assertThat(info(id)).isEqualTo(before);
        assertThat(cloud.call("one.vm.action", "terminate-hard", id).success()).isTrue();
        cloud.awaitState(id, VmState.DONE);
        TestCloud.Outcome done = cloud.call("one.vm.schedadd", id, "SCHED_ACTION=[ACTION=\"poweroff\",TIME=\"1\"]");
        assertThat(done.text())
                .isEqualTo("[one.vm.schedadd] Unable to create Scheduled Action for Virtual Machine " + id
                        + ", it's in DONE state");
        assertThat(done.code()).isEqualTo(8192);
    }

    private static long number(String element, String document) {
        Matcher matcher = Pattern.compile("<" + element + ">(\\d+)<").matcher(document);
        assertThat(matcher.find()).as(element + " in " + document).isTrue();
        return Long.parseLong(matcher.group(1));
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
