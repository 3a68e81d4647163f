package io.onemachine.driver.none;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.OptionEffect;
import io.onemachine.machine.driver.OptionValue;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.json.GoJsonReader;
import io.onemachine.machine.json.MalformedJsonException;
import io.onemachine.machine.process.SystemCommandRunner;
import io.onemachine.machine.time.Sleeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoneDriverTest {

    private final List<String> said = new ArrayList<>();

    @Test
    void aNewMachineIsStoredAsTheGoProgramStoresIt() throws IOException, MalformedJsonException {
        Driver driver = of("tcp://10.1.2.3:2376");
        driver.preCreateCheck();
        driver.create();
        assertThat(driver.config().json()).isEqualTo(stored().toString());
    }

    @Test
    void aStoredMachineKeepsUnknownKeys() throws IOException, MalformedJsonException {
        JsonObject stored = stored();
        stored.addProperty("Later", 7);
        DriverConfig config = DriverConfig.parse(stored.toString());
        assertThat(new NoneDriver(context(), config).config()).isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://10.1.2.3:2376,         10.1.2.3:2376",
        "tcp://10.1.2.3,              10.1.2.3",
        "tcp://[2001:db8::7]:2376,    [2001:db8::7]:2376",
        "https://ada@engine.example/, engine.example",
        "unix:///var/run/docker.sock, ''",
        "none,                        ''",
        "localhost,                   ''",
        "localhost:2376,              ''",
        "'a b',                       ''",
        "//10.1.2.3:2376/x,           10.1.2.3:2376",
        "tcp://a_b:2376,              a_b:2376",
        "'tcp://a<b',                 'a<b'",
        "tcp://[fe80::1%25eth0]:1,    [fe80::1%eth0]:1",
        "tcp://h%c3%a4?%zz,           hä",
        "a/b:c,                       ''",
    })
    void theAddressIsWhatTheUrlSays(String url, String address) {
        Driver driver = of(url);
        assertThat(driver.ip()).isEqualTo(address);
        assertThat(driver.url()).isEqualTo(url);
        assertThat(driver.state()).isEqualTo(MachineState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({
        "'',           ‹option url› option is required when no driver is selected",
        "::bad,        parse \"::bad\": missing protocol scheme",
        "10.1.2.3:1,   parse \"10.1.2.3:1\": first path segment in URL cannot contain colon",
        "tcp://a b/,   parse \"tcp://a b/\": invalid character \" \" in host name",
        "tcp://[bad,   parse \"tcp://[bad\": missing ']' in host",
        "tcp://a:b,    parse \"tcp://a:b\": invalid port \":b\" after host",
        "tcp://h/%zz,  parse \"tcp://h/%zz\": invalid URL escape \"%zz\"",
        "tcp://h%41,   parse \"tcp://h%41\": invalid URL escape \"%41\"",
        "tcp://^@h,    parse \"tcp://^@h\": net/url: invalid userinfo",
        "'a#%2',       parse \"a#%2\": invalid URL escape \"%2\"",
    })
    void whatIsNoUrlIsRefused(String url, String complaint) {
        assertThatThrownBy(() -> of(url))
                .isInstanceOf(DriverOptionException.class)
                .hasMessageStartingWith("Error setting machine configuration from flags provided: ")
                .hasMessageContaining(complaint);
    }

    @Test
    void aControlCharacterIsRefusedAsGoWritesIt() {
        assertThatThrownBy(() -> of("a\nb"))
                .hasMessageEndingWith(": parse \"a\\nb\": net/url: invalid control character in URL");
    }

    @ParameterizedTest
    @CsvSource({
        "none,                        true",
        "localhost:2376,              true",
        "tcp:///,                     true",
        "ftp://10.1.2.3,              true",
        "tcp://10.1.2.3,              false",
        "tcp://a_b:2376,              false",
        "https://engine.example/,     false",
        "unix:///var/run/docker.sock, false",
        "ssh://ada@engine.example,    false",
    })
    void aUrlThatNoCommandCanConnectToIsAcceptedWithAWarning(String url, boolean warned) {
        of(url);
        if (warned) {
            assertThat(said)
                    .singleElement()
                    .asString()
                    .startsWith("‹option url›: \"" + url + "\" is not the URL of an engine");
        } else {
            assertThat(said).isEmpty();
        }
    }

    @Test
    void operationsOnAnUnknownHostAreRefused() {
        Driver driver = of("tcp://10.1.2.3:2376");
        assertThat(driver.provisionable()).isFalse();
        assertThat(driver.sshHostname()).isEmpty();
        assertThatThrownBy(driver::start).hasMessage("hosts without a driver cannot be started");
        assertThatThrownBy(driver::stop).hasMessage("hosts without a driver cannot be stopped");
        assertThatThrownBy(driver::restart).hasMessage("hosts without a driver cannot be restarted");
        assertThatThrownBy(driver::kill).hasMessage("hosts without a driver cannot be killed");
        driver.remove();
    }

    private Driver of(String url) {
        Driver driver = new NoneDriver(context(), BaseDriverConfig.initial("m-none", "$STORE"));
        driver.setOptions(DriverOptions.resolve(
                new NoneDriverProvider().flags(), Map.of("url", new OptionValue.StringValue(url)), Map.of()));
        return driver;
    }

    @Test
    void theOnlyOptionOfAMachineIsItsUrl() {
        NoneDriverProvider provider = new NoneDriverProvider();

        assertThat(provider.createOptions(of("tcp://192.0.2.7:2376").config()))
                .contains(Map.of("url", List.of("tcp://192.0.2.7:2376")));
        assertThat(provider.effectOf("url")).isEqualTo(OptionEffect.REPLACE);
    }

    private DriverContext context() {
        Path store = Path.of("/nonexistent");
        return new DriverContext(
                "m-none",
                store,
                store.resolve("machines/m-none"),
                Map.of(),
                store,
                event -> said.add(event.text()),
                () -> {},
                Sleeper.system(),
                new SystemCommandRunner(),
                target -> {
                    throw new AssertionError("there is no host");
                });
    }

    private JsonObject stored() throws IOException, MalformedJsonException {
        try (var stream = Objects.requireNonNull(getClass().getResourceAsStream("/store-format/none.config.json"))) {
            return GoJsonReader.readObject(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject("Driver");
        }
    }
}
