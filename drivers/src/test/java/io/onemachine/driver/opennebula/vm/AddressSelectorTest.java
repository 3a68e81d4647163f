package io.onemachine.driver.opennebula.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import io.onemachine.driver.opennebula.DriverFixture;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.error.DriverException;
import io.onemachine.opennebula.template.Template;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the selection of the machine's address for a VM with several cards and aliases. */
class AddressSelectorTest {

    private static final Template VM = Template.parse("""
            NIC=[NIC_ID="0",NAME="NIC0",NETWORK="backend",IP="10.0.0.5"]
            NIC=[NIC_ID="1",NAME="NIC1",NETWORK="frontend",IP="192.0.2.5",IP6_GLOBAL="2001:db8::5"]
            NIC=[NIC_ID="2",NAME="NIC2",NETWORK="six",IP6_LINK="fe80::1",IP6_ULA="fd00::5",IP6_GLOBAL="2001:db8::6"]
            NIC=[NIC_ID="3",NAME="NIC3",NETWORK="dhcp",MAC="02:00:00:00:00:01"]
            NIC_ALIAS=[NIC_ID="4",NAME="NIC0_ALIAS1",PARENT="NIC0",NETWORK="floating",IP="203.0.113.5",EXTERNAL="YES"]
            NIC_ALIAS=[NIC_ID="5",NAME="NIC1_ALIAS2",PARENT="NIC1",NETWORK="second",IP="192.0.2.6"]
            """);

    private final DriverFixture bench;

    AddressSelectorTest(@TempDir Path folder) {
        this.bench = new DriverFixture(folder);
    }

    @ParameterizedTest
    @CsvSource({
        // By number, name, network; an alias is chosen like a card.
        "0, 203.0.113.5",
        "nic0, 203.0.113.5",
        "1, 192.0.2.5",
        "NIC1, 192.0.2.5",
        "frontend, 192.0.2.5",
        "NIC2, 2001:db8::6",
        "six, 2001:db8::6",
        "NIC1_ALIAS2, 192.0.2.6",
        "second, 192.0.2.6",
        "5, 192.0.2.6",
    })
    void theChosenCardsAddressIsTheMachines(String chosen, String address) {
        Driver driver = bench.created("opennebula-template-id=0", "opennebula-nic=public");
        assertThat(driver.ip()).isEqualTo("10.0.0.7");
        bench.vm().template = VM;
        assertThat(bench.open(withChosen(driver, chosen)).ip()).isEqualTo(address);
    }

    @Test
    void withoutAChoiceItIsTheFirstCardThatHasOne() {
        Driver driver = bench.created();
        bench.vm().template = Template.parse("""
                NIC=[NIC_ID="0",NAME="NIC0",NETWORK="dhcp"] NIC=[NIC_ID="1",NAME="NIC1",NETWORK="six",IP6_ULA="fd00::5"]""");
        assertThat(bench.open(driver.config()).url()).isEqualTo("tcp://[fd00::5]:2376");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NIC0", "0", "frontend"})
    void aCardWhoseNetworkTheSchedulerHasYetToChooseHasNoAddressYet(String chosen) {
        Driver driver = bench.created("opennebula-template-id=0", "opennebula-nic=public");
        bench.vm().template = Template.parse("NIC=[NIC_ID=\"0\",NAME=\"NIC0\",NETWORK_MODE=\"auto\"]");
        Driver again = bench.open(withChosen(driver, chosen));
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(again::ip)
                .withMessageEndingWith(" has no IP address yet: the scheduler chooses its network when it is placed");
        bench.vm().template = Template.parse(
                "NIC=[NIC_ID=\"0\",NAME=\"NIC0\",NETWORK_MODE=\"auto\",NETWORK=\"frontend\","
                        + "NETWORK_ID=\"7\",IP=\"192.0.2.7\"]");
        assertThat(bench.open(withChosen(driver, chosen)).ip()).isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @CsvSource({"NIC3", "nosuch", "9"})
    void aChoiceWithoutAnAddressIsReportedWithTheAlternatives(String chosen) {
        Driver driver = bench.created();
        bench.vm().template = VM;
        Driver again = bench.open(withChosen(driver, chosen));
        assertThatExceptionOfType(DriverException.class)
                .isThrownBy(again::ip)
                .withMessageContaining("VM 7 (dm) has no address at the network card \"" + chosen + "\"; it has NIC0"
                        + " (backend, 10.0.0.5), NIC1 (frontend, 192.0.2.5), NIC2 (six, 2001:db8::6), NIC3 (dhcp, no"
                        + " address), NIC0_ALIAS1 (floating, 203.0.113.5)")
                .satisfies(e -> assertThat(e.hint().orElse("")).contains("‹option opennebula-nic›"));
    }

    private static JsonObject withChosen(Driver driver, String chosen) {
        JsonObject config = DriverFixture.json(driver);
        config.addProperty("MachineNic", chosen);
        return config;
    }
}
