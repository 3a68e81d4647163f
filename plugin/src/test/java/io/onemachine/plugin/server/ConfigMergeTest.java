package io.onemachine.plugin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.plugin.rpc.RpcFault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JSON text is merged into a configuration as Go unmarshals JSON into a struct. */
final class ConfigMergeTest {
    private static final String PRESENT =
            "{\"Name\":\"n\",\"Port\":22,\"On\":true,\"Config\":{\"Token\":\"t\",\"Endpoint\":\"e\"},\"List\":[1]}";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{} | " + PRESENT,
                "null | " + PRESENT,
                "{\"Name\":null,\"Config\":null} | " + PRESENT,
                "{\"Name\":\"\"} | {\"Name\":\"\",\"Port\":22,\"On\":true,\"Config\":{\"Token\":\"t\",\"Endpoint\":\"e\"},\"List\":[1]}",
                "{\"name\":\"m\",\"PORT\":23} | {\"Name\":\"m\",\"Port\":23,\"On\":true,\"Config\":{\"Token\":\"t\",\"Endpoint\":\"e\"},\"List\":[1]}",
                "{\"Config\":{\"Token\":\"u\"}} | {\"Name\":\"n\",\"Port\":22,\"On\":true,\"Config\":{\"Token\":\"u\",\"Endpoint\":\"e\"},\"List\":[1]}",
                "{\"List\":[2,3],\"More\":\"x\"} | {\"Name\":\"n\",\"Port\":22,\"On\":true,\"Config\":{\"Token\":\"t\",\"Endpoint\":\"e\"},\"List\":[2,3],\"More\":\"x\"}",
            })
    void whatIsAbsentStays(String update, String merged) throws Exception {
        assertThat(merge(update).json()).isEqualTo(merged);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"Port\":\"22\"} | json: cannot unmarshal string into Go struct field Driver.Port of type int",
                "{\"Name\":1} | json: cannot unmarshal number into Go struct field Driver.Name of type string",
                "{\"On\":[]} | json: cannot unmarshal array into Go struct field Driver.On of type bool",
                "[] | json: cannot unmarshal array into Go value of type test.Driver",
                "{oops | invalid character 'o' looking for beginning of object key string",
            })
    void whatCannotBeMergedIsRefusedInGosWords(String update, String fault) {
        assertThatThrownBy(() -> merge(update)).isInstanceOf(RpcFault.class).hasMessage(fault);
    }

    private static DriverConfig merge(String update) throws RpcFault {
        return new ConfigMerge("test").merged(DriverConfig.parse(PRESENT), update.getBytes(UTF_8));
    }
}
