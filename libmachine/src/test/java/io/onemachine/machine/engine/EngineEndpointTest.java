package io.onemachine.machine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.machine.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "tcp://192.0.2.7:2377,      192.0.2.7,   2377",
        "tcp://192.0.2.7,           192.0.2.7,   2376",
        "https://engine.example/,   engine.example, 2376",
        "tcp://[2001:db8::7]:1,     2001:db8::7, 1",
        "tcp://build_host:2377,     build_host,  2377",
        "tcp://build_host,          build_host,  2376",
    })
    void hostAndPortAreRead(String url, String host, int port) {
        assertThat(EngineEndpoint.parse(url)).isEqualTo(new EngineEndpoint(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "localhost",
                "localhost:2376",
                "unix:///var/run/docker.sock",
                "tcp://",
                "tcp://a b",
                "tcp://a_b:123456",
                "tcp://a_b:65536",
                "tcp://192.0.2.7:65536",
                "tcp://:2376",
                "ssh://a_b"
            })
    void invalidEndpointIsAnError(String url) {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> EngineEndpoint.parse(url))
                .withMessageContaining("\"" + url + "\"");
    }

    @Test
    void endpointIsWrittenInDockersForm() {
        assertThat(new EngineEndpoint("2001:db8::7", 2376).url()).isEqualTo("tcp://[2001:db8::7]:2376");
    }
}
