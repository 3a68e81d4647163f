package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.NotSupportedException;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a VM's lease: as created, changed, shown by a bulk query, and over. */
class VmLeaseTest {
    private static final Instant END = Instant.ofEpochSecond(4_102_444_800L);

    private final DriverFixture bench;

    VmLeaseTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
    }

    /** The pools of release 7.4 do not show scheduled actions. */
    @Test
    void aNewVmNotesItsLeaseInAnAttribute() {
        bench.created("opennebula-template-id=0", "opennebula-lease=8h");

        assertThat(bench.sent.single("DOCKER_MACHINE_LEASE")).contains("+28800");
        assertThat(bench.sent.vectors("SCHED_ACTION"))
                .extracting(Vector::values)
                .containsExactly(Map.of("ACTION", "terminate-hard", "TIME", "+28800"));
        assertThat(bench.created().config().json()).doesNotContain("LeaseEnds");
        assertThat(bench.sent.single("DOCKER_MACHINE_LEASE")).isEmpty();
    }

    @Test
    void aVmWithoutALeaseGetsAnAbsoluteTime() {
        HostCare care = care();
        assertThat(care.leaseEnd()).isEmpty();

        care.setLeaseEnd(Optional.of(END));

        assertThat(bench.cloud.callsOf("one.vm.schedadd")).hasSize(1);
        assertThat(actions()).containsExactly(Map.of("ID", "0", "ACTION", "terminate-hard", "TIME", "4102444800"));
        assertThat(bench.vm().user.single("DOCKER_MACHINE_LEASE")).contains("4102444800");
        assertThat(care.leaseEnd()).contains(END);
        assertThat(bench.saved.getLast().get("LeaseEnds").getAsString()).isEqualTo("4102444800");
    }

    @Test
    void aLeaseIsChangedInPlaceAndDropped() {
        HostCare care = care();
        care.setLeaseEnd(Optional.of(END));

        care.setLeaseEnd(Optional.of(END.plusSeconds(60)));

        assertThat(bench.cloud.callsOf("one.vm.schedadd")).hasSize(1);
        assertThat(bench.cloud.callsOf("one.vm.schedupdate")).hasSize(1);
        assertThat(care.leaseEnd()).contains(END.plusSeconds(60));

        care.setLeaseEnd(Optional.empty());

        assertThat(actions()).isEmpty();
        assertThat(bench.vm().user.single("DOCKER_MACHINE_LEASE")).contains("");
        assertThat(care.leaseEnd()).isEmpty();
        assertThat(bench.saved.getLast().has("LeaseEnds")).isFalse();
        assertThat(bench.reopened().leaseEnd()).isEmpty();
    }

    /** OpenNebula would run the action with a relative time at once on a VM that is older. */
    @Test
    void theRelativeTimeOfCreationBecomesAbsolute() {
        Driver driver = bench.created("opennebula-template-id=0", "opennebula-lease=8h");
        bench.vm().template = bench.vm()
                .template
                .without("SCHED_ACTION")
                .with(action("3", "terminate-hard", Long.toString(END.getEpochSecond())));

        driver.care().orElseThrow().setLeaseEnd(Optional.of(END.plusSeconds(60)));

        assertThat(actions()).containsExactly(Map.of("ID", "3", "ACTION", "terminate-hard", "TIME", "4102444860"));
    }

    @Test
    void otherActionsStayAndThoseThatEndTheVmEarlierAreReported() {
        HostCare care = care();
        bench.vm().template = bench.vm()
                .template
                .with(action("0", "terminate", "4102441200"))
                .with(action("1", "snapshot-create", "4102441200"))
                .with(action("2", "terminate-hard", "4102444800"));
        bench.vm().user = bench.vm().user.with("DOCKER_MACHINE_LEASE", "4102444800");
        assertThat(care.leaseEnd()).as("the noted one").contains(END);

        care.setLeaseEnd(Optional.of(END.plusSeconds(60)));

        assertThat(actions())
                .containsExactlyInAnyOrder(
                        Map.of("ID", "0", "ACTION", "terminate", "TIME", "4102441200"),
                        Map.of("ID", "1", "ACTION", "snapshot-create", "TIME", "4102441200"),
                        Map.of("ID", "2", "ACTION", "terminate-hard", "TIME", "4102444860"));
        assertThat(bench.said)
                .contains("VM 7 (dm) has another scheduled action that ends it: terminate at 2099-12-31T23:00:00Z"
                        + " (id 0)");
    }

    @Test
    void anActionThatEndsTheVmLaterIsNotReported() {
        HostCare care = care();
        care.setLeaseEnd(Optional.of(END));
        bench.vm().template = bench.vm().template.with(action("5", "terminate", "4102448400"));
        bench.said.clear();

        care.setLeaseEnd(Optional.of(END.plusSeconds(60)));
        assertThat(bench.said).noneMatch(line -> line.contains("another scheduled action"));

        care.setLeaseEnd(Optional.empty());
        assertThat(bench.said)
                .as("without a lease, it ends the VM")
                .anyMatch(line -> line.contains("another scheduled action that ends it: terminate"));
    }

    @ParameterizedTest
    @CsvSource({"DONE, 1", "REPEAT, 0", "ACTION, poweroff"})
    void whatDoesNotEndTheVmOnceIsNoLease(String key, String value) {
        HostCare care = care();
        bench.vm().template = bench.vm()
                .template
                .with(action("0", "terminate-hard", "4102444800").with(key, value));

        assertThat(care.leaseEnd()).isEmpty();
        care.setLeaseEnd(Optional.of(END));
        assertThat(bench.cloud.callsOf("one.vm.schedadd")).hasSize(1);
    }

    @Test
    void aFrontEndWithoutTheCallIsSaidToBeTooOld() {
        HostCare care = care();
        bench.cloud.unknownMethods.add("one.vm.schedadd");

        assertThatExceptionOfType(NotSupportedException.class)
                .isThrownBy(() -> care.setLeaseEnd(Optional.of(END)))
                .withMessageContaining("does not support this: ")
                .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("6.2"));
        assertThat(bench.vm().user.single("DOCKER_MACHINE_LEASE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4102444800, 4102444800",
        "+9000, 1795952293",
        "' 4102444800 ', 4102444800",
        "soon,",
        "-5,",
        "123456789012,",
        "'',",
        "+,",
    })
    void aBulkQueryReadsTheAttribute(String noted, Long seconds) {
        Driver first = bench.created("opennebula-template-id=0");
        bench.vm().user = bench.vm().user.with("DOCKER_MACHINE_LEASE", noted);
        bench.vm().more = "<STIME>1795943293</STIME>";
        Driver second = bench.open(first.config());

        Map<Driver, HostStatus> seen =
                new VmBulkStatus().queries(List.of(first, second)).getFirst().run();

        assertThat(seen.get(second))
                .isNotNull()
                .extracting(HostStatus::leaseEnd)
                .isEqualTo(Optional.ofNullable(seconds).map(Instant::ofEpochSecond));
    }

    /** As in the pools of release 6.8. */
    @Test
    void aBulkQueryPrefersTheScheduledAction() {
        Driver first = bench.created("opennebula-template-id=0");
        bench.vm().user = bench.vm().user.with("DOCKER_MACHINE_LEASE", "17");
        bench.vm().template = bench.vm().template.with(action("0", "terminate-hard", "4102444800"));
        Driver second = bench.open(first.config());

        assertThat(new VmBulkStatus()
                        .queries(List.of(first, second))
                        .getFirst()
                        .run()
                        .values())
                .extracting(HostStatus::leaseEnd)
                .containsOnly(Optional.of(END));
    }

    @Test
    void aVmThatIsGoneByItsLeaseIsSaidToBe() {
        Driver driver = bench.created();
        driver.care().orElseThrow().setLeaseEnd(Optional.of(Instant.ofEpochSecond(1_700_000_000)));
        bench.cloud.vms.clear();

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(bench.reopened()::url)
                .withMessage("the VM of machine \"dm\" is gone: its lease ended at 2023-11-14T22:13:20Z");
    }

    @Test
    void aVmThatIsGoneBeforeTheEndOfItsLeaseIsOnlyGone() {
        Driver driver = bench.created();
        driver.care().orElseThrow().setLeaseEnd(Optional.of(END));
        bench.cloud.vms.clear();

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(bench.reopened()::url)
                .withMessage("the VM of machine \"dm\" is gone");
    }

    private HostCare care() {
        return bench.created().care().orElseThrow();
    }

    private List<Map<String, String>> actions() {
        return bench.vm().template.vectors("SCHED_ACTION").stream()
                .map(Vector::values)
                .toList();
    }

    private static Vector action(String id, String action, String time) {
        return Template.parse("SCHED_ACTION=[ID=\"" + id + "\",ACTION=\"" + action + "\",TIME=\"" + time + "\"]")
                .vector("SCHED_ACTION")
                .orElseThrow();
    }
}
