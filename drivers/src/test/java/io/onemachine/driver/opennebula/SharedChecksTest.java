package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.SharedAnswers;
import io.onemachine.machine.driver.SharedCreationChecks;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.host.CapacityException;
import io.onemachine.machine.host.HostToAdopt;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.resource.ImageState;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.template.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that are created together: each fits alone, and the question is whether all do; and the answers that they share. */
class SharedChecksTest {
    private static final String[] OF_IMAGE = {"opennebula-image-id=0", "opennebula-network-id=1"};

    private final SharedCreationChecks checks =
            new OpenNebulaDriverProvider().sharedChecks().orElseThrow();
    private final DriverFixture bench;

    SharedChecksTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
    }

    @BeforeEach
    void useAUserWithQuotas() {
        bench.environment.put("ONE_AUTH", "bob:opennebula");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<VMS>5</VMS><VMS_USED>3</VMS_USED> | limit of VMS 5, used 3, these 3 machines want 3 | Create fewer machines",
                "<CPU>4</CPU><CPU_USED>1.5</CPU_USED> | limit of CPU 4, used 1.5, these 3 machines want 3 | ‹option opennebula-cpu›",
                "<MEMORY>3000</MEMORY> | limit of MEMORY 3000, used 0, these 3 machines want 3072 | ‹option opennebula-memory›",
                "<RUNNING_VMS>2</RUNNING_VMS> | limit of RUNNING_VMS 2, used 0, these 3 machines want 3 | remove VMs",
                "<RUNNING_CPU>2.5</RUNNING_CPU> | limit of RUNNING_CPU 2.5, used 0, these 3 machines want 3 | ‹option opennebula-cpu›",
                "<RUNNING_MEMORY>3071</RUNNING_MEMORY> | limit of RUNNING_MEMORY 3071, used 0, these 3 machines want 3072 | less",
            })
    void theSumOfAllIsCheckedAgainstTheUsersQuota(String limits, String message, String hint) {
        bench.cloud.quotas = "<VM_QUOTA><VM>" + limits + "</VM></VM_QUOTA>";
        refused(ready(3, OF_IMAGE), "the quota of user bob leaves no room: " + message, hint);
    }

    @Test
    void whatSufficesForAllIsFine() {
        bench.cloud.quotas = "<VM_QUOTA><VM><VMS>3</VMS><CPU>3</CPU><MEMORY>3072</MEMORY></VM></VM_QUOTA>";
        checks.check(ready(3, OF_IMAGE));
        checks.check(List.of());
    }

    @Test
    void machinesOfDifferentSizesAreAdded() {
        bench.cloud.quotas = "<VM_QUOTA><VM><MEMORY>3000</MEMORY></VM></VM_QUOTA>";
        List<Driver> drivers = new ArrayList<>(ready(1, OF_IMAGE));
        drivers.addAll(ready(1, "opennebula-image-id=0", "opennebula-network-id=1", "opennebula-memory=2000"));
        refused(drivers, "used 0, these 2 machines want 3024", "");
    }

    @Test
    void theQuotaOfTheGroupCountsAsTheUsersDoes() {
        bench.cloud.dropGroups();
        bench.cloud.group(1, "users", "<VM_QUOTA><VM><VMS>3</VMS><VMS_USED>1</VMS_USED></VM></VM_QUOTA>");
        refused(
                ready(3, OF_IMAGE),
                "the quota of group users leaves no room: limit of VMS 3, used 1, these 3 machines want 3",
                "");
    }

    @Test
    void theQuotasOfNetworksAndImagesAreChecked() {
        bench.cloud.quotas = "<NETWORK_QUOTA><NETWORK><ID>1</ID><LEASES>2</LEASES></NETWORK></NETWORK_QUOTA>";
        refused(ready(3, OF_IMAGE), "limit of addresses of network 1 2, used 0, these 3 machines want 3", "");
        bench.cloud.quotas =
                "<IMAGE_QUOTA><IMAGE><ID>0</ID><RVMS>4</RVMS><RVMS_USED>2</RVMS_USED></IMAGE></IMAGE_QUOTA>";
        refused(ready(3, OF_IMAGE), "limit of VMs that use image 0 4, used 2, these 3 machines want 3", "");
    }

    @ParameterizedTest
    @CsvSource({"97, true", "98, false"})
    void theFreeAddressesOfANetworkMustSufficeForAll(int used, boolean suffices) {
        bench.cloud.network(9, "small", 2, used);
        List<Driver> drivers = ready(3, "opennebula-image-id=0", "opennebula-network-name=small");
        if (suffices) {
            checks.check(drivers);
        } else {
            refused(
                    drivers,
                    "network 9 (small) has 2 free addresses, where 3 are needed for these 3 machines: 98 of 100 are taken",
                    "remove VMs that use it");
        }
    }

    @Test
    void aPersistentImageIsForOneMachine() {
        bench.cloud.image(9, "data", 0, ImageState.READY);
        checks.check(ready(1, "opennebula-image-id=9", "opennebula-network-id=1"));
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> checks.check(ready(2, "opennebula-image-id=9", "opennebula-network-id=1")))
                .withMessage("image 9 (data) is persistent, and 2 machines would use it");

        bench.cloud.template(4, "own disk", 0, "DISK=[IMAGE_ID=9] NIC=[NETWORK_ID=1]");
        checks.check(ready(2, "opennebula-template-id=4", "opennebula-persistent"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Copies are made in the system datastore, or not.
                "SYSTEM | opennebula-image-id=0 opennebula-network-id=1 | 3072",
                "SYSTEM | opennebula-image-id=0 opennebula-network-id=1 opennebula-disk-resize=2000 | 6000",
                "SYSTEM | opennebula-image-id=0 opennebula-network-id=1 opennebula-b2d-size=500 | 4572",
                "SELF | opennebula-image-id=0 opennebula-network-id=1 opennebula-b2d-size=500 | 1500",
                // A template's disks, which attributes replace.
                "SYSTEM | opennebula-template-id=4 | 5172",
                "SYSTEM | opennebula-template-id=4 opennebula-attribute=DISK=[SIZE=100,TYPE=fs]DISK=[IMAGE_ID=1] | 684",
                "SELF | opennebula-template-id=4 | 600",
            })
    void theSpaceOfDisksIsCheckedWhereItIsLimited(String target, String flags, int wanted) {
        bench.cloud.datastore(1, "CLONE_TARGET=\"" + target + "\" LN_TARGET=\"NONE\"");
        bench.cloud.template(
                4,
                "disks",
                0,
                "DISK=[IMAGE_ID=1,SIZE=500] DISK=[IMAGE_ID=0] DISK=[SIZE=200,TYPE=fs] NIC=[NETWORK_ID=1]");
        bench.cloud.quotas = "<VM_QUOTA><VM><SYSTEM_DISK_SIZE>" + (wanted - 1) + "</SYSTEM_DISK_SIZE></VM></VM_QUOTA>";
        refused(
                ready(3, flags.split(" ")),
                "limit of SYSTEM_DISK_SIZE " + (wanted - 1) + ", used 0, these 3 machines want " + wanted,
                "");
    }

    @Test
    void datastoresAreReadOnlyForALimit() {
        checks.check(ready(3, OF_IMAGE));
        assertThat(bench.cloud.callsOf("one.datastorepool.info")).isEmpty();
    }

    @Test
    void whatAUserMayNotReadIsLeftToOpenNebula() {
        bench.cloud.quotas = "<VM_QUOTA><VM><SYSTEM_DISK_SIZE>1</SYSTEM_DISK_SIZE></VM></VM_QUOTA>";
        for (int machine = 0; machine < 3; machine++) {
            bench.cloud.failOn("one.datastorepool.info", new ApiException(512, "not authorized"));
            bench.cloud.failOn("one.group.info", new ApiException(512, "not authorized"));
        }
        assertThatCode(() -> checks.check(ready(3, OF_IMAGE))).doesNotThrowAnyException();
    }

    @Test
    void eachUserHasQuotasOfItsOwn() {
        bench.cloud.quotas = "<VM_QUOTA><VM><VMS>2</VMS></VM></VM_QUOTA>";
        List<Driver> drivers = new ArrayList<>(ready(2, OF_IMAGE));
        bench.environment.put("ONE_AUTH", "oneadmin:opennebula");
        drivers.addAll(ready(2, OF_IMAGE));
        checks.check(drivers);
    }

    @Test
    void aVmThatIsAdoptedTakesNothingMore() {
        bench.cloud.quotas = "<VM_QUOTA><VM><VMS>1</VMS></VM></VM_QUOTA>";
        List<Driver> drivers = new ArrayList<>(ready(1, OF_IMAGE));
        bench.cloud.vm(5, "there", 2, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        Driver adopting = bench.fresh();
        adopting.adopt(new HostToAdopt("5", "", OptionalInt.empty(), Optional.empty()), bench.options());
        adopting.preCreateCheck();
        drivers.add(adopting);
        checks.check(drivers);
    }

    @Test
    void anUnreachableFrontEndIsReportedAsEverywhere() {
        List<Driver> drivers = ready(2, OF_IMAGE);
        bench.cloud.failOn("one.user.info", new TransportException(Kind.REFUSED, "refused", null));
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(() -> checks.check(drivers))
                .withMessage("OpenNebula: refused");
    }

    /** Whatever they are made of, a hundred machines ask as much as one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "opennebula-template-id=4",
                "opennebula-template-name=web",
                "opennebula-template-id=4 opennebula-network-name=private opennebula-network-owner=oneadmin"
                        + " opennebula-security-group=docker opennebula-vm-group=5 opennebula-vm-group-role=web"
                        + " opennebula-group=users",
                "opennebula-image-name=boot2docker opennebula-nic=NETWORK_ID=0 opennebula-nic=NETWORK_ID=1",
            })
    void machinesThatShareAnswersAskOnce(String flags) {
        bench.cloud.template(4, "web", 0, "DISK=[IMAGE_ID=0] NIC=[NETWORK=private,NETWORK_UNAME=oneadmin]");
        bench.cloud.quotas = "<VM_QUOTA><VM><SYSTEM_DISK_SIZE>999999</SYSTEM_DISK_SIZE></VM></VM_QUOTA>";
        checks.check(ready(1, flags.split(" ")));
        // The shared check reads the quotas once more where nothing is shared.
        long alone = bench.cloud.calls.size()
                - (long) bench.cloud.callsOf("one.user.info").size() / 2
                - bench.cloud.callsOf("one.group.info").size() / 2;
        bench.cloud.calls.clear();

        bench.shared = new SharedAnswers();
        checks.check(ready(100, flags.split(" ")));

        assertThat(bench.cloud.calls)
                .extracting(call -> call.method() + call.params())
                .doesNotHaveDuplicates();
        assertThat(bench.cloud.calls.size()).isLessThanOrEqualTo((int) alone);
    }

    @Test
    void answersAreSharedByUser() {
        bench.shared = new SharedAnswers();
        ready(2, OF_IMAGE);
        bench.environment.put("ONE_AUTH", "oneadmin:opennebula");
        ready(2, OF_IMAGE);

        assertThat(bench.cloud.callsOf("one.user.info")).hasSize(2);
        assertThat(bench.cloud.callsOf("one.image.info")).hasSize(2);
    }

    @Test
    void withoutSharingEachMachineReadsAnew() {
        ready(3, OF_IMAGE);
        assertThat(bench.cloud.callsOf("one.image.info")).hasSize(3);
    }

    /** Returns machines with these options that have passed their own checks. */
    private List<Driver> ready(int count, String... flags) {
        return IntStream.range(0, count)
                .mapToObj(_ -> {
                    Driver driver = bench.with(flags);
                    driver.preCreateCheck();
                    return driver;
                })
                .toList();
    }

    private void refused(List<Driver> drivers, String message, String hint) {
        assertThatExceptionOfType(CapacityException.class)
                .isThrownBy(() -> checks.check(drivers))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.hint().orElse("")).contains(hint));
        assertThat(bench.cloud.vms).isEmpty();
    }
}
