package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.template.Attribute.Vector;
import io.onemachine.opennebula.template.Template;
import io.onemachine.opennebula.xmlrpc.MethodCall;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the known faults of OpenNebula's old driver (release 6.8.3), one by one, and this driver's behaviour in each. */
class OldDriverFaultsTest {

    private final DriverFixture bench;

    OldDriverFaultsTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
    }

    @Test
    void fault1TheTemplatesContextIsLost() {
        bench.cloud.template(3, "own", 0, """
                DISK=[IMAGE_ID=0] NIC=[NETWORK=public]
                CONTEXT=[START_SCRIPT="echo theirs",KEPT="yes"]""");
        bench.created("opennebula-template-id=3");
        Vector context = bench.vm().template.vector("CONTEXT").orElseThrow();
        assertThat(context.values())
                .containsEntry("KEPT", "yes")
                .containsEntry("TEMPLATE_START_SCRIPT", "echo theirs")
                .containsKey("DOCKER_SSH_PUBLIC_KEY");
    }

    @Test
    void fault2VmIdZeroIsUnsetAndTheNameDecidesWhatIsTerminated() {
        FakeOned.Vm stranger = bench.cloud.vm(5, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.cloud.failOn("one.template.instantiate", new TransportException(Kind.REFUSED, "refused", null));
        Driver failed = bench.with("opennebula-template-id=0");
        failed.preCreateCheck();
        assertThatExceptionOfType(DriverException.class).isThrownBy(failed::create);
        bench.reopened().remove();
        assertThat(stranger.status.isRunning()).isTrue();

        bench.cloud.nextId = 0;
        bench.created();
        bench.reopened().remove();
        assertThat(bench.cloud.vmOf(0).status.isDone()).isTrue();
        assertThat(stranger.status.isRunning()).isTrue();
    }

    @Test
    void fault3RmFiresOnceAndLeavesOrphans() {
        Driver driver = bench.created();
        bench.vm().status = FakeOned.lcm(LcmState.PROLOG);
        bench.vm()
                .ahead
                .addAll(List.of(
                        FakeOned.lcm(LcmState.PROLOG), FakeOned.lcm(LcmState.BOOT), FakeOned.lcm(LcmState.RUNNING)));
        driver.remove();
        assertThat(bench.vm().status.isDone()).isTrue();
        assertThat(bench.actions()).hasSizeGreaterThan(1).containsOnly("terminate-hard");
        driver.remove();
    }

    @Test
    void fault4StartDoesNotBringBackAllAndIgnoresErrors() {
        Driver driver = bench.created();
        for (VmState state :
                List.of(VmState.STOPPED, VmState.SUSPENDED, VmState.HOLD, VmState.POWEROFF, VmState.UNDEPLOYED)) {
            bench.vm().status = FakeOned.status(state);
            driver.start();
            assertThat(bench.vm().status.isRunning()).as("from %s", state).isTrue();
        }
        bench.vm().status = FakeOned.lcm(LcmState.BOOT_FAILURE);
        bench.vm().user = bench.vm().user.with("ERROR", "no such bridge");
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::start)
                .withMessage("VM 7 (dm): it is in state BOOT_FAILURE: no such bridge");

        Driver impatient = bench.open(withRetries(DriverFixture.json(driver), "3"));
        bench.vm().status = FakeOned.lcm(LcmState.BOOT);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(impatient::start)
                .withMessageContaining("did not get there within 6 seconds")
                .withMessageContaining("it is in state BOOT");
    }

    @Test
    void fault5OperationsOnARunningVmShowAsError() {
        Driver driver = bench.created();
        for (LcmState state : List.of(LcmState.BACKUP, LcmState.DISK_RESIZE, LcmState.HOTPLUG_NIC)) {
            bench.vm().status = FakeOned.lcm(state);
            assertThat(driver.state()).as("%s", state).isEqualTo(MachineState.RUNNING);
        }
    }

    @Test
    void fault6OnlyIpv4AndTheAddressIsCachedForEver() {
        bench.cloud.nic = "IP6_GLOBAL=\"2001:db8::1\"";
        Driver driver = bench.created();
        assertThat(driver.url()).isEqualTo("tcp://[2001:db8::1]:2376");
        driver.stop();
        bench.vm().template = Template.parse("NIC=[IP=\"10.0.0.1\",EXTERNAL_IP=\"192.0.2.1\"]");
        driver.start();
        assertThat(driver.url()).isEqualTo("tcp://192.0.2.1:2376");
        assertThat(driver.config().text("IPAddress")).isEqualTo("192.0.2.1");
    }

    @Test
    void fault7NumbersAreNotCheckedAndTheWrongFlagIsNamed() {
        for (String option : List.of("cpu", "vcpu", "memory")) {
            assertThatExceptionOfType(DriverOptionException.class)
                    .isThrownBy(() -> bench.with("opennebula-template-id=0", "opennebula-" + option + "=abc"))
                    .withMessageContaining("‹option opennebula-" + option);
        }
        assertThatExceptionOfType(DriverOptionException.class)
                .isThrownBy(() -> bench.with("opennebula-template-id=0", "opennebula-b2d-size=10"))
                .withMessageContaining("‹option opennebula-b2d-size›")
                .withMessageNotContaining("‹option opennebula-disk-resize›");
    }

    @Test
    void fault8VncListensOnAllAddressesWithoutAWarning() throws java.io.IOException {
        bench.created("opennebula-image-id=0", "opennebula-network-id=0");
        assertThat(bench.vm().template.vector("GRAPHICS").orElseThrow().value("LISTEN"))
                .as("as the guide says")
                .contains("0.0.0.0");
        bench.cloud.vms.clear();
        bench.created("opennebula-image-id=0", "opennebula-network-id=0", "opennebula-disable-vnc");
        assertThat(bench.vm().template.has("GRAPHICS")).isFalse();
        assertThat(java.nio.file.Files.readString(
                        Path.of(System.getProperty("onemachine.checkout", ".."), "docs/reference/opennebula.md")))
                .contains("reaches the hypervisor's VNC ports sees the console");
    }

    @Test
    void fault9ThePasswordIsInTheStore() {
        bench.environment.put("ONE_USER", "oneadmin");
        bench.environment.put("ONE_PASSWORD", "opennebula");
        bench.environment.remove("ONE_AUTH");
        JsonObject fromVariables = DriverFixture.json(bench.created());
        bench.environment.remove("ONE_USER");
        bench.environment.remove("ONE_PASSWORD");
        bench.environment.put("ONE_AUTH", "oneadmin:opennebula");
        JsonObject fromAuth = DriverFixture.json(bench.created());
        for (JsonObject config : List.of(fromVariables, fromAuth)) {
            assertThat(config.get("Password").getAsString()).isEmpty();
            assertThat(config.getAsJsonObject("Config").get("Token").getAsString())
                    .isEmpty();
            assertThat(config.toString()).doesNotContain("oneadmin:opennebula");
        }
    }

    @Test
    void fault10NothingIsCheckedBeforeCreating() {
        for (String wrong : List.of("opennebula-template-id=4711", "opennebula-template-name=nosuch")) {
            assertThatExceptionOfType(DriverException.class)
                    .isThrownBy(bench.with(wrong)::preCreateCheck)
                    .withMessageContaining("‹option " + wrong.substring(0, wrong.indexOf('=')));
        }
        bench.environment.put("ONE_AUTH", "oneadmin:wrong");
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(bench.with("opennebula-template-id=0")::preCreateCheck)
                .withMessageContaining("does not accept the user");
        assertThat(bench.cloud.vms).isEmpty();
        assertThat(bench.saved).isEmpty();
    }

    @Test
    void fault11EveryQuestionIsACall() {
        bench.created();
        Driver driver = bench.reopened();
        bench.cloud.calls.clear();
        driver.state();
        driver.url();
        driver.ip();
        assertThat(bench.cloud.calls).extracting(MethodCall::method).containsExactly("one.vm.info");
    }

    @Test
    void fault12HelpShowsDefaultsThatDoNotExist() {
        assertThat(OpenNebulaOption.flags()).allSatisfy(flag -> {
            switch (flag) {
                case DriverFlag.StringFlag text ->
                    assertThat(text.value()).doesNotContain("%").matches("|[a-z]+|[0-9]+");
                case DriverFlag.SecretFlag secret -> assertThat(secret.usage()).doesNotContain("%");
                case DriverFlag.BoolFlag on -> assertThat(on.usage()).doesNotContain("%");
                case DriverFlag.IntFlag number -> assertThat(number.usage()).doesNotContain("%");
                case DriverFlag.StringListFlag list -> assertThat(list.usage()).doesNotContain("%");
            }
        });
    }

    private static JsonObject withRetries(JsonObject config, String retries) {
        config.addProperty("StartRetries", retries);
        return config;
    }
}
