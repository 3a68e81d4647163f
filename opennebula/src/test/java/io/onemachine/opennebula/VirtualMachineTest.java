package io.onemachine.opennebula;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.Nic;
import io.onemachine.opennebula.resource.VirtualMachine;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.template.Template;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Virtual machines as they are read: state, errors, network cards, addresses. */
final class VirtualMachineTest extends RecordedClient {
    @Test
    void aRunningVirtualMachineIsRead() {
        VirtualMachine vm = recorded("vm.info_running").vm(11);
        assertSentAsRecorded("vm.info_running");
        assertThat(vm.id()).isEqualTo(11);
        assertThat(vm.name()).isEqualTo("life");
        assertThat(vm.owner()).isEqualTo(OWNER);
        assertThat(vm.status().isRunning()).isTrue();
        assertThat(vm.nics()).singleElement().satisfies(nic -> {
            assertThat(nic.network()).isEqualTo("public");
            assertThat(nic.networkId()).isEqualTo("0");
            assertThat(nic.address()).contains("127.10.0.11");
        });
        assertThat(vm.template().single("MEMORY")).contains("512");
        assertThat(vm.template().vector("DISK").orElseThrow().value("IMAGE")).contains("Ubuntu 18.04");
        assertThat(vm.userTemplate()).isEqualTo(Template.EMPTY);
        assertThat(vm.error()).isEmpty();
        assertThat(vm.schedulerMessage()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "vm.info_just_allocated, 11, PENDING, LCM_INIT",
        "vm.info_running, 11, ACTIVE, RUNNING",
        "vm.info_hold, -, HOLD, LCM_INIT",
        "vm.info_after_poweroff_immediately, 11, ACTIVE, SHUTDOWN_POWEROFF",
        "vm.info_after_poweroff, 11, POWEROFF, LCM_INIT",
        "vm.info_after_resume_immediately, 11, POWEROFF, LCM_INIT",
        "vm.info_after_suspend, 11, SUSPENDED, LCM_INIT",
        "vm.info_after_stop, 11, STOPPED, LCM_INIT",
        "vm.info_after_terminate, 13, DONE, LCM_INIT",
        "vm.info_boot_failure, 24, ACTIVE, BOOT_FAILURE",
        "vm.info_pending_sched_message, 23, PENDING, LCM_INIT",
        "vm.info_done, -, DONE, LCM_INIT"
    })
    void statesAreRead(String capture, String id, VmState state, LcmState lcm) {
        VirtualMachine vm = recorded(capture).vm(1);
        assertThat(vm.status().state()).isEqualTo(state);
        if (state == VmState.ACTIVE) {
            assertThat(vm.status().lcm()).isEqualTo(lcm);
        }
        if (!id.equals("-")) {
            assertThat(vm.id()).isEqualTo(Integer.parseInt(id));
        }
    }

    @Test
    void errorsOfAVmAreRead() {
        assertThat(recorded("vm.info_pending_sched_message").vm(23).schedulerMessage())
                .contains(
                        "Sun Nov 22 08:42:06 2026: Cannot dispatch VM: No host with enough capacity to deploy the VM");
        assertThat(recorded("vm.info_boot_failure").vm(24).error())
                .contains("Sun Nov 22 08:42:08 2026: DEPLOY: dummy-host:fails:dummy");
    }

    @Test
    void everyNetworkCardIsRead() {
        assertThat(recorded("vm.info_two_nics").vm(20).nics())
                .extracting(Nic::id, nic -> nic.address().orElse(""))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("0", "127.10.0.12"),
                        org.assertj.core.groups.Tuple.tuple("1", "127.10.0.13"));
        assertThat(recorded("vm.info_no_nic").vm(1).nics()).isEmpty();
    }

    @Test
    void theAddressIsTheExternalOneThenVersionFourThenVersionSix() {
        assertThat(address("EXTERNAL_IP=\"192.0.2.9\",IP=\"10.0.0.1\",IP6=\"2001:db8::1\""))
                .contains("192.0.2.9");
        assertThat(address("EXTERNAL_IP=\"\",IP=\"10.0.0.1\",IP6=\"2001:db8::1\""))
                .contains("10.0.0.1");
        assertThat(address("IP6_LINK=\"fe80::1\",IP6_GLOBAL=\"2001:db8::2\"")).contains("2001:db8::2");
        assertThat(address("IP6=\"2001:db8::1\"")).contains("2001:db8::1");
        assertThat(address("MAC=\"02:00\"")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("virtualMachines")
    void everyRecordedVirtualMachineIsRead(String capture) {
        VirtualMachine vm = recorded(capture).vm(1);
        assertThat(vm.name()).isNotBlank();
        assertThat(vm.owner().user()).isNotBlank();
        assertThat(vm.status().state()).isNotEqualTo(VmState.UNRECOGNIZED);
        assertThat(vm.template().single("VMID")).contains(String.valueOf(vm.id()));
    }

    static List<String> virtualMachines() {
        return Captures.names().stream()
                .filter(name -> name.startsWith("vm.info_") && isSuccess(name))
                .toList();
    }

    @Test
    void detailsOfTheWrongTypeDoNotSpoilTheRest() {
        VirtualMachine vm = document("<VM><ID>4</ID><UID>many</UID><STATE>99999999999999999999</STATE><LCM_STATE/>"
                        + "<TEMPLATE>text</TEMPLATE></VM>")
                .vm(4);
        assertThat(vm.id()).isEqualTo(4);
        assertThat(vm.owner().userId()).isEqualTo(-1);
        assertThat(vm.status().state()).isEqualTo(VmState.UNRECOGNIZED);
        assertThat(vm.nics()).isEmpty();
    }
}
