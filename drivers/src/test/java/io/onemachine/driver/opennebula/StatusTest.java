package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.onemachine.driver.opennebula.status.StateMapping;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands status, ip and url, and the account that later commands use. */
class StatusTest {
    private final DriverFixture bench;

    StatusTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
    }

    @Test
    void askingForTheAddressChangesNoConfiguration() {
        Driver created = bench.created();
        JsonObject before = DriverFixture.json(created);
        bench.vm().template = Template.parse("NIC=[IP=\"10.0.0.99\"]");
        Driver driver = bench.reopened();
        assertThat(driver.ip()).isEqualTo("10.0.0.99");
        assertThat(driver.sshHostname()).isEqualTo("10.0.0.99");
        assertThat(DriverFixture.json(driver)).isEqualTo(before);
    }

    @Test
    void urlAndAddressOfAStoppedVmAreTheErrorThatProgramsExpect() {
        Driver driver = bench.created();
        driver.stop();
        assertThatExceptionOfType(HostNotRunningException.class)
                .isThrownBy(driver::url)
                .withMessage("Host is not running");
        assertThatExceptionOfType(HostNotRunningException.class)
                .isThrownBy(driver::ip)
                .withMessage("Host is not running");
        assertThat(driver.sshHostname()).as("it keeps its lease").isEqualTo("10.0.0.7");
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
        Driver driver = bench.created();
        assertThat(driver.ip()).isEqualTo(ip);
        assertThat(driver.url()).isEqualTo(url);
        assertThat(driver.sshHostname()).isEqualTo(ip);
        assertThat(driver.sshPort()).isEqualTo(22);
    }

    @Test
    void aVmWithoutAnAddressIsReported() {
        bench.cloud.nic = "";
        Driver driver = bench.with("opennebula-template-id=0");
        driver.preCreateCheck();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::create)
                .withMessageContaining("VM 7 (dm) has no IP address");
    }

    @Test
    void stateAndUrlCostOneCall() {
        bench.created();
        Driver driver = bench.reopened();
        bench.cloud.calls.clear();
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
        assertThat(driver.url()).isEqualTo("tcp://10.0.0.7:2376");
        assertThat(driver.ip()).isEqualTo("10.0.0.7");
        assertThat(bench.cloud.calls).hasSize(1);
    }

    @Test
    void theLastAddressIsUsedWhenTheFrontEndIsUnreachable() {
        bench.created();
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
        "1, 0, STARTING", "2, 0, STOPPED", "3, 3, RUNNING", "3, 1, STARTING", "3, 18, STOPPING", "3, 36, ERROR",
        "4, 0, SAVED", "5, 0, SAVED", "6, 0, ERROR", "8, 0, STOPPED", "9, 0, STOPPED", "3, 69, RUNNING",
        "3, 62, RUNNING", "3, 65, STOPPED", "3, 70, STOPPED", "3, 16, ERROR", "3, 99, STARTING", "42, 0, STARTING"
    })
    void statesAreMappedToDockerMachines(int state, int lcm, MachineState shown) {
        assertThat(StateMapping.of(new VmStatus(state, lcm))).isEqualTo(shown);
    }

    @Test
    void everyStateIsMapped() {
        for (VmState state : VmState.values()) {
            for (LcmState lcm : LcmState.values()) {
                assertThat(StateMapping.of(VmStatus.of(state, lcm))).isNotEqualTo(MachineState.NONE);
            }
        }
    }

    @Test
    void laterCommandsNeedCredentialsAndSayWhichMachineLacksThem() {
        bench.created();
        bench.environment.remove("ONE_AUTH");
        Driver driver = bench.reopened();
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(driver::state)
                .withMessageContaining("cannot sign in to OpenNebula for machine \"dm\"")
                .withMessageContaining("ONE_AUTH");
    }

    @Test
    void laterCommandsCallTheFrontEndTheMachineWasCreatedAt() {
        bench.created();
        bench.environment.put("ONE_XMLRPC", "http://other.example/RPC2");
        bench.transport = (endpoint, body) -> {
            assertThat(endpoint).hasToString(DriverFixture.ENDPOINT);
            return bench.cloud.post(endpoint, body);
        };
        assertThat(bench.reopened().state()).isEqualTo(MachineState.RUNNING);
    }
}
