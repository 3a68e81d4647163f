package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.BulkStatusProvider.BulkQuery;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.HostStatus;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.host.HostDescription;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the bulk status of many machines. */
class VmBulkStatusTest {

    private static final String INFOSET = "one.vmpool.infoset";

    private final DriverFixture bench;
    private final String folder;

    VmBulkStatusTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
        this.folder = folder.toString();
    }

    @Test
    void oneCallReportsAllMachinesOfAUser() {
        List<Driver> drivers = List.of(running(7), running(8), running(9));

        Map<Driver, HostStatus> seen = onlyLook(drivers).run();

        assertThat(drivers)
                .allSatisfy(driver -> assertThat(view(seen, driver).state()).isEqualTo(MachineState.RUNNING));
        assertThat(view(seen, drivers.get(1)).ip()).isEqualTo("10.0.0.8");
        assertThat(view(seen, drivers.get(2)).url()).isEqualTo("tcp://10.0.0.9:2376");
        assertThat(bench.cloud.calls).hasSize(1);
        assertThat(FakeOned.text(bench.cloud.calls.getFirst(), 1)).isEqualTo("7,8,9");
    }

    @Test
    void theQueryDescribesTheHostsWithoutAnotherCall() {
        List<Driver> drivers = List.of(running(7), running(8), running(9));
        bench.cloud.vmOf(7).template =
                Template.parse("CPU=\"0.5\" MEMORY=\"1024\" NIC=[IP=\"10.0.0.7\"] DISK=[DISK_ID=\"0\",SIZE=\"2048\"]");
        bench.cloud.vmOf(7).user =
                bench.cloud.vmOf(7).user.with("LABELS", "ci,tier=web").with("DOCKER_MACHINE_LEASE", "4102444800");
        bench.cloud.vmOf(8).template = Template.EMPTY;
        bench.cloud.vms.remove(9);

        Map<Driver, HostStatus> seen = onlyLook(drivers).run();

        HostDescription first = view(seen, drivers.get(0)).description().orElseThrow();
        assertThat(first.id()).isEqualTo("7");
        assertThat(first.state()).isEqualTo("RUNNING");
        assertThat(first.size().cpu()).hasValue(0.5);
        assertThat(first.size().memory()).hasValue(1024);
        assertThat(first.size().disk()).hasValue(2048);
        assertThat(first.addresses()).containsExactly("10.0.0.7");
        assertThat(first.labels()).containsExactly("ci", "tier=web");
        assertThat(first.leaseEnd())
                .contains(Instant.ofEpochSecond(4_102_444_800L))
                .isEqualTo(view(seen, drivers.get(0)).leaseEnd());
        HostDescription second = view(seen, drivers.get(1)).description().orElseThrow();
        assertThat(second.addresses()).as("a VM without an address").isEmpty();
        assertThat(second.leaseEnd()).isEmpty();
        assertThat(view(seen, drivers.get(2)).description())
                .as("a VM that is gone")
                .isEmpty();
        assertThat(bench.cloud.calls).hasSize(1);
    }

    @Test
    void driversDoNotCacheABulkQuery() {
        List<Driver> drivers = List.of(running(7), running(8));
        onlyLook(drivers).run();
        bench.cloud.vmOf(7).status = FakeOned.status(VmState.POWEROFF);
        bench.cloud.calls.clear();

        assertThatThrownBy(drivers.getFirst()::url).isInstanceOf(HostNotRunningException.class);
        assertThat(bench.cloud.callsOf("one.vm.info")).hasSize(1);
    }

    @Test
    void eachEndpointAndUserHasItsOwnQuery() {
        List<Driver> drivers = List.of(
                stored(7, "", "oneadmin", DriverFixture.ENDPOINT),
                stored(8, "", "bob", DriverFixture.ENDPOINT),
                stored(9, "", "oneadmin", "http://other.example:2633/RPC2"),
                stored(10, "", "oneadmin", DriverFixture.ENDPOINT),
                stored(11, "", "bob", DriverFixture.ENDPOINT),
                stored(12, "", "oneadmin", "http://other.example:2633/RPC2"));

        assertThat(survey(drivers))
                .extracting(BulkQuery::drivers)
                .containsExactly(
                        List.of(drivers.get(0), drivers.get(3)),
                        List.of(drivers.get(1), drivers.get(4)),
                        List.of(drivers.get(2), drivers.get(5)));
        assertThat(bench.cloud.calls).isEmpty();
    }

    @Test
    void machinesThatCannotBeQueriedTogetherAreInNoBulkQuery() {
        JsonObject tagOnly = config(0, "tag");
        tagOnly.remove("VmId");
        tagOnly.addProperty("MachineId", 0);
        Driver withoutId = bench.open(tagOnly);
        Driver alone = stored(7, "", "bob", DriverFixture.ENDPOINT);
        bench.environment.remove("ONE_AUTH");
        Driver withoutCredentials = bench.open(config(8, ""));
        bench.environment.put("ONE_AUTH", "oneadmin:opennebula");
        Driver one = running(9);
        Driver two = running(10);

        assertThat(onlyLook(List.of(withoutId, alone, withoutCredentials, one, two))
                        .drivers())
                .containsExactly(one, two);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(withoutCredentials::state)
                .withMessageContaining("cannot sign in to OpenNebula");
    }

    @Test
    void aVmMissingInTheAnswerIsGone() {
        Driver there = running(7);
        Driver never = bench.open(config(8, ""));
        Driver done = running(9);
        bench.cloud.vmOf(9).status = FakeOned.status(VmState.DONE);

        Map<Driver, HostStatus> seen = onlyLook(List.of(there, never, done)).run();

        assertThat(List.of(view(seen, never), view(seen, done))).allSatisfy(view -> {
            assertThat(view.state()).isEqualTo(MachineState.ERROR);
            assertThatExceptionOfType(DriverException.class)
                    .isThrownBy(view::ip)
                    .withMessage("the VM of machine \"dm\" is gone");
            assertThatExceptionOfType(DriverException.class).isThrownBy(view::url);
        });
        assertThat(view(seen, there).state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void aForeignVmIsLeftToTheMachinesOwnQuery() {
        Driver ours = running(7);
        bench.cloud.vm(8, "web", 0, FakeOned.lcm(LcmState.RUNNING), Template.parse("DOCKER_MACHINE_TAG=\"other\""));
        Driver robbed = bench.open(config(8, "tag-8"));

        assertThat(onlyLook(List.of(ours, robbed)).run()).containsOnlyKeys(ours);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(robbed::state)
                .withMessageContaining("it does not have its tag");
    }

    @Test
    void aVmThatIsOffHasNeitherAddressNorEngine() {
        Driver off = running(7);
        bench.cloud.vmOf(7).status = FakeOned.status(VmState.POWEROFF);
        bench.cloud.nic = "NETWORK=\"public\"";
        Driver unaddressed = running(8);

        Map<Driver, HostStatus> seen = onlyLook(List.of(off, unaddressed)).run();

        assertThat(view(seen, off).state()).isEqualTo(MachineState.STOPPED);
        assertThatExceptionOfType(HostNotRunningException.class).isThrownBy(view(seen, off)::ip);
        assertThatExceptionOfType(HostNotRunningException.class).isThrownBy(view(seen, off)::url);
        assertThat(view(seen, unaddressed).state()).isEqualTo(MachineState.RUNNING);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(view(seen, unaddressed)::url)
                .withMessageContaining("has no IP address");
    }

    @Test
    void manyIdsGoIntoSeveralCalls() {
        List<Driver> drivers = new ArrayList<>();
        for (int id = 1; id <= VmPoolQuery.IDS_IN_A_CALL + 1; id++) {
            drivers.add(running(id));
        }

        assertThat(onlyLook(drivers).run()).hasSize(drivers.size());
        assertThat(bench.cloud.callsOf(INFOSET))
                .extracting(VmBulkStatusTest::idsAskedFor)
                .containsExactly(VmPoolQuery.IDS_IN_A_CALL, 1);
    }

    @Test
    void anAnswerThatIsTooBigIsQueriedInHalves() {
        List<Driver> drivers = List.of(running(7), running(8), running(9));
        bench.cloud.failOn(INFOSET, new TransportException(Kind.TOO_BIG, "too big", null));

        assertThat(onlyLook(drivers).run()).hasSize(3);
        assertThat(bench.cloud.callsOf(INFOSET))
                .extracting(VmBulkStatusTest::idsAskedFor)
                .containsExactly(3, 1, 2);
    }

    @Test
    void aSingleVmThatIsTooBigEndsTheQuery() {
        List<Driver> drivers = List.of(running(7), running(8));
        TransportException tooBig = new TransportException(Kind.TOO_BIG, "too big", null);
        bench.cloud.failOn(INFOSET, tooBig);
        bench.cloud.failOn(INFOSET, tooBig);

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(onlyLook(drivers)::run)
                .withMessage("OpenNebula: too big");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "UNKNOWN_HOST", "UNREACHABLE", "TLS", "TIMED_OUT"})
    void anUnreachableFrontEndIsTheAnswerForAllMachines(Kind kind) {
        List<Driver> drivers = List.of(running(7), running(8));
        bench.cloud.failOn(INFOSET, new TransportException(kind, "away", null));

        Map<Driver, HostStatus> views = onlyLook(drivers).run();

        assertThat(views).containsOnlyKeys(drivers);
        assertThat(views.values()).allSatisfy(view -> {
            assertThatExceptionOfType(DriverException.class)
                    .isThrownBy(view::state)
                    .withMessageContaining("away");
            assertThatExceptionOfType(DriverException.class).isThrownBy(view::url);
        });
        assertThat(bench.cloud.callsOf("one.vm.info")).isEmpty();
    }

    @Test
    void aFrontEndWithoutTheMethodEndsTheQueryAndAnswersEachMachine() {
        bench.cloud.unknownMethods.add(INFOSET);
        List<Driver> drivers = List.of(running(7), running(8));

        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(onlyLook(drivers)::run)
                .withMessageContaining("XML-RPC fault -506");
        assertThat(drivers).allSatisfy(driver -> assertThat(driver.state()).isEqualTo(MachineState.RUNNING));
    }

    @Test
    void twoMachinesWithTheSameVmAreQueriedOnce() {
        Driver one = running(7);
        Driver copy = bench.open(one.config());

        assertThat(onlyLook(List.of(one, copy)).run()).containsOnlyKeys(one, copy);
        assertThat(FakeOned.text(bench.cloud.calls.getFirst(), 1)).isEqualTo("7");
    }

    private static HostStatus view(Map<Driver, HostStatus> seen, Driver driver) {
        HostStatus view = seen.get(driver);
        if (view == null) {
            throw new AssertionError("not seen: " + driver.config().json());
        }
        return view;
    }

    private static int idsAskedFor(MethodCall call) {
        return FakeOned.text(call, 1).split(",").length;
    }

    private Driver running(int id) {
        bench.cloud.vm(
                id, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.parse("DOCKER_MACHINE_TAG=\"tag-" + id + "\""));
        return bench.open(config(id, "tag-" + id));
    }

    private Driver stored(int id, String tag, String user, String endpoint) {
        JsonObject config = config(id, tag);
        config.addProperty("User", user);
        config.addProperty("Password", "opennebula");
        config.addProperty("Xmlrpcurl", endpoint);
        return bench.open(config);
    }

    private JsonObject config(int id, String tag) {
        JsonObject config =
                new Gson().fromJson(BaseDriverConfig.initial("dm", folder).json(), JsonObject.class);
        config.addProperty("MachineId", id);
        config.addProperty("VmId", id);
        config.addProperty("VmTag", tag);
        return config;
    }

    private List<BulkQuery> survey(List<Driver> drivers) {
        return new VmBulkStatus().queries(drivers);
    }

    private BulkQuery onlyLook(List<Driver> drivers) {
        List<BulkQuery> looks = survey(drivers);
        assertThat(looks).hasSize(1);
        return looks.getFirst();
    }
}
