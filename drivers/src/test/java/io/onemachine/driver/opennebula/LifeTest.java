package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.error.TransportException.Kind;
import io.onemachine.opennebula.resource.LcmState;
import io.onemachine.opennebula.resource.VmState;
import io.onemachine.opennebula.resource.VmStatus;
import io.onemachine.opennebula.template.Template;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifeTest {

    private final Workbench bench;

    LifeTest(@TempDir Path folder) {
        this.bench = new Workbench(folder);
    }

    @Test
    void stopWaitsUntilTheVmIsOffAndStartUntilItRuns() {
        Driver driver = bench.made();
        driver.stop();
        assertThat(bench.vm().status.state()).isEqualTo(VmState.POWEROFF);
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
        assertThat(actions()).containsExactly("poweroff");
        driver.start();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
        assertThat(actions()).containsExactly("poweroff", "resume");
    }

    @ParameterizedTest
    @EnumSource(names = {"POWEROFF", "UNDEPLOYED", "STOPPED", "SUSPENDED", "HOLD"})
    void startBringsEveryVmBackThatCanComeBack(VmState state) {
        Driver driver = bench.made();
        bench.vm().status = FakeOned.status(state);
        driver.start();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
    }

    @Test
    void startWaitsForAVmThatIsStillShuttingDown() {
        Driver driver = bench.made();
        bench.vm().status = FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF);
        bench.vm().ahead.addAll(List.of(FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF), FakeOned.status(VmState.POWEROFF)));
        driver.start();
        assertThat(bench.vm().status.isRunning()).isTrue();
    }

    @Test
    void startOfARunningVmTellsItNothing() {
        Driver driver = bench.made();
        driver.start();
        assertThat(actions()).isEmpty();
        assertThat(bench.time.pauses)
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(java.time.Duration.ofMillis(100)));
    }

    @Test
    void startSaysWhyAVmCannotComeBack() {
        Driver driver = bench.made();
        bench.vm().status = FakeOned.lcm(LcmState.PROLOG_FAILURE);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::start)
                .withMessageContaining("it is in state PROLOG_FAILURE");
    }

    @Test
    void stopSaysWhenTheGuestDidNotListen() {
        Driver driver = bench.made();
        bench.cloud.fault("one.vm.action", effect -> {
            effect.run();
            bench.vm().ahead.clear();
            bench.vm().ahead.addAll(List.of(FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF), FakeOned.lcm(LcmState.RUNNING)));
        });
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::stop)
                .withMessageContaining("did not shut down and it runs on");
    }

    @Test
    void killTurnsOffAlsoWhatIsShuttingDownForever() {
        Driver driver = bench.made();
        bench.vm().status = FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF);
        driver.kill();
        assertThat(actions()).containsExactly("poweroff-hard");
        assertThat(driver.state()).isEqualTo(MachineState.STOPPED);
    }

    @Test
    void anActionThatWasTakenIsNotAskedForAgainAtOnce() {
        Driver driver = bench.made();
        bench.cloud.fault("one.vm.action", effect -> {
            effect.run();
            bench.vm().ahead.clear();
            bench.vm()
                    .ahead
                    .addAll(List.of(
                            FakeOned.lcm(LcmState.RUNNING),
                            FakeOned.lcm(LcmState.SHUTDOWN_POWEROFF),
                            FakeOned.status(VmState.POWEROFF)));
        });
        driver.kill();
        assertThat(actions()).containsExactly("poweroff-hard");
    }

    @Test
    void restartTurnsOffAndOnAndLooksTheAddressUpAgain() {
        Driver driver = bench.made();
        bench.cloud.nic = "IP=\"10.0.0.99\"";
        bench.vm().template = Template.parse("NIC=[IP=\"10.0.0.99\"]");
        driver.restart();
        assertThat(actions()).containsExactly("poweroff", "resume");
        assertThat(driver.config().get("IPAddress").getAsString()).isEqualTo("10.0.0.99");
    }

    @ParameterizedTest
    @EnumSource(names = {"PROLOG", "BOOT", "SHUTDOWN_POWEROFF", "HOTPLUG"})
    void removeWaitsThroughStatesThatRefuse(LcmState state) {
        Driver driver = bench.made();
        bench.vm().status = FakeOned.lcm(state);
        for (int i = 0; i < 5; i++) {
            bench.vm().ahead.add(FakeOned.lcm(state));
        }
        bench.vm().ahead.add(FakeOned.lcm(LcmState.RUNNING));
        driver.remove();
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "HOLD", "STOPPED", "SUSPENDED", "POWEROFF", "UNDEPLOYED"})
    void removeWorksInEveryState(VmState state) {
        Driver driver = bench.made();
        bench.vm().status = FakeOned.status(state);
        driver.remove();
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    @Test
    void removeOfAVmThatIsGoneIsDone() {
        Driver driver = bench.made();
        driver.remove();
        bench.cloud.calls.clear();
        driver.remove();
        assertThat(actions()).isEmpty();
        bench.cloud.vms.clear();
        driver.remove();
        assertThat(bench.reopened().state()).isEqualTo(MachineState.ERROR);
    }

    @Test
    void removePutsUpWithAnActionWhoseAnswerIsLost() {
        Driver driver = bench.made();
        bench.cloud.loseTheAnswerTo("one.vm.action");
        driver.remove();
        assertThat(bench.vm().status.isDone()).isTrue();
    }

    @Test
    void removeSaysWhatIsLeftWhenTheVmDoesNotGo() {
        Driver driver = bench.made("opennebula-template-id=0", "opennebula-start-retries=5");
        bench.vm().status = FakeOned.lcm(LcmState.PROLOG);
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::remove)
                .withMessageContaining("VM 7 (dm)")
                .withMessageContaining("it is in state PROLOG")
                .withMessageContaining("wrong state PROLOG");
    }

    @Test
    void aVmOfIdZeroIsAVm() {
        bench.cloud.nextId = 0;
        bench.made();
        Driver driver = bench.reopened();
        bench.cloud.vm(1, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        assertThat(driver.ip()).isEqualTo("10.0.0.0");
        driver.remove();
        assertThat(bench.cloud.vmOf(0).status.isDone()).isTrue();
        assertThat(bench.cloud.vmOf(1).status.isRunning()).isTrue();
    }

    @Test
    void aVmThatGotTheOldIdIsLeftAlone() {
        Driver driver = bench.made();
        bench.cloud.vms.clear();
        bench.cloud.vm(7, "theirs", 2, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY.with(FakeOned.TAG, "other"));
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::remove)
                .withMessageContaining("VM 7 (theirs, of user bob) is not the one of machine \"dm\"")
                .satisfies(e -> assertThat(e.hint().orElse("")).contains("rm -f dm"));
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::stop);
        assertThat(actions()).isEmpty();
    }

    @Test
    void aMachineOfTheGoProgramIsUsedWithItsTokenAndItsUnknownKeysAreKept() {
        bench.environment.clear();
        JsonObject config = OptionsTest.golden("opennebula.config.json");
        config.addProperty("User", "");
        config.addProperty("Password", "");
        config.addProperty("FromTheFuture", "kept");
        bench.cloud.vm(56, "golden-vm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        Driver driver = bench.open(config);
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
        assertThat(driver.url()).isEqualTo("tcp://10.0.0.56:2376");
        assertThat(driver.config().get("FromTheFuture").getAsString()).isEqualTo("kept");
        driver.remove();
        assertThat(bench.cloud.vmOf(56).status.isDone()).isTrue();
    }

    @Test
    void aMachineOfTheGoProgramWithoutAnIdIsFoundByItsNameIfThatIsTheUsersOnlyOne() {
        bench.cloud.vm(8, "golden-vm", 2, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.cloud.vm(9, "golden-vm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        Driver driver = bench.open(OptionsTest.golden("opennebula.config.before-id.json"));
        assertThat(driver.ip()).isEqualTo("10.0.0.9");
        driver.remove();
        assertThat(bench.cloud.vmOf(9).status.isDone()).isTrue();
        assertThat(bench.cloud.vmOf(8).status.isRunning()).isTrue();
    }

    @Test
    void ofSeveralVmsOfOneNameNoneIsTouched() {
        bench.cloud.vm(8, "golden-vm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.cloud.vm(9, "golden-vm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        Driver driver = bench.open(OptionsTest.golden("opennebula.config.before-id.json"));
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::remove)
                .withMessageContaining("several VMs of that name: 8, 9");
        assertThat(actions()).isEmpty();
    }

    @Test
    void aMachineWhoseVmWasNeverMadeIsRemovedWithoutTouchingAnother() {
        bench.cloud.failOn("one.template.instantiate", new TransportException(Kind.REFUSED, "refused", null));
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::create);
        bench.cloud.vm(9, "dm", 0, FakeOned.lcm(LcmState.RUNNING), Template.EMPTY);
        bench.reopened().remove();
        assertThat(bench.cloud.vmOf(9).status.isRunning()).isTrue();
    }

    @Test
    void theUrlOfAVmThatDoesNotRunIsAnErrorThatProgramsKnow() {
        Driver driver = bench.made();
        driver.stop();
        assertThatExceptionOfType(HostNotRunningException.class)
                .isThrownBy(driver::url)
                .withMessage("Host is not running");
        assertThat(driver.ip()).as("it keeps its lease").isEqualTo("10.0.0.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXTERNAL_IP=\"192.0.2.1\",IP=\"10.0.0.1\" | 192.0.2.1 | tcp://192.0.2.1:2376",
                "IP=\"10.0.0.1\",IP6=\"2001:db8::1\" | 10.0.0.1 | tcp://10.0.0.1:2376",
                "IP6_GLOBAL=\"2001:db8::1\" | 2001:db8::1 | tcp://[2001:db8::1]:2376"
            })
    void theAddressIsTheBestThereIs(String nic, String ip, String url) {
        bench.cloud.nic = nic;
        Driver driver = bench.made();
        assertThat(driver.ip()).isEqualTo(ip);
        assertThat(driver.url()).isEqualTo(url);
        assertThat(driver.sshHostname()).isEqualTo(ip);
        assertThat(driver.sshPort()).isEqualTo(22);
    }

    @Test
    void aVmWithoutAnAddressIsToldSo() {
        bench.cloud.nic = "";
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("VM 7 (dm) has no IP address");
    }

    @Test
    void stateAndUrlCostOneCall() {
        bench.made();
        Driver driver = bench.reopened();
        bench.cloud.calls.clear();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
        assertThat(driver.url()).isEqualTo("tcp://10.0.0.7:2376");
        assertThat(driver.ip()).isEqualTo("10.0.0.7");
        assertThat(bench.cloud.calls).hasSize(1);
    }

    @Test
    void theAddressLastSeenHelpsWhenTheFrontEndIsAway() {
        bench.made();
        bench.transport = (endpoint, body) -> {
            throw new TransportException(Kind.REFUSED, "refused", null);
        };
        Driver driver = bench.reopened();
        assertThat(driver.ip()).isEqualTo("10.0.0.7");
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::url);
        assertThatExceptionOfType(DriverException.class).isThrownBy(driver::state);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, STARTING", "2, 0, STARTING", "3, 3, RUNNING", "3, 1, STARTING", "3, 18, STOPPING", "3, 36, ERROR",
        "4, 0, SAVED", "5, 0, SAVED", "6, 0, ERROR", "8, 0, STOPPED", "9, 0, STOPPED", "3, 69, RUNNING",
        "3, 62, RUNNING", "3, 65, STOPPED", "3, 70, STOPPED", "3, 16, ERROR", "3, 99, STARTING", "42, 0, STARTING"
    })
    void statesAreShownAsDockerMachineKnowsThem(int state, int lcm, MachineState shown) {
        assertThat(StateMapping.of(new VmStatus(state, lcm))).isEqualTo(shown);
    }

    @Test
    void everyStateIsShownAsSomething() {
        for (VmState state : VmState.values()) {
            for (LcmState lcm : LcmState.values()) {
                assertThat(StateMapping.of(VmStatus.of(state, lcm))).isNotEqualTo(MachineState.NONE);
            }
        }
    }

    @Test
    void laterCommandsNeedCredentialsAndSayWhichMachineLacksThem() {
        bench.made();
        bench.environment.remove("ONE_AUTH");
        Driver driver = bench.reopened();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::state)
                .withMessageContaining("cannot sign in to OpenNebula for machine \"dm\"")
                .withMessageContaining("ONE_AUTH");
    }

    @Test
    void laterCommandsAskTheFrontEndTheMachineWasMadeAt() {
        bench.made();
        bench.environment.put("ONE_XMLRPC", "http://other.example/RPC2");
        bench.transport = (endpoint, body) -> {
            assertThat(endpoint).hasToString(Workbench.ENDPOINT);
            return bench.cloud.post(endpoint, body);
        };
        assertThat(bench.reopened().state()).isEqualTo(MachineState.RUNNING);
    }

    private List<String> actions() {
        return bench.cloud.callsOf("one.vm.action").stream()
                .map(call -> FakeOned.text(call, 1))
                .toList();
    }
}
