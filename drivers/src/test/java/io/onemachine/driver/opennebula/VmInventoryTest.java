package io.onemachine.driver.opennebula;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverFlag;
import io.onemachine.machine.driver.HostReference;
import io.onemachine.machine.driver.TaggedHost;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VmInventoryTest {
    private final VmInventory inventory = new VmInventory((limits, trust) -> new FakeOned());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"VmTag\": \"t1\", \"VmId\": 3} | 3 | t1   | true",
                "{\"VmTag\": \"t1\"}              | 3 | t1   | true",
                "{\"VmTag\": \"t1\", \"VmId\": 3} | 3 | t2   | false",
                "{\"VmTag\": \"t1\", \"VmId\": 3} | 3 | none | true",
                "{\"VmTag\": \"t1\", \"VmId\": 3} | 4 | none | false",
                "{\"MachineId\": 3}              | 3 | t2   | true",
                "{\"VmId\": 0}                   | 0 | t2   | true",
                "{\"MachineId\": 0}              | 0 | t2   | true",
                "{\"MachineId\": 0}              | 3 | t2   | false",
                "{\"MachineName\": \"m\"}          | 3 | t2   | true",
                "{\"MachineName\": \"n\"}          | 3 | none | false",
                "{}                              | 3 | t2   | false"
            })
    void aVmIsKnownByItsTagOrWhereThereIsNoneByItsId(String config, String id, @Nullable String tag, boolean known) {
        DriverConfig machine = DriverConfig.parse(config);
        TaggedHost host = new TaggedHost(id, "m", tag == null ? "" : tag, "RUNNING", Optional.empty());
        assertThat(inventory.knows(machine, host)).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"VmId\": 0, \"VmTag\": \"t\", \"VmOwner\": \"ada\", \"Xmlrpcurl\": \"http://a/RPC2\"} | 0 | VM 0 (m) | ada | http://a/RPC2",
                "{\"MachineId\": 3, \"Config\": {\"Token\": \"ada:secret\", \"Endpoint\": \"http://b/RPC2\"}} | 3 | VM 3 (m) | ada | http://b/RPC2",
                "{\"MachineId\": 3, \"User\": \"bob\", \"Config\": {\"Token\": \"ada:secret\"}} | 3 | VM 3 (m) | ada | ''",
                "{\"MachineId\": 3, \"User\": \"bob\", \"Password\": \"p\", \"Config\": {\"Token\": \"ada:secret\"}} | 3 | VM 3 (m) | bob | ''",
                "{\"MachineId\": 3, \"User\": \"bob\", \"Config\": {\"Token\": \"\"}} | 3 | VM 3 (m) | bob | ''",
                "{\"VmTag\": \"t\"} | '' | A VM named \"m\" with DOCKER_MACHINE_TAG=\"t\" | '' | ''",
                "{} | '' | A VM named \"m\" | '' | ''"
            })
    void anEntrySaysWhichVmItIsAndNoSecret(String config, String id, String description, String user, String endpoint) {
        JsonObject machine = new Gson().fromJson(config, JsonObject.class);
        machine.addProperty("MachineName", "m");
        assertThat(inventory.reference(DriverConfig.parse(machine.toString())))
                .isEqualTo(new HostReference(
                        id,
                        description,
                        user,
                        endpoint,
                        id.isEmpty() ? Optional.empty() : Optional.of("onevm terminate --hard " + id)));
    }

    @Test
    void userAndEndpointAreItsOptions() {
        assertThat(inventory.flags())
                .extracting(DriverFlag::name)
                .containsExactlyInAnyOrder(
                        "opennebula-user",
                        "opennebula-password",
                        "opennebula-xmlrpcurl",
                        "opennebula-tls-ca-cert",
                        "opennebula-tls-insecure",
                        "opennebula-request-timeout");
    }
}
