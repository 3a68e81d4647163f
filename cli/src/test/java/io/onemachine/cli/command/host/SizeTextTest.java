package io.onemachine.cli.command.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onemachine.cli.error.CommandFailure;
import io.onemachine.cli.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTextTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "4096, 4096",
        "4096M, 4096",
        "4G, 4096",
        "4g, 4096",
        "4GB, 4096",
        "4GiB, 4096",
        "4gib, 4096",
        "1.5G, 1536",
        "0.5G, 512",
        "1T, 1048576",
        "2048K, 2",
        "' 4G ', 4096",
        "999999999T, 1048575998951424",
    })
    void megabytesMayHaveAUnit(String text, long megabytes) throws CommandFailure {
        assertThat(SizeText.megabytes("memory", text)).hasValue(megabytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0G",
                "-1",
                "-4G",
                "4X",
                "4GG",
                "G",
                "4 G",
                "1.5",
                "0.3M",
                "1K",
                "1023K",
                "1,5G",
                "1e3",
                "0x10",
                "4096B",
                "4096iB",
                "4Gi",
                "12345678901",
                "1.2345678G",
                " ",
                "٤G",
                "∞"
            })
    void whatIsNoWholeNumberOfMegabytesIsRefused(String text) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> SizeText.megabytes("memory", text))
                .withMessage("--memory must be a whole number of MB, or one with a unit such as 4G or 512M, not \""
                        + text + "\"")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "08, 8", "4096, 4096"})
    void virtualCpusAreCounted(String text, int count) throws CommandFailure {
        assertThat(SizeText.count("vcpu", text)).hasValue(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "4097", "99999", "two", " ", "+1", "٤"})
    void otherCountsAreRefused(String text) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> SizeText.count("vcpu", text))
                .withMessage("--vcpu must be a number from 1 to 4096, not \"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.5, 0.5", "0.0001, 0.0001", "16.25, 16.25", "2.0, 2"})
    void cpusAreShares(String text, double share) throws CommandFailure {
        assertThat(SizeText.share("cpu", text)).hasValue(share);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "-1", ".5", "1.", "1,5", "1e3", "NaN", "Infinity", "1f", "0.00001", " "})
    void otherSharesAreRefused(String text) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> SizeText.share("cpu", text))
                .withMessage("--cpu must be a number greater than 0, such as 0.5, not \"" + text + "\"");
    }

    @Test
    void anOptionThatWasNotGivenHasNoValue() throws CommandFailure {
        assertThat(SizeText.megabytes("memory", "")).isEmpty();
        assertThat(SizeText.count("vcpu", "")).isEmpty();
        assertThat(SizeText.share("cpu", "")).isEmpty();
    }
}
