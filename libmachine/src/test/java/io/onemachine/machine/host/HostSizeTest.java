package io.onemachine.machine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSizeTest {
    private static final HostSize NOTHING =
            new HostSize(OptionalDouble.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty());
    private static final HostSize PRESENT =
            new HostSize(OptionalDouble.of(0.5), OptionalInt.of(2), OptionalLong.of(1024), OptionalLong.of(8192));

    @Test
    void onlyWhatDiffersIsLeftOfAChange() {
        HostSize wanted =
                new HostSize(OptionalDouble.of(0.5), OptionalInt.of(4), OptionalLong.empty(), OptionalLong.of(8192));

        assertThat(wanted.differencesFrom(PRESENT))
                .isEqualTo(new HostSize(
                        OptionalDouble.empty(), OptionalInt.of(4), OptionalLong.empty(), OptionalLong.empty()));
        assertThat(PRESENT.differencesFrom(PRESENT).isEmpty()).isTrue();
        assertThat(PRESENT.differencesFrom(NOTHING)).isEqualTo(PRESENT);
        assertThat(NOTHING.differencesFrom(PRESENT).isEmpty()).isTrue();
    }

    @Test
    void theDiskIsNoCapacity() {
        HostSize disk =
                new HostSize(OptionalDouble.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalLong.of(8192));

        assertThat(disk.changesCapacity()).isFalse();
        assertThat(disk.isEmpty()).isFalse();
        assertThat(PRESENT.changesCapacity()).isTrue();
        assertThat(NOTHING.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "2, 2", "2.50, 2.5", "100, 100", "0.0001, 0.0001", "4096, 4096", "0.1, 0.1"})
    void sharesOfCpusHaveNoNeedlessZeros(double cpu, String text) {
        assertThat(HostSize.text(cpu)).isEqualTo(text);
    }
}
