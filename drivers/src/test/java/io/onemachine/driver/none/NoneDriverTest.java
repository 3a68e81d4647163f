package io.onemachine.driver.none;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionValue;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoneDriverTest {

    @Test
    void aNewMachineIsStoredAsTheGoProgramStoresIt() throws IOException, MalformedJsonException {
        Driver driver = of("tcp://10.1.2.3:2376");
        driver.preCreateCheck();
        driver.create();
        assertThat(driver.config().toString()).isEqualTo(stored().toString());
    }

    @Test
    void aStoredMachineKeepsWhatIsNotKnown() throws IOException, MalformedJsonException {
        JsonObject stored = stored();
        stored.addProperty("Later", 7);
        assertThat(new NoneDriver(stored).config()).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://10.1.2.3:2376,         10.1.2.3:2376",
        "tcp://10.1.2.3,              10.1.2.3",
        "tcp://[2001:db8::7]:2376,    [2001:db8::7]:2376",
        "https://ada@engine.example/, engine.example",
        "unix:///var/run/docker.sock, ''",
    })
    void theAddressIsWhatTheUrlSays(String url, String address) {
        Driver driver = of(url);
        assertThat(driver.ip()).isEqualTo(address);
        assertThat(driver.url()).isEqualTo(url);
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({
        "'',           --url option is required when no driver is selected",
        "::bad,        parse \"::bad\": missing protocol scheme",
        "10.1.2.3,     parse \"10.1.2.3\": missing protocol scheme",
        "tcp://a b/,   parse \"tcp://a b/\": Illegal character",
    })
    void whatIsNoUrlIsRefused(String url, String complaint) {
        assertThatThrownBy(() -> of(url))
                .isInstanceOf(DriverOptionException.class)
                .hasMessageStartingWith("Error setting machine configuration from flags provided: ")
                .hasMessageContaining(complaint);
    }

    @Test
    void nothingCanBeDoneToAHostThatIsNotKnown() {
        Driver driver = of("tcp://10.1.2.3:2376");
        assertThat(driver.provisionable()).isFalse();
        assertThat(driver.sshHostname()).isEmpty();
        assertThatThrownBy(driver::start).hasMessage("hosts without a driver cannot be started");
        assertThatThrownBy(driver::stop).hasMessage("hosts without a driver cannot be stopped");
        assertThatThrownBy(driver::restart).hasMessage("hosts without a driver cannot be restarted");
        assertThatThrownBy(driver::kill).hasMessage("hosts without a driver cannot be killed");
        driver.remove();
    }

    private static Driver of(String url) {
        Driver driver = new NoneDriver(BaseDriverConfig.initial("m-none", "$STORE"));
        driver.setOptions(DriverOptions.resolve(
                new NoneDriverProvider().flags(), Map.of("url", new OptionValue.Text(url)), Map.of()));
        return driver;
    }

    private JsonObject stored() throws IOException, MalformedJsonException {
        try (var stream = Objects.requireNonNull(getClass().getResourceAsStream("/store-format/none.config.json"))) {
            return GoJsonReader.readObject(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject("Driver");
        }
    }
}
